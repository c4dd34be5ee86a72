import { DAY_MS } from "../../time.ts";
import { InvalidError } from "../errors.ts";
import { EARLIEST, LATEST, parseTime } from "../parse.ts";
import { calendarOf } from "./calendar.ts";
import { parseDay } from "./parse_day.ts";
import { formatOffset, offsetMs } from "./utc_offset.ts";
import { parseWrittenTime } from "./written_time.ts";
import type { Zone } from "./zone.ts";
import { offsetsIn } from "./zone_offsets.ts";

/**
 * When an entry happened: the moment, and what is known of where it was written. There an entry of a
 * day without a time has a day only, any other an offset from UTC too, and of some nothing is known.
 */
export interface EntryTime {
  /** Milliseconds since 1970-01-01 UTC. Of a day without a time it is where the day begins. */
  occurredAt: number;
  /** The day that it had where it was written, such as 2026-11-23. It stays the day of the entry. */
  day?: string;
  /** What clocks were ahead of UTC there, such as +09:00. */
  utcOffset?: string;
  /** Nobody said where it was: the person's time zone of then was taken. */
  isZoneAssumed?: true;
}

/** An entry time as a patch: null where nothing is known. */
export interface EntryTimePatch {
  occurredAt: number;
  day: string | null;
  utcOffset: string | null;
  isZoneAssumed: true | null;
}

const UNKNOWN = { day: null, utcOffset: null, isZoneAssumed: null } as const;

/**
 * Returns when an entry happened that is written in `zone`. Throws InvalidError for no time; one that
 * a time zone moves out of the years 0000 to 9999 is refused when the entry is.
 *
 * @param time milliseconds, or a text of ISO 8601; only such a text can say a day or an offset
 */
export function entryTimeOf(time: number | string, zone: Zone): EntryTimePatch {
  const written = typeof time === "number" ? undefined : parseWrittenTime(time, "occurredAt");
  switch (written?.kind) {
    case "day":
      return { ...UNKNOWN, ...wholeDay(written.date, zone) };
    case "local":
      return { ...UNKNOWN, ...onTheClock(written.clock, zone) };
    default: {
      const { at, offset } = written ?? { at: parseTime(time as number, "occurredAt") };
      const isZoneAssumed = offset === undefined && zone.source === "person" ? true : null;
      if (offset === undefined && zone.source === "default") return { ...UNKNOWN, occurredAt: at };
      const there = offset === undefined ? localDay(at, zone) : dayAtOffset(at, offset);
      return { occurredAt: at, ...there, isZoneAssumed };
    }
  }
}

/** What is stored of when an entry happened, as a patch. */
export function entryTimeIn(
  { occurredAt, day, utcOffset, isZoneAssumed }: EntryTime,
): EntryTimePatch {
  return {
    occurredAt,
    day: day ?? null,
    utcOffset: utcOffset ?? null,
    isZoneAssumed: isZoneAssumed ?? null,
  };
}

/** A day that begins in `zone`. */
function wholeDay(date: Temporal.PlainDate, zone: Zone) {
  const day = date.toString();
  return { occurredAt: calendarOf(zone.name).boundsOf(parseDay(day, "occurredAt")).from, day };
}

function onTheClock(clock: Temporal.PlainDateTime, { name }: Zone) {
  const { epochMilliseconds: occurredAt, offset } = clock.toZonedDateTime(name);
  return { occurredAt, ...dayAtOffset(occurredAt, offset) };
}

/** The day of a moment in a time zone, and the offset from UTC. */
export function localDay(at: number, zone: Zone): LocalDay {
  return localDaysIn(zone)(at);
}

/** Returns what tells that, for any number of moments. */
export function localDaysIn({ name }: Zone): (at: number) => LocalDay {
  const offsetAt = offsetsIn(name);
  let [known, utcOffset] = [NaN, ""];
  return (at) => {
    const offset = offsetAt(at);
    if (offset !== known) [known, utcOffset] = [offset, formatOffset(offset)];
    return { day: dayOfClock(at + offset), utcOffset };
  };
}

/** A day, and what clocks were ahead of UTC there. */
interface LocalDay {
  day: string;
  utcOffset: string;
}

function dayAtOffset(at: number, utcOffset: string): LocalDay {
  return { day: dayOfClock(at + offsetMs(utcOffset)), utcOffset };
}

/** The day on a clock that shows the time which UTC has at `time`. */
function dayOfClock(time: number): string {
  // The years of ISO 8601 have four digits, wherever one is on their first and last day.
  const there = Math.min(Math.max(time, EARLIEST), LATEST);
  return new Date(there).toISOString().slice(0, "2026-11-23".length);
}

/**
 * Whether what is stored of an entry's day counts for somebody who reads in `zone`: what was only
 * assumed does not where the call says a time zone.
 */
export function keepsItsDay(
  { day, isZoneAssumed }: Pick<EntryTime, "day" | "isZoneAssumed">,
  { source }: Zone,
): boolean {
  return day !== undefined && !(isZoneAssumed && source === "call");
}

/** The number of an entry's day (see Calendar) for somebody who reads in `zone`. */
export function dayTeller(zone: Zone): (time: EntryTime) => number {
  const { dayOf } = calendarOf(zone.name);
  return (time) =>
    keepsItsDay(time, zone) ? Date.parse(time.day!) / DAY_MS : dayOf(time.occurredAt);
}

/** Throws InvalidError unless the parts of an entry time belong together, as those of ours do. */
export function checkEntryTime({ occurredAt, day, utcOffset }: EntryTime): void {
  const isPossible = day === undefined
    ? utcOffset === undefined
    : utcOffset === undefined
    ? Math.abs(parseDay(day, "day") - Math.floor(occurredAt / DAY_MS)) <= 1
    : dayAtOffset(occurredAt, utcOffset).day === day;
  if (isPossible) return;
  throw new InvalidError(
    "day and utcOffset do not belong to occurredAt",
    "Leave the three as they were",
  );
}
