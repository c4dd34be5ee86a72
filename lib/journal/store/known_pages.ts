import { LRUCache } from "lru-cache";
import type { Reader } from "../../kv/batched_reads.ts";
import type { EntryPage, EntryQuery } from "../model.ts";
import type { Context } from "./context.ts";

/** A page as it is for as long as the journal stays at `position`. */
interface KnownPage {
  position: string;
  page: EntryPage;
}

/** Where a page is kept, and where the journal is now. */
export interface PagePlace {
  query: EntryQuery;
  position: string;
}

/** A hundred pages of fifty entries, of all people together. */
const MAX_BYTES = 8_000_000;

const pagesOf = new WeakMap<Reader, LRUCache<string, KnownPage>>();

/** The page that this viewer was shown for the same query while the journal was at `position`. */
export function findKnownPage(context: Context, place: PagePlace): EntryPage | undefined {
  const known = pagesOf.get(context.store.read)?.get(keyOf(context, place));
  return known?.position === place.position ? known.page : undefined;
}

/**
 * Keeps a page, which nobody may change from now on. It must have been read after `position` was: then
 * nothing of it has changed for as long as that is the same, whatever process writes.
 */
export function keepPage(context: Context, place: PagePlace, page: EntryPage): void {
  const { read } = context.store;
  const pages = pagesOf.get(read) ?? new LRUCache<string, KnownPage>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ page }) => sizeOf(page),
  });
  pagesOf.set(read, pages);
  pages.set(keyOf(context, place), { position: place.position, page: freeze(page) });
}

/** Forgets the pages of somebody who is erased. */
export function forgetPages(read: Reader, userId: string): void {
  const pages = pagesOf.get(read);
  for (const key of pages?.keys() ?? []) {
    if (key.startsWith(startOf(userId))) pages?.delete(key);
  }
}

/** All that a page depends on beside what is stored; each viewer has pages of their own. */
function keyOf({ userId, includePrivate, timeZone }: Context, { query }: PagePlace): string {
  return startOf(userId) + JSON.stringify([includePrivate, timeZone, query]);
}

function startOf(userId: string): string {
  return `${JSON.stringify(userId)} `;
}

/** Roughly, in bytes, with what is made of a page for answers, which repeats its texts. */
function sizeOf({ entries }: EntryPage): number {
  return entries.reduce(
    (sum, { title, excerpt, tags, attachments = [] }) =>
      sum + 1_000 + 4 * (title.length + excerpt.length + tags.join("").length) +
      1_000 * attachments.length,
    1_000,
  );
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
