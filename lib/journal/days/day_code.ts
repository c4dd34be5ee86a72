import { DAY_MS } from "../../time.ts";
import { calendarOf } from "./calendar.ts";
import { type EntryTime, keepsItsDay } from "./entry_day.ts";
import type { Zone } from "./zone.ts";

/**
 * What an index row knows of the day of its entry, in a number: 0 for nothing, as in rows of old
 * entries; 1, 2 or 3 where the day is the one before, the same or the one after that in UTC; 4, 5
 * or 6 for the same where the time zone was assumed.
 */
export type DayCode = number;

const SAME = 2;
const ASSUMED = 3;

/** The code of an entry's day. */
export function dayCodeOf({ occurredAt, day, isZoneAssumed }: EntryTime): DayCode {
  if (day === undefined) return 0;
  const difference = Date.parse(day) / DAY_MS - Math.floor(occurredAt / DAY_MS);
  return SAME + difference + (isZoneAssumed ? ASSUMED : 0);
}

/** The number of the day (see Calendar) of a row, for somebody who reads in `zone`. */
export function codedDayTeller(zone: Zone): (time: number, code: DayCode) => number {
  const { dayOf } = calendarOf(zone.name);
  const isAssumptionKept = keepsItsDay({ day: "", isZoneAssumed: true }, zone);
  return (time, code) => {
    const isAssumed = code > ASSUMED;
    if (code === 0 || isAssumed && !isAssumptionKept) return dayOf(time);
    return Math.floor(time / DAY_MS) + code - SAME - (isAssumed ? ASSUMED : 0);
  };
}

/**
 * For whom the days are right that somebody who reads in `zone` gives to entries of these codes: for
 * all, for all whose call names no time zone, or for one time zone only.
 */
export function scopeOf({ name, source }: Zone, codes: Iterable<DayCode>): string {
  const all = new Set(codes);
  const isUnknown = all.has(0);
  const isAssumed = all.values().some((code) => code > ASSUMED);
  if (source === "call") return isUnknown || isAssumed ? `call ${name}` : "all";
  return isUnknown ? `own ${name}` : isAssumed ? "own" : "all";
}

/** The scopes that somebody is in who reads in `zone`. */
export function scopesOf({ name, source }: Zone): string[] {
  return source === "call" ? ["all", `call ${name}`] : ["all", "own", `own ${name}`];
}
