import { setImmediate } from "node:timers/promises";
import { codedDayTeller } from "../days/day_code.ts";
import { dayTeller } from "../days/entry_day.ts";
import { type EntryRange, parseRange } from "../days/range.ts";
import type { Zone } from "../days/zone.ts";
import { decodeStats } from "../index/entry_stats.ts";
import { type IndexRow, merged, readMatches, toIndexRow } from "../index/read_index.ts";
import { type Context, isVisible, visibilities } from "../store/context.ts";
import type { Visibility } from "../store/keys.ts";
import type { StoredSummary } from "../store/stored.ts";

/** Which days, and how many of their entries at most. */
interface DaysQuery {
  /** The first and the last day, such as 2026-11-23. */
  from: string;
  to: string;
  zone: Zone;
  count: number;
}

const ROWS_AT_ONCE = 50;

/** Days beside those that are asked for may have that many. */
const MAX_ROWS = 10_000;

/**
 * The newest entries of some days in a row that are not trashed and that the viewer may see. Rows tell
 * their day before anything else, so that those of the days around cost little.
 */
export async function readDays(
  context: Context,
  { from, to, zone, count }: DaysQuery,
): Promise<StoredSummary[]> {
  const range = parseRange({ from, to }, zone);
  const isIn = (day: number) => day >= range.firstDay && day <= range.lastDay;
  const streams = visibilities(context).map((visibility) =>
    readStream(context, { visibility, range, zone, isIn, count })
  );
  const rows = merged(await Promise.all(streams)).slice(0, count);
  const dayOf = dayTeller(zone);
  const matches = (head: StoredSummary) =>
    isVisible(context, head) && head.trashedAt === undefined && isIn(dayOf(head));
  return await readMatches(context, { matches }, { rows });
}

async function readStream(
  { store, keys }: Context,
  { visibility, range, zone, isIn, count }: Pick<DaysQuery, "zone" | "count"> & {
    visibility: Visibility;
    range: EntryRange;
    isIn(day: number): boolean;
  },
): Promise<IndexRow[]> {
  const dayOf = codedDayTeller(zone);
  const prefix = keys.index(visibility, ["all"]);
  const selector = { start: [...prefix, range.from], end: [...prefix, range.to + 1] };
  const options = { reverse: true, limit: MAX_ROWS, batchSize: ROWS_AT_ONCE };
  const rows: IndexRow[] = [];
  let seen = 0;
  for await (const row of store.read.list<Uint8Array>(selector, options)) {
    if (isIn(dayOf(Number(row.key.at(-2)), decodeStats(row.value).dayCode))) {
      rows.push(toIndexRow(row));
    }
    if (rows.length === count) break;
    if (++seen % ROWS_AT_ONCE === 0) await setImmediate();
  }
  return rows;
}
