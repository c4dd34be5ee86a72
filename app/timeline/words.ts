import { type Day, onTheClock } from "../../lib/calendar/days.ts";
import type { DayCount, Summary } from "./journal.ts";

/** Dates, times and numbers in the words of the person's region. */
export interface Words {
  /** "14 March 2026" */
  day(day: Day): string;
  /** "Sat 14 Mar 2026, 21:30", on the clocks where it was written; "Sat 14 Mar 2026" without a time */
  moment(entry: Pick<Summary, "occurredAt" | "day" | "utcOffset">): string;
  /** "March 2026" or "Mar 2026", of "2026-03" or one of its days */
  month(month: string, length: "long" | "short"): string;
  /** "Mar" */
  shortMonth(month: string): string;
  /** "Monday", of 1 */
  weekday(weekday: number, length: "long" | "narrow" | "short"): string;
  number(value: number): string;
  /** "1 entry", "2 entries" */
  entries(count: number): string;
  /** "14 March 2026, 2 entries, mood calm" */
  dayLabel(day: Day, count?: DayCount): string;
  /** The weekday that a week starts with, 1 for Monday. */
  firstWeekday: number;
}

/** The words of a locale. The app speaks English, whatever the region. */
export function wordsOf(locale: string | undefined): Words {
  const region = parse(locale);
  const english = region.language === "en" ? region.toString() : "en-GB";
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(english, { calendar: "gregory", timeZone: "UTC", ...options });
  const day = date({ dateStyle: "long" });
  const months = {
    long: date({ month: "long", year: "numeric" }),
    short: date({ month: "short", year: "numeric" }),
  };
  const shortMonth = date({ month: "short" });
  const weekdayAndDay = {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  } as const;
  const shortDay = date(weekdayAndDay);
  const moment = date({ ...weekdayAndDay, hour: "numeric", minute: "2-digit" });
  const number = new Intl.NumberFormat(english);
  const entries = (count: number) => `${number.format(count)} ${count === 1 ? "entry" : "entries"}`;
  return {
    day: (iso) => day.format(Date.parse(iso)),
    moment: ({ occurredAt, day, utcOffset }) =>
      utcOffset === undefined
        ? shortDay.format(Date.parse(day))
        : moment.format(onTheClock(occurredAt, utcOffset)),
    month: (iso, length) => months[length].format(Date.parse(iso)),
    shortMonth: (iso) => shortMonth.format(Date.parse(iso)),
    // 1 January 2024 was a Monday.
    weekday: (weekday, length) => date({ weekday: length }).format(Date.UTC(2024, 0, weekday)),
    number: (value) => number.format(value),
    entries,
    dayLabel: (iso, count) =>
      [
        day.format(Date.parse(iso)),
        count ? entries(count.entryCount) : "no entries",
        ...count?.mood ? [`mood ${count.mood}`] : [],
      ].join(", "),
    firstWeekday: firstWeekdayOf(region),
  };
}

function parse(locale: string | undefined): Intl.Locale {
  try {
    return new Intl.Locale(locale ?? navigator.language);
  } catch {
    return new Intl.Locale("en-GB");
  }
}

function firstWeekdayOf(locale: Intl.Locale): number {
  // Newer than TypeScript's types, and than some browsers.
  const { getWeekInfo } = locale as { getWeekInfo?: () => { firstDay: number } };
  return getWeekInfo?.call(locale).firstDay ?? 1;
}
