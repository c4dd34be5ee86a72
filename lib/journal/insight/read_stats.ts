import { setImmediate } from "node:timers/promises";
import { type Context, visibilities } from "../store/context.ts";
import type { Visibility } from "../store/keys.ts";
import { codedDayTeller } from "../days/day_code.ts";
import { decodeStats, type EntryStats } from "../index/entry_stats.ts";
import { type Row, rowsOf, SPAN, spanOf, type StatsBlock } from "../index/stats_block.ts";
import { type BlockBuilder, startBlocks } from "./build_blocks.ts";
import type { EntryRange } from "../days/range.ts";
import type { Zone } from "../days/zone.ts";

/** Rows that are read at once: a few milliseconds of work. */
const ROWS_AT_ONCE = 500;
/** They have up to 60,000 bytes. */
const PACKS_AT_ONCE = 10;

/** What to read, and what is called for each entry. */
interface Reading {
  range: EntryRange;
  zone: Zone;
  add(day: number, figures: EntryStats): void;
}

/** A span of time: from `start` to before `end`, in milliseconds. */
interface TimeSpan {
  start: number;
  end: number;
}

/**
 * Reads the stats of all entries of a range that are not trashed and that the viewer may see, in no certain order.
 * Where many are in one span of time, they are put into a block for the next time.
 */
export async function readStats(context: Context, reading: Reading): Promise<void> {
  const { from, to } = reading.range;
  const range = { start: from, end: to + 1 };
  const whole = { start: Math.ceil(from / SPAN), end: spanOf(to + 1) };
  // Side by side: one is counted while the rows of the other are fetched.
  await Promise.all(
    visibilities(context).map(async (visibility) => {
      const take = taker(reading);
      if (whole.start >= whole.end) return await readRows(context, { visibility, range, take });
      const packing = await startBlocks(context, { visibility, ...whole });
      let { start } = range;
      for await (const { span, pack } of readPacks(context, { visibility, ...whole })) {
        const gap = { start, end: span * SPAN };
        await readRows(context, { visibility, range: gap, take, packing });
        for (const row of rowsOf(span, pack)) take(row);
        await setImmediate();
        start = (span + 1) * SPAN;
      }
      await readRows(context, { visibility, range: { ...range, start }, take, packing });
      await packing.end();
    }),
  );
}

/** Counts entries; one for each visibility, because a calendar is fast where moments are in order. */
function taker({ range, zone, add }: Reading): (row: Row) => void {
  const dayOf = codedDayTeller(zone);
  return ({ time, figures }) => {
    const day = dayOf(time, figures.dayCode);
    if (day >= range.firstDay && day <= range.lastDay) add(day, figures);
  };
}

async function* readPacks(
  { store, keys }: Context,
  { visibility, start, end }: TimeSpan & { visibility: Visibility },
): AsyncGenerator<{ span: number; pack: StatsBlock }, void> {
  const range = { start: keys.figures(visibility, start), end: keys.figures(visibility, end) };
  for await (
    const { key, value: pack } of store.read.list<StatsBlock>(range, { batchSize: PACKS_AT_ONCE })
  ) {
    yield { span: Number(key.at(-1)), pack };
  }
}

async function readRows(
  { store, keys }: Context,
  { visibility, range, take, packing }: {
    visibility: Visibility;
    range: TimeSpan;
    take: (row: Row) => void;
    packing?: BlockBuilder;
  },
): Promise<void> {
  if (range.start >= range.end) return;
  const prefix = keys.index(visibility, ["all"]);
  const selector = { start: [...prefix, range.start], end: [...prefix, range.end] };
  let count = 0;
  for await (
    const { key, value } of store.read.list<Uint8Array>(selector, { batchSize: ROWS_AT_ONCE })
  ) {
    // The next batch of a local file is there so soon that timers and requests would starve.
    if (++count % ROWS_AT_ONCE === 0) await setImmediate();
    const row = { time: Number(key.at(-2)), figures: decodeStats(value) };
    take(row);
    await packing?.add(row);
  }
}
