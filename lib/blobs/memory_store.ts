import { type BlobStore, checkKey } from "./blob_store.ts";
import { Measured } from "./measured.ts";

/** Blobs that are gone with the process, for tests and `KV_URL=:memory:`. */
export function memoryBlobs(): BlobStore {
  const kept = new Map<string, Blob>();
  return {
    async put(key, stream) {
      checkKey(key);
      const measured = new Measured();
      const bytes = await new Response(stream.pipeThrough(measured)).blob();
      kept.set(key, bytes);
      return measured.result();
    },
    get: (key, { start = 0, end } = { start: 0 }) =>
      Promise.resolve(kept.get(checkKey(key))?.slice(start, end).stream()),
    delete: (key) => Promise.resolve(void kept.delete(key)),
    async *list(prefix) {
      for (const key of [...kept.keys()].toSorted()) if (key.startsWith(prefix)) yield key;
    },
    check: () => Promise.resolve(),
  };
}
