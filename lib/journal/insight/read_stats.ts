import { setImmediate } from "node:timers/promises";
import { codedDayTeller } from "../days/day_code.ts";
import { monthOf, startOfMonth } from "../days/month.ts";
import type { EntryRange } from "../days/range.ts";
import type { Zone } from "../days/zone.ts";
import { decodeStats } from "../index/entry_stats.ts";
import { type Context, visibilities } from "../store/context.ts";
import type { Visibility } from "../store/keys.ts";
import { type BlockBuilder, type Row, startBlocks } from "./build_blocks.ts";
import { takeBlock } from "./take_block.ts";
import type { Tallier } from "./tally.ts";

/** Rows that are read at once: a few milliseconds of work. */
const ROWS_AT_ONCE = 500;
/** Mostly they have some thousand bytes, and up to 60,000. */
const BLOCKS_AT_ONCE = 100;
const BLOCKS_BETWEEN_TURNS = 8;

/** What to read, and who counts it. */
interface Reading {
  range: EntryRange;
  zone: Zone;
  tallier: Tallier;
}

/** A span of time: from `start` to before `end`, in milliseconds or in months. */
interface Span {
  start: number;
  end: number;
}

/** The moments to look at, and the whole months among them. */
interface Spans {
  time: Span;
  months: Span;
}

/**
 * Counts all entries of a range that are not trashed and that the viewer may see, in no certain order.
 * The entries of a month are added up in a block for the next time.
 */
export async function readStats(context: Context, reading: Reading): Promise<void> {
  const { store, keys } = context;
  const spans = spansOf(reading.range);
  const hasMonths = spans.months.start < spans.months.end;
  const head = hasMonths ? await store.read.get(keys.head()) : undefined;
  // Side by side: one is counted while the rows of the other are fetched.
  await Promise.all(
    visibilities(context).map((visibility) =>
      readVisible(context, reading, { visibility, head, ...spans })
    ),
  );
}

async function readVisible(
  context: Context,
  reading: Reading,
  { visibility, head, time, months }: Spans & {
    visibility: Visibility;
    head?: Deno.KvEntryMaybe<unknown>;
  },
): Promise<void> {
  const { zone } = reading;
  const take = taker(reading);
  if (head === undefined) return await readRows(context, { visibility, time, take });
  const building = startBlocks(context, { visibility, zone, head, ...months });
  let { start } = time;
  let count = 0;
  for await (const { month, block } of readBlocks(context, { visibility, ...months })) {
    if (++count % BLOCKS_BETWEEN_TURNS === 0) await setImmediate();
    const missing = takeBlock(block, reading);
    if (missing) {
      building.found(month, block, { section: missing !== "section" });
      continue;
    }
    const gap = { start, end: startOfMonth(month) };
    await readRows(context, { visibility, time: gap, take, building });
    start = startOfMonth(month + 1);
  }
  await readRows(context, { visibility, time: { ...time, start }, take, building });
  await building.end();
}

/** Where days are asked for, their months are read from end to end: each entry is asked for its day. */
function spansOf({ from, to, firstDay, lastDay }: EntryRange): Spans {
  const [first, last] = [monthOf(from), monthOf(to)];
  const start = firstDay === -Infinity ? from : startOfMonth(first);
  const end = lastDay === Infinity ? to + 1 : startOfMonth(last + 1);
  return {
    time: { start, end },
    months: {
      start: start === startOfMonth(first) ? first : first + 1,
      end: end === startOfMonth(last + 1) ? last + 1 : last,
    },
  };
}

/** Counts entries; one for each visibility, because a calendar is fast where moments are in order. */
function taker({ range, zone, tallier }: Reading): (row: Omit<Row, "day">) => Row {
  const dayOf = codedDayTeller(zone);
  return ({ time, figures }) => {
    const day = dayOf(time, figures.dayCode);
    if (day >= range.firstDay && day <= range.lastDay) tallier.add(day, figures);
    return { time, day, figures };
  };
}

async function* readBlocks(
  { store, keys }: Context,
  { visibility, start, end }: Span & { visibility: Visibility },
): AsyncGenerator<{ month: number; block: Uint8Array }, void> {
  const range = { start: keys.figures(visibility, start), end: keys.figures(visibility, end) };
  const blocks = store.read.list<Uint8Array>(range, { batchSize: BLOCKS_AT_ONCE });
  for await (const { key, value: block } of blocks) yield { month: Number(key.at(-1)), block };
}

async function readRows(
  { store, keys }: Context,
  { visibility, time, take, building }: {
    visibility: Visibility;
    time: Span;
    take: (row: Omit<Row, "day">) => Row;
    building?: BlockBuilder;
  },
): Promise<void> {
  if (time.start >= time.end) return;
  const prefix = keys.index(visibility, ["all"]);
  const selector = { start: [...prefix, time.start], end: [...prefix, time.end] };
  let count = 0;
  for await (
    const { key, value } of store.read.list<Uint8Array>(selector, { batchSize: ROWS_AT_ONCE })
  ) {
    // The next batch of a local file is there so soon that timers and requests would starve.
    if (++count % ROWS_AT_ONCE === 0) await setImmediate();
    const row = take({ time: Number(key.at(-2)), figures: decodeStats(value) });
    await building?.add(row);
  }
}
