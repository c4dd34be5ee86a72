import { type Context, visibilities } from "../store/context.ts";
import { loadEntry } from "../store/load_entry.ts";
import type { Neighbours, Writer } from "../model.ts";
import type { Position } from "../index/cursor.ts";
import { parseFilter } from "../index/filter.ts";
import { decodeSummary } from "../index/entry_summary.ts";
import { type IndexRow, readMatches, readRows } from "../index/read_index.ts";
import { readTagNames } from "../tags/tag_names.ts";
import { toSummary } from "../store/present.ts";
import { withDays } from "../store/shown_day.ts";
import type { StoredSummary } from "../store/stored.ts";

/** So many rows are looked at: those of entries that have just moved lead nowhere. */
const ROWS = 3;

/** The entries before and after one in the order of lists, the trash left out. */
export async function neighboursOf(context: Context, id: string): Promise<Neighbours> {
  const { head: { occurredAt: at } } = await loadEntry(context, id);
  const filter = await parseFilter(context, {});
  const [older, newer] = await Promise.all([
    readRows(context, filter, { count: ROWS, after: { at, id } }),
    readLater(context, { at, id }),
  ]);
  const [before, after] = await Promise.all(
    [older, newer].map((rows) => readMatches(context, filter, { rows })),
  );
  return {
    ...await summary(context, "older", before[0]),
    ...await summary(context, "newer", after[0]),
  };
}

/** Which client wrote what an entry says, as far as it is known. */
export async function writerOf(context: Context, id: string): Promise<Writer> {
  const { head: { client, isImported } } = await loadEntry(context, id);
  return { ...client && { client }, ...isImported && { isImported } };
}

/** The rows after a position, the oldest first. */
async function readLater(context: Context, { at, id }: Position): Promise<IndexRow[]> {
  const { store, keys } = context;
  const streams = visibilities(context).map(async (visibility) => {
    const prefix = keys.index(visibility, ["all"]);
    // Nothing sorts between a key and the same one with a zero byte behind it.
    const start = [...prefix, at, `${id}\0`];
    const rows = store.read.list<Uint8Array>({ start, prefix }, { limit: ROWS, batchSize: ROWS });
    return await Array.fromAsync(rows, ({ key, value }) => ({
      at: Number(key.at(-2)),
      id: String(key.at(-1)),
      summary: decodeSummary(value),
    }));
  });
  return (await Promise.all(streams)).flat()
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .slice(0, ROWS);
}

async function summary(context: Context, which: keyof Neighbours, head?: StoredSummary) {
  if (head === undefined) return {};
  const [shown] = await withDays(context, [head]);
  return { [which]: toSummary(shown, await readTagNames(context, [head])) };
}
