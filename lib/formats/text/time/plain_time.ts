import { momentOf } from "./source_time.ts";

/** A day or a time as an entry has it: ISO 8601, without seconds that say nothing. */
const DAY = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/;
const LOCAL =
  /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})[T ,]+(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d+)?)?\s*(am|pm)?$/i;
const SHORT = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:[T ,]+(.+))?$/;
const CLOCK = /^(\d{1,2})(?:[:.h](\d\d))?(?:[:.](\d\d))?\s*([ap])?\.?(?:m\.?)?$/i;

/**
 * Returns a time that somebody has written as ISO 8601: a day, a local time, or one with an offset;
 * undefined if it is none. Days with the year at their end are read as `dateOrder` says.
 */
export function isoTime(text: string, dateOrder: "dmy" | "mdy" = "dmy"): string | undefined {
  const given = text.trim();
  const day = DAY.exec(given);
  if (day) return isoDay(day[1], day[2], day[3]);
  const local = LOCAL.exec(given);
  if (local) {
    const [, year, month, date, hour, minute, second, half] = local;
    const clock = isoClock(`${hour}:${minute}:${second ?? "00"}${half ?? ""}`);
    const on = isoDay(year, month, date);
    return on && clock && `${on}T${clock}`;
  }
  const short = SHORT.exec(given);
  if (short) {
    const [, first, second, year, rest] = short;
    const on = dateOrder === "mdy" ? isoDay(year, first, second) : isoDay(year, second, first);
    if (rest === undefined || on === undefined) return on;
    const clock = isoClock(rest);
    return clock && `${on}T${clock}`;
  }
  // With an offset, and in the basic form.
  if (momentOf(given, "UTC") === undefined) return undefined;
  return given.replace(/^(\S+) (?=\d)/, "$1T").replace(/ (?=[Z+-])/i, "").replace(",", ".");
}

/** A time of the day as HH:MM:SS, also of twelve hours; undefined if it is none. */
export function isoClock(text: string): string | undefined {
  const [, hour, minute = "00", second = "00", half] = CLOCK.exec(text.trim()) ?? [];
  if (hour === undefined) return undefined;
  const isAfternoon = half?.toLowerCase() === "p";
  const hours = half === undefined ? Number(hour) : Number(hour) % 12 + (isAfternoon ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return `${String(hours).padStart(2, "0")}:${minute}:${second}`;
}

/** A day that exists, as ISO 8601. */
export function isoDay(year: string, month: string, day: string): string | undefined {
  try {
    const parts = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(parts, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

/** A day that a name of a file begins with: 2026-11-23, 2026_11_23 or 20261123. */
export function dayInName(name: string): string | undefined {
  const [, year, month, day] = /(?:^|[^\d])(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/.exec(name) ?? [];
  return year === undefined ? undefined : isoDay(year, month, day);
}

/** Milliseconds of an ISO 8601 time with an offset; undefined for anything else. */
export function moment(value: unknown): number | undefined {
  return typeof value === "string" ? momentOf(value, "UTC") : undefined;
}
