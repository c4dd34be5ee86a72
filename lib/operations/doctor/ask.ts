import { createBoundedFetch } from "../../auth/bounded_fetch.ts";
import { troubleOf } from "./trouble.ts";

/** What came back from an address, or why nothing did. */
export type Asked =
  | { response: Response; milliseconds: number }
  | { trouble: string };

/** Asks `url` once, within three seconds and 256 KiB; a redirect is an answer. Never rejects. */
export async function ask(
  url: string | URL,
  { fetch, ...init }: RequestInit & { fetch?: typeof globalThis.fetch } = {},
): Promise<Asked> {
  const begun = performance.now();
  try {
    const response = await createBoundedFetch(fetch)(url, init);
    return { response, milliseconds: performance.now() - begun };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

/** Resolves to the JSON object of an answer, or to an empty one. */
export async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === "object" && body !== null ? body as Record<string, unknown> : {};
}
