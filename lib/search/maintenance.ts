import type { Store } from "../kv/store.ts";
import { startCatchUp } from "./follow/catch_up.ts";
import { openIndex, type SearchOptions } from "./search.ts";
import { indexName } from "./index/index_name.ts";

/** What is done with the index as a whole, from outside of the server. Every method can throw. */
export interface IndexMaintenance {
  /** Throws the index of one person away. */
  forget(userId: string): Promise<void>;

  /** Throws away the indexes of everybody but these; returns how many there were. */
  forgetOthers(userIds: Iterable<string>): Promise<number>;

  /** Returns once the index has all that was in the person's journal when this was called. */
  fill(userId: string): Promise<void>;

  close(): Promise<void>;
}

/** Opens the index for maintenance. The directory must exist. */
export function openMaintenance(
  { store, ...place }: { store: Store } & Pick<SearchOptions, "databaseUrl" | "directory">,
): IndexMaintenance {
  const index = openIndex({ ...place, onFault: () => {} });
  const catchUp = startCatchUp({ store, index });
  return {
    async forget(userId) {
      const owner = indexName(userId);
      await index.reset(owner, await index.watermark(owner));
    },
    async forgetOthers(userIds) {
      const kept = new Set(Array.from(userIds, indexName));
      const others = (await index.owners()).filter((owner) => !kept.has(owner));
      for (const owner of others) await index.remove(owner);
      return others.length;
    },
    async fill(userId) {
      await catchUp.reach(userId);
    },
    async close() {
      await catchUp.stop();
      await index.close();
    },
  };
}
