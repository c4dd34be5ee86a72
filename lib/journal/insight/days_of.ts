import { DAY_MS } from "../../time.ts";
import type { DayCount } from "./model.ts";
import type { DayTally, MoodTally, Tally } from "./tally.ts";
import { inRank } from "./top_moods.ts";

/** How many days an answer holds at most: a year, and some for the weeks at both of its ends. */
const MAX_DAYS = 400;

/** The newest days that have entries, in order. */
export function daysOf({ days, moods }: Tally): DayCount[] {
  const ranks = new Map(
    inRank(moods.values()).map(({ mood, tally }, rank) => [
      tally,
      { mood, rank },
    ]),
  );
  const newest = [...days].sort(([a], [b]) => a - b).slice(-MAX_DAYS);
  return newest.map(([day, { entryCount, wordCount, moods }]) => {
    const mood = moods && ranks.get(prevailing(moods, (tally) => ranks.get(tally)!.rank))!.mood;
    const date = new Date(day * DAY_MS).toISOString().slice(0, "2026-11-23".length);
    return { date, entryCount, wordCount, ...mood !== undefined && { mood } };
  });
}

/** The mood that most entries of the day have; where several have as many, the first in rank. */
function prevailing(
  moods: Required<DayTally>["moods"],
  rankOf: (mood: MoodTally) => number,
): MoodTally {
  const [[mood]] = [...moods].sort(([a, m], [b, n]) => n - m || rankOf(a) - rankOf(b));
  return mood;
}
