import type { Reader } from "../../kv/batched_reads.ts";

const KEYS_PER_READ = 10;

/** The values of any number of keys, in their order, in as many parallel reads as it takes. */
export async function readMany<T>(
  kv: Reader,
  keys: readonly Deno.KvKey[],
): Promise<Deno.KvEntryMaybe<T>[]> {
  const reads: Promise<Deno.KvEntryMaybe<T>[]>[] = [];
  for (let start = 0; start < keys.length; start += KEYS_PER_READ) {
    reads.push(kv.getMany<T[]>(keys.slice(start, start + KEYS_PER_READ)));
  }
  return (await Promise.all(reads)).flat();
}
