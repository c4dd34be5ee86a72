import { type JournalStats, type MonthCount, WEEKDAYS } from "./model.ts";
import type { DayTally } from "./tally.ts";

/** How many months an answer holds at most: ten years. */
const MAX_MONTHS = 120;

/** The figures that add up over days. */
export function totalsOf(
  days: ReadonlyMap<number, DayTally>,
): Pick<JournalStats, "entryCount" | "wordCount" | "weekdays" | "months"> {
  let [allEntries, allWords] = [0, 0];
  const weekdays: number[] = Array(WEEKDAYS.length).fill(0);
  const months = new Map<string, MonthCount>();
  for (const { month, weekday, entryCount, wordCount } of days.values()) {
    allEntries += entryCount;
    allWords += wordCount;
    weekdays[weekday] += entryCount;
    const so = months.get(month) ?? { entryCount: 0, wordCount: 0 };
    months.set(month, {
      entryCount: so.entryCount + entryCount,
      wordCount: so.wordCount + wordCount,
    });
  }
  const newest = [...months.keys()].sort().slice(-MAX_MONTHS);
  return {
    entryCount: allEntries,
    wordCount: allWords,
    // Names, because some clients show a model these figures and nothing that explains them.
    weekdays: Object.fromEntries(
      WEEKDAYS.map((name, n) => [name, weekdays[n]] as const).filter(([, count]) => count > 0),
    ),
    months: Object.fromEntries(newest.map((month) => [month, months.get(month)!])),
  };
}
