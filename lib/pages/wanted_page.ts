import { journalPathOf } from "./journal_paths.ts";

/** Longer than any address that we give. */
const MAX_LENGTH = 1_000;

/**
 * Returns the path of the one of `pages` that somebody had opened before they signed in, with its
 * query, such as the part of an export that a client has filled in; undefined for any other address.
 */
export function wantedPage(to: string | null, pages: readonly string[]): string | undefined {
  if (to === null || to.length > MAX_LENGTH) return undefined;
  const [path, query] = to.split(/\?(.*)/s);
  if (!pages.includes(path)) return undefined;
  // Written anew, so that nothing but a query comes after the path.
  return query ? `${path}?${new URLSearchParams(query)}` : path;
}

/** The same, or a page of the journal: where somebody who has signed in may be led. */
export function placeToReturn(to: string | null, pages: readonly string[]): string | undefined {
  return wantedPage(to, pages) ?? journalPathOf(to);
}
