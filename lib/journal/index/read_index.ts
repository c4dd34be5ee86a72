import type { Context } from "../store/context.ts";
import type { Position } from "./cursor.ts";
import type { Filter } from "./filter.ts";
import type { Visibility } from "../store/keys.ts";
import { readMany } from "../store/read_many.ts";
import type { StoredEntry, StoredSummary } from "../store/stored.ts";
import { decodeSummary } from "./entry_summary.ts";

/** Which range of an index to read. */
interface IndexRange {
  /** How many rows at most. */
  count: number;
  /** The last row of the window before. */
  after?: Position;
}

/** A row of an index, with what lists show of its entry unless it is an old or a large one. */
export interface IndexRow extends Position {
  summary?: StoredSummary;
}

/** The next rows of the filter's index, the newest first; fewer than `count` only at its end. */
export async function readRows(
  context: Context,
  filter: Filter,
  window: IndexRange,
): Promise<IndexRow[]> {
  const streams = filter.visibilities.map((visibility) =>
    readStream(context, filter, { ...window, visibility })
  );
  return merged(await Promise.all(streams)).slice(0, window.count);
}

/** The rows of each visibility as those of one list. */
export function merged([rows = [], ...others]: readonly IndexRow[][]): IndexRow[] {
  if (others.length === 0) return rows;
  // They were not read at the same moment: an entry that moved from one to the other is in both.
  const distinct = new Map([rows, ...others].flat().map((row) => [row.id, row]));
  return [...distinct.values()].sort(newestFirst);
}

/** A stored row. */
export function toIndexRow({ key, value }: Deno.KvEntry<Uint8Array>): IndexRow {
  return { at: Number(key.at(-2)), id: String(key.at(-1)), summary: decodeSummary(value) };
}

/**
 * The entries of `rows` that match. What a row does not say is read: not at the same moment, so that
 * an entry that has moved since must not show up where it was.
 */
export async function readMatches(
  { store, keys }: Context,
  filter: Pick<Filter, "matches">,
  { rows }: { rows: readonly IndexRow[] },
): Promise<StoredSummary[]> {
  const bare = rows.filter(({ summary }) => summary === undefined);
  const heads = await readMany<StoredEntry>(store.read, bare.map(({ id }) => keys.entry(id)));
  const read = new Map(heads.flatMap(({ value }) => value === null ? [] : [[value.id, value]]));
  return rows.flatMap(({ at, id, summary = read.get(id) }) =>
    summary !== undefined && summary.occurredAt === at && filter.matches(summary) ? summary : []
  );
}

async function readStream(
  { store, keys }: Context,
  { facet, from, to }: Filter,
  { visibility, count, after }: IndexRange & { visibility: Visibility },
): Promise<IndexRow[]> {
  if (after !== undefined && after.at < from) return [];
  const prefix = keys.index(visibility, facet);
  const start = [...prefix, from];
  const end = after !== undefined && after.at <= to
    ? [...prefix, after.at, after.id]
    : [...prefix, to + 1];
  const options = { reverse: true, limit: count, batchSize: count };
  const rows = await Array.fromAsync(store.read.list<Uint8Array>({ start, end }, options));
  return rows.map(toIndexRow);
}

function newestFirst(a: Position, b: Position): number {
  return b.at - a.at || (a.id < b.id ? 1 : -1);
}
