/** A day as in ISO 8601, such as "2026-03-14". Days compare as texts do. */
export type Day = string;

const DAY = 86_400_000;

/** The day `count` days later. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay() || 7;
}

/** The month of a day, such as "2026-03". */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** The first and the last day of a month. */
export function daysOfMonth(month: string): { from: Day; to: Day } {
  const from = `${month}-01`;
  const next = `${monthOf(addDays(from, 31))}-01`;
  return { from, to: addDays(next, -1) };
}

/** The same day some months later, or the last one of a shorter month. */
export function addMonths(day: Day, count: number): Day {
  const [year, month] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count)).toISOString().slice(0, 7);
  const { to } = daysOfMonth(first);
  const same = `${first}${day.slice(7)}`;
  return same < to ? same : to;
}

/** The day that a moment (milliseconds since the epoch) has in a time zone. */
export function dayIn(timeZone: string): (time: number) => Day {
  const format = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (time) => {
    const parts = Object.fromEntries(format.formatToParts(time).map((p) => [p.type, p.value]));
    return `${parts.year.padStart(4, "0")}-${parts.month}-${parts.day}`;
  };
}

/** The first of these that is the name of a time zone, if one is. */
export function knownTimeZone(...names: unknown[]): string | undefined {
  return names.filter((name) => typeof name === "string").find((timeZone) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone });
    } catch {
      return false;
    }
  });
}

/** The time zone of the browser. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * What clocks showed at a moment (ISO 8601) at an offset from UTC, such as "+09:00": the milliseconds
 * of a moment at which those in UTC show the same. Not every browser knows offsets as time zones.
 */
export function onTheClock(moment: string, utcOffset: string): number {
  const [hours, minutes, seconds = 0] = utcOffset.slice(1).split(":").map(Number);
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  return Date.parse(moment) + (utcOffset.startsWith("-") ? -size : size);
}
