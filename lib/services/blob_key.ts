import { hkdfSync, timingSafeEqual } from "node:crypto";
import { ConfigError } from "../config.ts";
import { commit, type Store } from "../kv/store.ts";
import { DAY_MS } from "../time.ts";

/**
 * | key          | value                                                             |
 * | ------------ | ----------------------------------------------------------------- |
 * | `blobs, key` | `KnownKey`: which `BLOB_KEY` files are encrypted with, since when |
 */
const KEY = ["blobs", "key"];

interface KnownKey {
  /** Made of the key, which it does not tell. */
  check: Uint8Array;
  /** In milliseconds. */
  since: number;
}

/** Processes that began without the key may go on for so long. */
const OVERLAP_MS = DAY_MS;

/**
 * Returns until when blobs were made that may be unencrypted, in milliseconds, and remembers the key
 * on its first use; undefined without a key. Throws ConfigError where files are encrypted with another
 * one: nothing of them could be read.
 */
export async function plainBlobsUntil(
  store: Store,
  { key, now }: { key: Uint8Array | undefined; now: () => number },
): Promise<number | undefined> {
  const known = await store.write.get<KnownKey>(KEY);
  if (key === undefined) {
    if (known.value === null) return undefined;
    throw new ConfigError(["BLOB_KEY: Required, because files here are encrypted with it"]);
  }
  const check = new Uint8Array(hkdfSync("sha256", key, "", "epicme blob key check", 32));
  if (known.value === null) {
    const made: KnownKey = { check, since: now() };
    await commit(store, (operation) => operation.check(known).set(KEY, made));
    return await plainBlobsUntil(store, { key, now });
  }
  if (!timingSafeEqual(check, known.value.check)) {
    throw new ConfigError(["BLOB_KEY: Expected the one with which files here are encrypted"]);
  }
  return known.value.since + OVERLAP_MS;
}
