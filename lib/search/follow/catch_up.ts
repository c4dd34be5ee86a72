import { openChangeReader } from "../../journal/mod.ts";
import type { Store } from "../../kv/store.ts";
import { indexName } from "../index/index_name.ts";
import type { Followed, FollowOptions, SearchIndex, Watermark } from "../index/search_index.ts";
import type { LongFollows } from "./long/thread.ts";
import { follow, look } from "./follow.ts";

/** Brings the index up to the journals. */
export interface CatchUp {
  /** How far an index of the user's journal should be; the watermark is empty if nothing was written. */
  goal(userId: string): Promise<Watermark>;

  /**
   * Returns once the index has all that was in the user's journal when this was called, and how far
   * it is. Returns undefined for a journal in which nothing was ever written.
   */
  reach(userId: string): Promise<Watermark | undefined>;

  /** Returns once nothing is under way for the user. */
  settled(userId: string): Promise<void>;

  /** Lets what is under way end after its current step, and refuses all further work. */
  stop(): Promise<void>;
}

/** Other processes can come first now and then, but not always. */
const MAX_RUNS = 20;

export interface CatchUpOptions {
  store: Store;
  index: SearchIndex;
  /** Follows journals with many changes; without it, they are followed like others. */
  longFollows?: LongFollows;
  /** Told of what cannot be followed there: then it is followed here. */
  onFault?: (error: unknown) => void;
}

/** So many changes keep others waiting for a moment; to start a thread would take longer. */
const SHORT_CHANGES = 100;

/** Returns what brings `index` up to the journals in `store`. */
export function startCatchUp(
  { store, index, longFollows, onFault = () => {} }: CatchUpOptions,
): CatchUp {
  const underWay = new Map<string, Promise<void>>();
  let isStopped = false;

  /** One run for each user at a time; who comes late waits for it and looks again. */
  function advance(userId: string): Promise<void> {
    if (isStopped) return Promise.reject(new Error("The search index is closed"));
    const run = underWay.get(userId) ?? go(userId).finally(() => underWay.delete(userId));
    underWay.set(userId, run);
    return run;
  }

  async function go(userId: string): Promise<void> {
    let apart = longFollows;
    while (!isStopped) {
      const followed = await followHere(userId, { atMost: apart && SHORT_CHANGES });
      if (followed === "all") return;
      if (followed === "some") continue;
      try {
        if (await apart?.follow(userId, () => isStopped) === "all") return;
      } catch (error) {
        onFault(error);
        apart = undefined;
      }
    }
  }

  async function followHere(userId: string, { atMost }: FollowOptions): Promise<Followed> {
    return await index.follow?.(userId, { atMost }) ??
      await follow({ userId, store, index, isStopped: () => isStopped, atMost });
  }

  return {
    async goal(userId) {
      const { epoch, head } = await openChangeReader(store, userId).state();
      return { epoch, watermark: head };
    },
    async reach(userId) {
      const reader = openChangeReader(store, userId);
      const { indexed: watermark, epoch, head } = await look(index, reader, { userId });
      if (head === "") return undefined;
      let reached = watermark;
      for (let runs = 0; reached.epoch !== epoch || reached.watermark < head; runs++) {
        if (runs === MAX_RUNS) throw new Error("The search index does not keep what it is given");
        await advance(userId);
        // Emptied meanwhile, a journal has nothing that is worth waiting for.
        if ((await reader.state()).head === "") return undefined;
        reached = await index.watermark(indexName(userId));
      }
      return reached;
    },
    async settled(userId) {
      await underWay.get(userId)?.catch(() => {});
    },
    async stop() {
      isStopped = true;
      await Promise.allSettled(underWay.values());
    },
  };
}
