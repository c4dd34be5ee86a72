/** A day as in ISO 8601, such as "2026-03-14". Days compare as texts do. */
export type Day = string;

const DAY = 86_400_000;
/** No time zone is further from UTC. */
const FURTHEST = 16 * 3_600_000;

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

/**
 * The first moment of a day in a time zone. `Temporal` would know; not every client's browser has
 * it, so it is looked for.
 */
export function startOf(day: Day, timeZone: string): number {
  const dayOf = dayIn(timeZone);
  let [before, at] = [Date.parse(day) - FURTHEST, Date.parse(day) + FURTHEST];
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (dayOf(middle) < day) before = middle;
    else at = middle;
  }
  return at;
}

/** The first and the last moment of some days in a time zone, as ISO 8601. */
export function momentsOf({ from, to }: { from: Day; to: Day }, timeZone: string) {
  return {
    from: new Date(startOf(from, timeZone)).toISOString(),
    to: new Date(startOf(addDays(to, 1), timeZone) - 1).toISOString(),
  };
}

/** The time zone, if the browser knows it; its own otherwise. */
export function knownTimeZone(...names: unknown[]): string {
  for (const name of names) {
    try {
      if (typeof name === "string") {
        return new Intl.DateTimeFormat("en", { timeZone: name }) && name;
      }
    } catch {
      // The next one.
    }
  }
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
