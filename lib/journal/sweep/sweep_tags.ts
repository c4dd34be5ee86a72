import { commit } from "../../kv/store.ts";
import type { Context } from "../store/context.ts";
import type { Visibility } from "../store/keys.ts";

/** The keys of 250 rows stay well within the 81,920 bytes of keys that a commit may have. */
const ROWS_PER_COMMIT = 250;

/** Enough for most tags and not long to wait for. */
const COMMITS_PER_SWEEP = 8;

const VISIBILITIES: Visibility[] = ["open", "private"];

/**
 * Waits for `write`, a change of tags, then removes index rows that deleted tags have left behind.
 * Nobody reads those, so `write` stands even if this fails: the next change of tags goes on.
 */
export async function withTagSweep<T>(context: Context, write: Promise<T>): Promise<T> {
  const result = await write;
  try {
    await sweepTags(context);
  } catch (error) {
    context.onFault("tag_sweep_failed", error);
  }
  return result;
}

async function sweepTags(context: Context): Promise<void> {
  const { store, keys } = context;
  let commitsLeft = COMMITS_PER_SWEEP;
  for await (const { key: marker } of store.read.list({ prefix: keys.tagSweeps() })) {
    for (let isDone = false; !isDone; commitsLeft--) {
      if (commitsLeft === 0) return;
      const rows = await readRows(context, String(marker.at(-1)));
      isDone = rows.length < ROWS_PER_COMMIT;
      const swept = isDone ? [...rows, marker] : rows;
      await commit(store, (operation) => swept.reduce((all, key) => all.delete(key), operation));
    }
  }
}

async function readRows({ store, keys }: Context, tagId: string): Promise<Deno.KvKey[]> {
  const lists = VISIBILITIES.map((visibility) => {
    const prefix = keys.index(visibility, ["tag", tagId]);
    return Array.fromAsync(store.read.list({ prefix }, { limit: ROWS_PER_COMMIT }));
  });
  return (await Promise.all(lists)).flat().slice(0, ROWS_PER_COMMIT).map(({ key }) => key);
}
