import { DAY_MS } from "../../time.ts";
import { fold } from "../text.ts";
import { dateOf } from "../days/calendar.ts";
import { monthOf, nameOfMonth } from "../days/month.ts";
import type { EntryStats } from "../index/entry_stats.ts";
import type { MonthSums } from "../index/stats_block.ts";

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

/** Counts entries one by one or by the month, so that no number of them takes long at once. */
export interface Tallier {
  tally: Tally;
  /** Whether moods are told by something shorter than a month, so that months are added day by day. */
  isByDay: boolean;
  add(day: number, figures: EntryStats): void;
  /** Adds days of one month, or one of them. */
  addMonth(sums: MonthSums): void;
}

/** Begins to count, with moods by the week or month, and by the day if days are returned one by one. */
export function tallyBy(period: "week" | "month", { byDay = false } = {}): Tallier {
  const tally: Tally = { days: new Map(), moods: new Map(), tagIds: new Map() };
  // Folding costs more than all the rest, and people have few moods.
  const bySpelling = new Map<string, MoodTally>();
  const periods = new Map<number, string>();
  const nameOf = period === "week" ? weekOf : monthNameOf;

  function addDay(day: number, { entryCount, wordCount }: DayTally): DayTally {
    const onDay = getOrMake(tally.days, day, () => ({ entryCount: 0, wordCount: 0 }));
    onDay.entryCount += entryCount;
    onDay.wordCount += wordCount;
    return onDay;
  }

  function addMood(mood: string, { day, count }: { day: number; count: number }): void {
    const ofMood = getOrMake(
      bySpelling,
      mood,
      () => getOrMake(tally.moods, fold(mood), emptyMood),
    );
    ofMood.count += count;
    increase(ofMood.spellings, mood, count);
    increase(ofMood.periods, getOrMake(periods, day, () => nameOf(day)), count);
    if (byDay) increase(tally.days.get(day)!.moods ??= new Map(), ofMood, count);
  }

  return {
    tally,
    isByDay: byDay || period === "week",
    add(day, { wordCount, mood, tagIds }) {
      addDay(day, { entryCount: 1, wordCount });
      for (const id of tagIds) increase(tally.tagIds, id, 1);
      if (mood !== undefined) addMood(mood, { day, count: 1 });
    },
    addMonth({ days, entryCounts, wordCounts, moods, tags }) {
      for (let n = 0; n < days.length; n++) {
        addDay(days[n], { entryCount: entryCounts[n], wordCount: wordCounts[n] });
      }
      for (const [id, count] of tags) increase(tally.tagIds, id, count);
      for (const [mood, count] of moods) addMood(mood, { day: days[0], count });
    },
  };
}

function emptyMood(): MoodTally {
  return { spellings: new Map(), periods: new Map(), count: 0 };
}

function monthNameOf(day: number): string {
  return nameOfMonth(monthOf(day * DAY_MS));
}

/** The ISO 8601 week, whose first days can belong to the year before. */
function weekOf(day: number): string {
  const { yearOfWeek, weekOfYear } = dateOf(day);
  return `${String(yearOfWeek).padStart(4, "0")}-W${String(weekOfYear).padStart(2, "0")}`;
}

function increase<K>(counts: Map<K, number>, key: K, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}
