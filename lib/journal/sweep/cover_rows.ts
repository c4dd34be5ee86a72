import { DAY_MS, isRecent } from "../../time.ts";
import { commit } from "../../kv/store.ts";
import { decodeSummary, encodeSummary } from "../index/entry_summary.ts";
import { rowValues } from "../index/index_rows.ts";
import type { Context } from "../store/context.ts";
import type { Facet, Visibility } from "../store/keys.ts";
import { readMany } from "../store/read_many.ts";
import type { StoredEntry } from "../store/stored.ts";
import { transact } from "../store/transact.ts";
import { readTags, readTagTable } from "../tags/find_tags.ts";
import { forgetOldBlocks } from "./forget_old_blocks.ts";

/** A commit may check ten keys over KV Connect; the tags and the erasure are two of them. */
const ENTRIES_PER_COMMIT = 8;
const ROWS_AT_ONCE = 500;

/** Others have their turn between two commits. */
const PAUSE_MS = 5;

/** An older version of the server that still runs, or runs again, writes rows without summaries. */
const AGAIN_AFTER_MS = 7 * DAY_MS;

const INDEXES = (["open", "private"] as Visibility[]).flatMap((visibility) =>
  ([["all"], ["trash"]] as Facet[]).map((facet) => ({ visibility, facet }))
);

/**
 * Writes the summaries that index rows of before there were any do not have, at most once a week for
 * each journal, and removes blocks of before. Lists read those entries themselves, so it can end
 * anywhere and begin again.
 */
export async function coverRows(context: Context, { signal }: { signal: AbortSignal }) {
  const { store, keys, now } = context;
  const done = await store.read.get<number>(keys.coveredAt());
  if (done.value !== null && isRecent(done.value, { span: AGAIN_AFTER_MS, now: now() })) return;
  for (const { visibility, facet } of INDEXES) {
    let ids: string[] = [];
    const rows = store.read.list<Uint8Array>(
      { prefix: keys.index(visibility, facet) },
      { batchSize: ROWS_AT_ONCE },
    );
    for await (const { key, value } of rows) {
      if (decodeSummary(value) === undefined) ids.push(String(key.at(-1)));
      if (ids.length < ENTRIES_PER_COMMIT) continue;
      if (signal.aborted) return;
      await cover(context, ids);
      ids = [];
    }
    await cover(context, ids);
  }
  await forgetOldBlocks(context);
  const notErased = { key: keys.erasure(), versionstamp: null };
  await commit(store, (operation) => operation.check(notErased).set(keys.coveredAt(), now()));
}

async function cover(context: Context, ids: readonly string[]): Promise<void> {
  const { store, keys } = context;
  if (ids.length === 0) return;
  await transact(context, async () => {
    const table = await readTagTable(context);
    const found = await readMany<StoredEntry>(store.read, ids.map(keys.entry));
    const heads = found.filter(({ value }) => value !== null && isCoverable(value));
    if (heads.length === 0) return { result: undefined };
    const tagIds = new Set(heads.flatMap(({ value }) => value!.tagIds));
    const existing = new Set((await readTags(context, [...tagIds])).map(({ id }) => id));
    return {
      result: undefined,
      write(operation) {
        operation.check(table);
        for (const { key, value, versionstamp } of heads) {
          operation.check({ key, versionstamp });
          const head = { ...value!, tagIds: value!.tagIds.filter((id) => existing.has(id)) };
          for (const row of rowValues(keys, head).values()) operation.set(row.key, row.value);
        }
        return operation;
      },
    };
  });
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

function isCoverable(head: StoredEntry): boolean {
  return encodeSummary(head, { rows: 1 }).length > 0;
}
