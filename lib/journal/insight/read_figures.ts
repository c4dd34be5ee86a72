import { setImmediate } from "node:timers/promises";
import { type Context, visibilities } from "../context.ts";
import type { Visibility } from "../keys.ts";
import { calendarOf } from "./calendar.ts";
import { decodeFigures, type Figures } from "./figures.ts";
import type { Period } from "./period.ts";

/** Rows that are read at once: a few milliseconds of work. */
const BATCH = 500;

/** What to read, and who is told of each entry. */
interface Reading {
  period: Period;
  timeZone: string;
  add(day: number, figures: Figures): void;
}

/** Reads the figures of all living entries of a period that the holder may see, in no certain order. */
export async function readFigures(context: Context, reading: Reading): Promise<void> {
  // Side by side: one is counted while the rows of the other are fetched.
  await Promise.all(
    visibilities(context).map((visibility) => readStream(context, { ...reading, visibility })),
  );
}

async function readStream(
  { store, keys }: Context,
  { period, timeZone, add, visibility }: Reading & { visibility: Visibility },
): Promise<void> {
  // One for each stream: a calendar is fast where moments come in order.
  const { dayOf } = calendarOf(timeZone);
  const prefix = keys.index(visibility, ["all"]);
  const range = { start: [...prefix, period.from], end: [...prefix, period.to + 1] };
  let count = 0;
  for await (const { key, value } of store.read.list<Uint8Array>(range, { batchSize: BATCH })) {
    // The next batch of a local file is there so soon that timers and requests would starve.
    if (++count % BATCH === 0) await setImmediate();
    const day = dayOf(Number(key.at(-2)));
    if (day >= period.firstDay && day <= period.lastDay) add(day, decodeFigures(value));
  }
}
