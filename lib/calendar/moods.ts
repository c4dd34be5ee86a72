/** Each of so many moods has a colour and a sign of its own. */
export const MOOD_SIGNS = 6;

/** One mood of the days shown. */
export interface MoodSign {
  mood: string;
  days: number;
  /** 1 to `MOOD_SIGNS`; the rest share 0. */
  sign: number;
}

/** The moods that days have, the most frequent first. */
export function moodsOf(days: readonly { mood?: string }[]): MoodSign[] {
  const counts = new Map<string, { mood: string; days: number }>();
  for (const { mood } of days) {
    if (mood === undefined) continue;
    const { days: count } = counts.get(fold(mood)) ?? { days: 0 };
    counts.set(fold(mood), { mood, days: count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.days - a.days)
    .map((mood, rank) => ({ ...mood, sign: rank < MOOD_SIGNS ? rank + 1 : 0 }));
}

/** The sign of a mood among those; 0 for one that has none. */
export function signOf(mood: string, moods: readonly MoodSign[]): number {
  return moods.find((one) => fold(one.mood) === fold(mood))?.sign ?? 0;
}

function fold(mood: string): string {
  return mood.normalize("NFKC").toLowerCase();
}
