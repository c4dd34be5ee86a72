import type { MoodCount } from "./model.ts";
import type { MoodTally } from "./tally.ts";

const MAX_MOODS = 20;
const MAX_PERIODS = 120;

/** The moods of the most entries, by name where they have as many. */
export function topMoods(moods: Iterable<MoodTally>): MoodCount[] {
  return inRank(moods).slice(0, MAX_MOODS)
    .map(({ mood, tally: { count, periods } }) => ({ mood, count, periods: newest(periods) }));
}

/** All moods with their names, the one of the most entries first. */
export function inRank(moods: Iterable<MoodTally>): { mood: string; tally: MoodTally }[] {
  return [...moods].map((tally) => ({ mood: nameOf(tally), tally }))
    .sort((a, b) => b.tally.count - a.tally.count || (a.mood < b.mood ? -1 : 1));
}

/** The spelling that most entries have, the first one by code units where several have as many. */
function nameOf({ spellings }: MoodTally): string {
  const [[mood]] = [...spellings].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return mood;
}

function newest(periods: ReadonlyMap<string, number>): Record<string, number> {
  const inOrder = [...periods].sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(inOrder.slice(-MAX_PERIODS));
}
