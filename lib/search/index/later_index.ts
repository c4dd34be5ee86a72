import { once } from "../../later.ts";
import type { SearchIndex } from "./search_index.ts";

/** Returns an index that `open` opens, with the engine that it needs, when it is first used. */
export function laterIndex(open: () => Promise<SearchIndex>): SearchIndex {
  let isOpen = false;
  let isClosed = false;
  const opened = once(() => {
    isOpen = true;
    return open();
  });
  const index = () => isClosed ? Promise.reject(new Error("The search index is closed")) : opened();
  return {
    watermark: async (owner) => await (await index()).watermark(owner),
    apply: async (owner, step) => await (await index()).apply(owner, step),
    follow: async (userId, options) => await (await index()).follow?.(userId, options),
    reset: async (owner, watermark) => await (await index()).reset(owner, watermark),
    owners: async () => await (await index()).owners(),
    find: async (owner, request) => await (await index()).find(owner, request),
    remove: async (owner) => await (await index()).remove(owner),
    check: async () => await (await index()).check(),
    async close() {
      isClosed = true;
      if (isOpen) await (await opened()).close();
    },
  };
}
