import { fold } from "../text.ts";
import { dateOf } from "../days/calendar.ts";
import type { EntryStats } from "../index/entry_stats.ts";

/** What has been counted so far. */
export interface Tally {
  days: Map<number, DayTally>;
  /** By folded mood. */
  moods: Map<string, MoodTally>;
  /** Entries of each tag id, also of tags that are deleted. */
  tagIds: Map<string, number>;
}

/** One day that has entries. */
export interface DayTally {
  month: string;
  /** The week or month to which its moods are added. */
  period: string;
  /** 0 for Monday. */
  weekday: number;
  entryCount: number;
  wordCount: number;
  /** How many of its entries have which mood, if days are returned one by one. */
  moods?: Map<MoodTally, number>;
}

/** One mood, in all its spellings. */
export interface MoodTally {
  spellings: Map<string, number>;
  periods: Map<string, number>;
  count: number;
}

/** Counts entries one by one, so that no number of them takes long at once. */
export function tallyBy(period: "week" | "month", { byDay = false } = {}): {
  tally: Tally;
  add(day: number, figures: EntryStats): void;
} {
  const tally: Tally = { days: new Map(), moods: new Map(), tagIds: new Map() };
  // Folding costs more than all the rest, and people have few moods.
  const bySpelling = new Map<string, MoodTally>();
  return {
    tally,
    add(day, { wordCount, mood, tagIds }) {
      const onDay = getOrMake(tally.days, day, () => emptyDay(day, period));
      onDay.entryCount++;
      onDay.wordCount += wordCount;
      for (const id of tagIds) increase(tally.tagIds, id);
      if (mood === undefined) return;
      const ofMood = getOrMake(
        bySpelling,
        mood,
        () => getOrMake(tally.moods, fold(mood), emptyMood),
      );
      ofMood.count++;
      increase(ofMood.spellings, mood);
      increase(ofMood.periods, onDay.period);
      if (byDay) increase(onDay.moods ??= new Map(), ofMood);
    },
  };
}

function emptyDay(day: number, period: "week" | "month"): DayTally {
  const date = dateOf(day);
  const month = date.toString().slice(0, -"-dd".length);
  return {
    month,
    period: period === "month" ? month : weekOf(date),
    weekday: date.dayOfWeek - 1,
    entryCount: 0,
    wordCount: 0,
  };
}

function emptyMood(): MoodTally {
  return { spellings: new Map(), periods: new Map(), count: 0 };
}

/** The ISO 8601 week, whose first days can belong to the year before. */
function weekOf({ yearOfWeek, weekOfYear }: Temporal.PlainDate): string {
  return `${String(yearOfWeek).padStart(4, "0")}-W${String(weekOfYear).padStart(2, "0")}`;
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}
