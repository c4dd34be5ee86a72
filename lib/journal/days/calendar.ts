import { DAY_MS } from "../../time.ts";
import { EARLIEST, LATEST } from "../parse.ts";
import { offsetsIn } from "./zone_offsets.ts";

const EPOCH = Temporal.PlainDate.from("1970-01-01");

/**
 * The days of one time zone. A day is a number, that of days since 1970-01-01, so that it can be
 * counted with; days as people have them can be 23 hours long, come in two pieces, or be missing.
 */
export interface Calendar {
  /** The day of a moment. Fastest where moments of one year follow each other. */
  dayOf(time: number): number;

  /**
   * Two moments between which all of a day lies. Where clocks are set over midnight, some of the
   * day before or after lies there, too.
   */
  boundsOf(day: number): { from: number; to: number };

  /** Whether no day lies between: not even one, or one that the time zone has skipped. */
  follows(day: number, previous: number): boolean;
}

/** The calendar of a time zone that exists. */
export function calendarOf(timeZone: string): Calendar {
  const dayOf = dayNumbering(timeZone);
  const startOf = (day: number) => dateOf(day).toZonedDateTime(timeZone).epochMilliseconds;
  return {
    dayOf,
    boundsOf: (day) => ({
      from: clamp(startOf(day)),
      to: clamp(lastMomentOf(dateOf(day), timeZone)),
    }),
    follows: (day, previous) =>
      day === previous + 1 || day === previous + 2 && dayOf(startOf(previous + 1)) === day,
  };
}

/** The date of a day. */
export function dateOf(day: number): Temporal.PlainDate {
  return EPOCH.add({ days: day });
}

/** The day of a date. */
export function dayOfDate(date: Temporal.PlainDate): number {
  return date.since(EPOCH).days;
}

/** The number of the day of each moment. */
function dayNumbering(timeZone: string): (time: number) => number {
  const offsetAt = offsetsIn(timeZone);
  // The years of ISO 8601 have four digits, wherever one is on their first and last day.
  return (time) => Math.floor(clamp(time + offsetAt(time)) / DAY_MS);
}

function lastMomentOf(date: Temporal.PlainDate, timeZone: string): number {
  const lastMillisecond = date.toPlainDateTime("23:59:59.999");
  return lastMillisecond.toZonedDateTime(timeZone, { disambiguation: "later" }).epochMilliseconds;
}

function clamp(time: number): number {
  return Math.min(Math.max(time, EARLIEST), LATEST);
}
