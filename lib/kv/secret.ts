import { commit, type Store } from "./store.ts";

/**
 * Returns the 32 random bytes that are kept at `key`, making them on the first start. All instances
 * get the same ones: of two that make them at once, the first to commit wins.
 */
export async function openSecret(store: Store, key: Deno.KvKey): Promise<Uint8Array> {
  const known = await store.read.get<Uint8Array>(key);
  if (known.value !== null) return known.value;
  const made = crypto.getRandomValues(new Uint8Array(32));
  const { ok } = await commit(store, (operation) => operation.check(known).set(key, made));
  return ok ? made : await openSecret(store, key);
}
