// Not from mod.ts: the thread of the index needs no more of the journal.
import { type ChangeReader, openChangeReader } from "../../journal/feed/change_reader.ts";
import type { Store } from "../../kv/store.ts";
import { indexName } from "../index/index_name.ts";
import type {
  Followed,
  FollowOptions,
  SearchIndex,
  Step,
  Watermark,
} from "../index/search_index.ts";
import { type ChangeBatch, readChangeBatches } from "./change_batches.ts";

type FollowedIndex = Pick<SearchIndex, "watermark" | "apply" | "reset">;

/** Where a journal and its index are. */
interface Situation {
  indexed: Watermark;
  epoch: string;
  head: string;
}

/**
 * Sees how far the index is, and then how far the journal: in this order the index cannot be ahead,
 * unless the database was restored from a backup. Then, or if it followed another database, the
 * index starts again.
 */
export async function look(
  index: FollowedIndex,
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
 * it does no harm that several processes do it at once, or that one of them dies. Returns whether there
 * may be more.
 */
export async function follow({ userId, store, index, isStopped, batches = Infinity, atMost }: {
  userId: string;
  store: Store;
  index: FollowedIndex;
  isStopped: () => boolean;
  /** How many steps of changes are applied at most. */
  batches?: number;
} & FollowOptions): Promise<Followed> {
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
    const all = readChangeBatches(reader, watermark.watermark, { atMost });
    const some = atMost === undefined ? all : await onlyOf(all, atMost);
    if (some === undefined) return "none";
    for await (const batch of some) {
      // Where somebody else was faster, whoever waits for this looks again.
      if (!await applied || isStopped()) return "all";
      apply(batch.last, batch);
      if (--batches === 0) return "some";
    }
    // All up to the head was there to be read, even if its own change has moved on since.
    const reached = from.watermark < head ? head : from.watermark;
    if (reached === from.watermark && epoch === from.epoch) return "all";
    if (await applied && !isStopped()) apply(reached, { entries: [], gone: [] });
    return "all";
  } finally {
    // Also where reading has failed: nothing is under way once this returns.
    await applied;
  }
}

/** Returns the only batch there is, or none; undefined if more has changed than `atMost`. */
async function onlyOf(
  batches: AsyncIterable<ChangeBatch>,
  atMost: number,
): Promise<ChangeBatch[] | undefined> {
  const found: ChangeBatch[] = [];
  for await (const batch of batches) {
    // What one commit has written is in one batch, however much it is.
    if (found.push(batch) > 1 || batch.entries.length + batch.gone.length > atMost) {
      return undefined;
    }
  }
  return found;
}
