import type { Store } from "../../kv/store.ts";

/**
 * Everybody in whose journal something was written, in the order of ids. It costs one small read for
 * each. An id so long that only its digest is kept cannot be recovered, and is left out.
 */
export async function* listUsers(store: Store): AsyncIterable<string> {
  for await (const part of listParts(store)) if (typeof part === "string") yield part;
}

/** The key part of everybody: their id, or the digest of one that is long. */
export async function* listParts(store: Store): AsyncIterable<string | Uint8Array> {
  let start: Deno.KvKey = ["journal"];
  for (;;) {
    const selector = { start, end: ["journal", true, true] };
    const [row] = await Array.fromAsync(store.read.list(selector, { limit: 1 }));
    if (row === undefined) return;
    const user = row.key[1];
    if (typeof user === "string" || user instanceof Uint8Array) yield user;
    // No key part comes after `true`, so this is past all that the user has.
    start = ["journal", user, true];
  }
}
