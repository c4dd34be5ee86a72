import { LRUCache } from "lru-cache";
import { type Day, onTheClock } from "./days.ts";

/** Dates, times and numbers in the words of a language. */
export interface Dates {
  /** "Saturday, 14 March 2026" */
  day(day: Day): string;
  /** "14 March 2026" */
  shortDay(day: Day): string;
  /** "14 March" */
  dayOfYear(day: Day): string;
  /** "21:30", on the clocks where it was written */
  time(at: number, utcOffset: string): string;
  /** "14 March 2026 at 21:30" in the person's time zone */
  moment(at: number, timeZone: string): string;
  /** "March 2026", of "2026-03" */
  month(month: string): string;
  /** "March" */
  monthName(month: string): string;
  /** "Monday" or "Mon", of 1 */
  weekday(weekday: number, length: "long" | "short"): string;
  number(value: number): string;
}

const made = new LRUCache<string, Dates>({ max: 50 });
const clocks = new LRUCache<string, Intl.DateTimeFormat>({ max: 200 });

/**
 * The words of a language tag such as "en-GB". They are kept: making them takes longer than a page.
 */
export function datesOf(locale: string): Dates {
  const dates = made.get(locale) ?? make(locale);
  made.set(locale, dates);
  return dates;
}

function make(locale: string): Dates {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { calendar: "gregory", timeZone: "UTC", ...options });
  const day = format({ dateStyle: "full" });
  const shortDay = format({ dateStyle: "long" });
  const dayOfYear = format({ day: "numeric", month: "long" });
  const time = format({ timeStyle: "short" });
  const month = format({ month: "long", year: "numeric" });
  const monthName = format({ month: "long" });
  const weekdays = { long: format({ weekday: "long" }), short: format({ weekday: "short" }) };
  const number = new Intl.NumberFormat(locale);
  return {
    day: (iso) => day.format(Date.parse(iso)),
    shortDay: (iso) => shortDay.format(Date.parse(iso)),
    dayOfYear: (iso) => dayOfYear.format(Date.parse(iso)),
    time: (at, utcOffset) => time.format(onTheClock(new Date(at).toISOString(), utcOffset)),
    moment: (at, timeZone) => clockOf(locale, timeZone).format(at),
    month: (iso) => month.format(Date.parse(iso)),
    monthName: (iso) => monthName.format(Date.parse(iso)),
    // 1 January 2024 was a Monday.
    weekday: (weekday, length) => weekdays[length].format(Date.UTC(2024, 0, weekday)),
    number: (value) => number.format(value),
  };
}

function clockOf(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const clock = clocks.get(key) ?? new Intl.DateTimeFormat(locale, {
    ...{ dateStyle: "long", timeStyle: "short", calendar: "gregory" },
    timeZone,
  });
  clocks.set(key, clock);
  return clock;
}
