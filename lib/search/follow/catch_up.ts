import { type ChangeReader, openChangeReader } from "../../journal/mod.ts";
import type { Store } from "../../kv/store.ts";
import { indexName } from "../index/index_name.ts";
import { readChangeBatches } from "./change_batches.ts";
import type { SearchIndex, Step, Watermark } from "../index/search_index.ts";

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

/** Where a journal and its index are. */
interface Situation {
  indexed: Watermark;
  epoch: string;
  head: string;
}

/** Returns what brings `index` up to the journals in `store`. */
export function startCatchUp({ store, index }: { store: Store; index: SearchIndex }): CatchUp {
  const underWay = new Map<string, Promise<void>>();
  let isStopped = false;

  /** One run for each user at a time; who comes late waits for it and looks again. */
  function advance(userId: string): Promise<void> {
    if (isStopped) return Promise.reject(new Error("The search index is closed"));
    const run = underWay.get(userId) ??
      follow({ userId, store, index, isStopped: () => isStopped })
        .finally(() => underWay.delete(userId));
    underWay.set(userId, run);
    return run;
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

/**
 * Sees how far the index is, and then how far the journal: in this order the index cannot be ahead,
 * unless the database was restored from a backup. Then, or if it followed another database, the
 * index starts again.
 */
async function look(
  index: SearchIndex,
  reader: ChangeReader,
  { userId }: { userId: string },
): Promise<Situation> {
  const owner = indexName(userId);
  const watermark = await index.watermark(owner);
  const { epoch, head } = await reader.state();
  if (watermark.epoch === "" || (watermark.epoch === epoch && watermark.watermark <= head)) {
    return { indexed: watermark, epoch, head };
  }
  await index.reset(owner, watermark);
  return { indexed: { epoch: "", watermark: "" }, epoch, head };
}

/**
 * Writes what has changed since the watermark, step by step, from the entries as they are now. So
 * it does no harm that several processes do it at once, or that one of them dies.
 */
async function follow({ userId, store, index, isStopped }: {
  userId: string;
  store: Store;
  index: SearchIndex;
  isStopped: () => boolean;
}): Promise<void> {
  const reader = openChangeReader(store, userId);
  const { indexed: watermark, epoch, head } = await look(index, reader, { userId });
  let from = watermark;
  let applied = Promise.resolve(true);
  function apply(watermark: string, { entries, gone }: Pick<Step, "entries" | "gone">): void {
    const to = { epoch, watermark };
    applied = index.apply(indexName(userId), { from, to, entries, gone });
    // It is waited for below; an error before that is not one that nobody handles.
    applied.catch(() => {});
    from = to;
  }

  try {
    // A batch is read while the one before it is applied.
    for await (const batch of readChangeBatches(reader, watermark.watermark)) {
      // Where somebody else was faster, whoever waits for this looks again.
      if (!await applied || isStopped()) return;
      apply(batch.last, batch);
    }
    // All up to the head was there to be read, even if its own change has moved on since.
    const reached = from.watermark < head ? head : from.watermark;
    if (reached === from.watermark && epoch === from.epoch) return;
    if (await applied && !isStopped()) apply(reached, { entries: [], gone: [] });
  } finally {
    // Also where reading has failed: nothing is under way once this returns.
    await applied;
  }
}
