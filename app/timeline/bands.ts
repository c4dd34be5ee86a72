import { addDays, type Day, monthOf, weekdayOf } from "../../lib/calendar/days.ts";
import type { Range } from "./journal.ts";

/** As many weeks as a year can touch. */
const WEEKS = 53;

/** Some weeks in a row, side by side. */
export interface Band {
  /** The first day of each week. */
  weeks: Day[];
  /** The room for weeks, which is the same in all bands. */
  columns: number;
  /** The months that start in these weeks, or go on in the first one, and where their names stand. */
  months: { month: string; column: number }[];
}

/** The year that ends on a day, in whole weeks; its last week can reach beyond. */
export function yearUpTo(to: Day, firstWeekday: number): Range {
  const lastWeek = addDays(to, -((weekdayOf(to) - firstWeekday + 7) % 7));
  return { from: addDays(lastWeek, -7 * (WEEKS - 1)), to };
}

/** The weeks of a range in as many bands as told, the last of which may be shorter. */
export function bandsOf({ from, to }: Range, count: number): Band[] {
  const weeks: Day[] = [];
  for (let week = from; week <= to; week = addDays(week, 7)) weeks.push(week);
  const length = Math.ceil(weeks.length / count);
  return Array.from({ length: count }, (_, n) => {
    const some = weeks.slice(n * length, (n + 1) * length);
    return { weeks: some, columns: length, months: monthsOf(some, to) };
  }).filter(({ weeks }) => weeks.length > 0);
}

/** A name needs the room of two weeks, or of one where it would not stand anywhere else. */
function monthsOf(weeks: readonly Day[], to: Day): Band["months"] {
  const starts = weeks.flatMap((week, column) => {
    const end = addDays(week, 6);
    const month = monthOf(end < to ? end : to);
    const isNew = column === 0 || month !== monthOf(addDays(week, -1));
    return isNew ? [{ month, column }] : [];
  });
  const endsHere = addDays(weeks[weeks.length - 1], 6) >= to;
  return starts.filter(({ column }, n) => {
    const isLast = n + 1 === starts.length;
    return isLast && endsHere || (isLast ? weeks.length : starts[n + 1].column) - column >= 2;
  });
}

/** The day within the range that is nearest. */
export function clampDay(day: Day, { from, to }: Range): Day {
  return day < from ? from : day > to ? to : day;
}
