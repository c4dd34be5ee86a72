import { DAY_MS } from "../../time.ts";
import { monthOf, nameOfMonth } from "../days/month.ts";
import { type JournalStats, type MonthCount, WEEKDAYS } from "./model.ts";
import type { DayTally } from "./tally.ts";

/** How many months an answer holds at most: ten years. */
const MAX_MONTHS = 120;

/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 3;

/** The figures that add up over days. */
export function totalsOf(
  days: ReadonlyMap<number, DayTally>,
): Pick<JournalStats, "entryCount" | "wordCount" | "weekdays" | "months"> {
  let [allEntries, allWords] = [0, 0];
  const weekdays: number[] = Array(WEEKDAYS.length).fill(0);
  const months = new Map<number, MonthCount>();
  for (const [day, { entryCount, wordCount }] of days) {
    allEntries += entryCount;
    allWords += wordCount;
    weekdays[weekdayOf(day)] += entryCount;
    const month = monthOf(day * DAY_MS);
    const so = months.get(month);
    if (so === undefined) months.set(month, { entryCount, wordCount });
    else {
      so.entryCount += entryCount;
      so.wordCount += wordCount;
    }
  }
  const newest = [...months].sort(([a], [b]) => a - b).slice(-MAX_MONTHS);
  return {
    entryCount: allEntries,
    wordCount: allWords,
    // Names, because some clients show a model these figures and nothing that explains them.
    weekdays: Object.fromEntries(
      WEEKDAYS.map((name, n) => [name, weekdays[n]] as const).filter(([, count]) => count > 0),
    ),
    months: Object.fromEntries(newest.map(([month, count]) => [nameOfMonth(month), count])),
  };
}

/** 0 for Monday. */
function weekdayOf(day: number): number {
  const sinceAMonday = (day + FIRST_WEEKDAY) % 7;
  return sinceAMonday < 0 ? sinceAMonday + 7 : sinceAMonday;
}
