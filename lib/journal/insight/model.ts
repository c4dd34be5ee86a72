import type { EntrySummary } from "../model.ts";

/** Which day to look back on. */
export interface OnThisDayQuery {
  /** Such as 2026-11-23; today in the time zone unless given. */
  date?: string;
  /** A name of the IANA time zone database, that of the person unless given. */
  timeZone?: string;
}

/** What was written on one day of each year, the newest year first. */
export interface OnThisDay {
  date: string;
  years: YearOnThisDay[];
}

/** A year that has entries on this day, the newest first. */
export interface YearOnThisDay {
  year: number;
  entries: EntrySummary[];
  /** There are more entries than are shown. */
  hasMore?: true;
}

/** A part of it; `nextCursor` is absent on the last one. */
export interface OnThisDayPage extends OnThisDay {
  nextCursor?: string;
}

/** Which entries to count. */
export interface StatsQuery {
  /** The first moment in milliseconds, or a text of ISO 8601: a time, or the first day. */
  from?: number | string;
  /** The last moment or day, inclusive. */
  to?: number | string;
  /** A name of the IANA time zone database, that of the person unless given. */
  timeZone?: string;
  /** Also return the days one by one. */
  byDay?: boolean;
}

/** Statistics of all entries of a range that are not trashed and that the viewer may see. */
export interface JournalStats {
  entryCount: number;
  wordCount: number;
  /** Days in a row with an entry, up to today, or to yesterday as long as today has none. */
  currentStreak: number;
  longestStreak: number;
  /** The 20 moods of the most entries. Moods are compared without regard to case, as in `listEntries`. */
  moods: MoodCount[];
  /** The 50 tags of the most entries. */
  tags: { name: string; count: number }[];
  /** Entries on each weekday that has some, from Monday on. */
  weekdays: Partial<Record<Weekday, number>>;
  /** The newest 120 months that have entries, in order, by names such as "2026-11". */
  months: Record<string, MonthCount>;
  /** If asked for: the newest 400 days that have entries, in order. */
  days?: DayCount[];
}

export const WEEKDAYS = [
  ...["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const,
];
export type Weekday = typeof WEEKDAYS[number];

/** What one month has. */
export interface MonthCount {
  entryCount: number;
  wordCount: number;
}

/** What one day has. */
export interface DayCount {
  /** Such as "2026-11-23". */
  date: string;
  entryCount: number;
  wordCount: number;
  /** The mood of the most entries, the one that the whole range has more of where several have as many. */
  mood?: string;
}

/** How often a mood was noted, and when. */
export interface MoodCount {
  /** As it is written most often. */
  mood: string;
  count: number;
  /**
   * The newest 120 ISO weeks, such as "2026-W48", of a range that is given and has at most 13 weeks;
   * otherwise the newest 120 months, such as "2026-11".
   */
  periods: Record<string, number>;
}
