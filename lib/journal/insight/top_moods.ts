import type { MoodCount } from "./model.ts";
import type { MoodTally } from "./tally.ts";

const MAX_MOODS = 20;
const MAX_PERIODS = 120;

/** The moods of the most entries, by name where they have as many. */
export function topMoods(moods: Iterable<MoodTally>): MoodCount[] {
  return [...moods].map(toMoodCount)
    .sort((a, b) => b.count - a.count || (a.mood < b.mood ? -1 : 1))
    .slice(0, MAX_MOODS)
    .map((mood) => ({ ...mood, periods: newest(mood.periods) }));
}

/** In the spelling that most entries have, the first one by code units where several have as many. */
function toMoodCount({ spellings, periods, count }: MoodTally) {
  const [[mood]] = [...spellings].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return { mood, count, periods };
}

function newest(periods: ReadonlyMap<string, number>): Record<string, number> {
  const inOrder = [...periods].sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(inOrder.slice(-MAX_PERIODS));
}
