import type { Context } from "../store/context.ts";
import type { Position } from "./cursor.ts";
import type { Filter } from "./filter.ts";
import type { Visibility } from "../store/keys.ts";
import { readMany } from "../store/read_many.ts";
import type { StoredEntry } from "../store/stored.ts";

/** Which range of an index to read. */
interface IndexRange {
  /** How many rows at most. */
  count: number;
  /** The last row of the window before. */
  after?: Position;
}

/** The next rows of the filter's index, the newest first; fewer than `count` only at its end. */
export async function readRows(
  context: Context,
  filter: Filter,
  window: IndexRange,
): Promise<Position[]> {
  const streams = filter.visibilities.map((visibility) =>
    readStream(context, filter, { ...window, visibility })
  );
  return (await Promise.all(streams)).flat().sort(newestFirst).slice(0, window.count);
}

/**
 * The entries of `rows` that match. Rows and entries are not read at the same moment: an entry that
 * has moved since must not show up where it was.
 */
export async function readMatches(
  { store, keys }: Context,
  filter: Filter,
  { rows }: { rows: readonly Position[] },
): Promise<StoredEntry[]> {
  const heads = await readMany<StoredEntry>(store.read, rows.map(({ id }) => keys.entry(id)));
  return heads.flatMap(({ value: head }, n) =>
    head !== null && head.occurredAt === rows[n].at && filter.matches(head) ? head : []
  );
}

async function readStream(
  { store, keys }: Context,
  { facet, from, to }: Filter,
  { visibility, count, after }: IndexRange & { visibility: Visibility },
): Promise<Position[]> {
  if (after !== undefined && after.at < from) return [];
  const prefix = keys.index(visibility, facet);
  const start = [...prefix, from];
  const end = after !== undefined && after.at <= to
    ? [...prefix, after.at, after.id]
    : [...prefix, to + 1];
  const options = { reverse: true, limit: count, batchSize: count };
  const rows = await Array.fromAsync(store.read.list({ start, end }, options));
  return rows.map(({ key }) => ({ at: Number(key.at(-2)), id: String(key.at(-1)) }));
}

function newestFirst(a: Position, b: Position): number {
  return b.at - a.at || (a.id < b.id ? 1 : -1);
}
