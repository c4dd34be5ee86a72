import type { Entry, JournalStats } from "../../../../lib/journal/mod.ts";

/** The day of an entry, asked of Temporal for each one. */
export function naiveDateOf({ occurredAt }: { occurredAt: number }, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(occurredAt).toZonedDateTimeISO(timeZone)
    .toPlainDate().toString();
}

/** What statistics should be, by counting each of them on its own. */
export function naiveStats(
  all: readonly Entry[],
  { timeZone, now, from = "0000-01-01", to, byDay }: {
    timeZone: string;
    now: number;
    from?: string;
    to?: string;
    byDay?: boolean;
  },
): JournalStats {
  const today = naiveDateOf({ occurredAt: now }, timeZone);
  const dateOf = (entry: Entry) => naiveDateOf(entry, timeZone);
  const entries = all.filter((entry) =>
    dateOf(entry) >= from && dateOf(entry) <= (to ?? "9999-12-31")
  );
  const weeks = Temporal.PlainDate.from(from).until(to ?? today, { largestUnit: "days" }).days < 91;
  const monthOf = (entry: Entry) => dateOf(entry).slice(0, 7);
  const periodOf = (entry: Entry) => weeks ? weekOf(dateOf(entry)) : monthOf(entry);
  const words = (some: readonly Entry[]) => some.reduce((sum, entry) => sum + entry.wordCount, 0);
  const dates = [...new Set(entries.map(dateOf))];
  const streaks = dates.map((date) => streakUpTo(date, { dates, timeZone }));
  const moodOf = ({ mood }: Entry) => mood!.toLowerCase();
  const moods = groups(entries.filter(({ mood }) => mood), moodOf)
    .map(([folded, some]) => ({
      folded,
      mood: byCount(groups(some, ({ mood }) => mood!))[0][0],
      some,
    }))
    .sort((a, b) => b.some.length - a.some.length || (a.mood < b.mood ? -1 : 1));
  const moodsOn = (some: readonly Entry[]) =>
    moods.map(({ mood, folded }) => ({
      mood,
      count: some.filter((entry) => entry.mood && moodOf(entry) === folded).length,
    })).filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  const yesterday = dayBefore(today, timeZone);
  return {
    entryCount: entries.length,
    wordCount: words(entries),
    currentStreak: streakUpTo(dates.includes(today) ? today : yesterday, { dates, timeZone }),
    longestStreak: Math.max(0, ...streaks),
    moods: moods.map(({ mood, some }) => ({
      mood,
      count: some.length,
      periods: Object.fromEntries(groups(some, periodOf).map(([key, { length }]) => [key, length])),
    })),
    tags: byCount(groups(entries.flatMap(({ tags }) => tags), ({ name }) => name))
      .map(([name, { length: count }]) => ({ name, count })),
    weekdays: Object.fromEntries(
      groups(entries, (entry) => weekdayOf(dateOf(entry))).map((
        [name, { length }],
      ) => [name, length]),
    ),
    months: Object.fromEntries(
      groups(entries, monthOf).map(([month, some]) => [month, {
        entryCount: some.length,
        wordCount: words(some),
      }]),
    ),
    ...byDay && {
      days: groups(entries, dateOf).map(([date, some]) => ({
        date,
        entryCount: some.length,
        wordCount: words(some),
        ...moodsOn(some).length > 0 && { mood: moodsOn(some)[0].mood },
      })),
    },
  };
}

/** The years of a day with the ids of its entries, by looking at every entry. */
export function naiveOnThisDay(
  entries: readonly Entry[],
  { timeZone, date }: { timeZone: string; date: string },
): [year: number, ids: string[]][] {
  const isCommonYear = !Temporal.PlainDate.from(date).inLeapYear;
  const found = entries.filter((entry) => {
    const day = naiveDateOf(entry, timeZone).slice(5);
    return day === date.slice(5) || isCommonYear && date.endsWith("-02-28") && day === "02-29";
  }).sort((a, b) => b.occurredAt - a.occurredAt || (a.id < b.id ? 1 : -1));
  return groups(found, (entry) => naiveDateOf(entry, timeZone).slice(0, 4))
    .reverse()
    .map(([year, some]) => [Number(year), some.slice(0, 20).map(({ id }) => id)]);
}

function streakUpTo(
  date: string,
  { dates, timeZone }: { dates: readonly string[]; timeZone: string },
): number {
  let length = 0;
  for (let day = date; dates.includes(day); day = dayBefore(day, timeZone)) length++;
  return length;
}

/** The day of the moment before a day begins. */
function dayBefore(date: string, timeZone: string): string {
  const start = Temporal.PlainDate.from(date).toZonedDateTime(timeZone);
  return start.subtract({ nanoseconds: 1 }).toPlainDate().toString();
}

function weekOf(date: string): string {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(date);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, "0")}`;
}

/** What belongs to each name, in the order of the names. */
function groups<T>(all: readonly T[], nameOf: (one: T) => string): [string, T[]][] {
  const found = Object.entries(Object.groupBy(all, nameOf)) as [string, T[]][];
  return found.sort(([a], [b]) => a < b ? -1 : 1);
}

function byCount<T>(all: [string, T[]][]): [string, T[]][] {
  return all.toSorted(([, a], [, b]) => b.length - a.length);
}

function weekdayOf(date: string): string {
  const names = ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"];
  return `${names[Temporal.PlainDate.from(date).dayOfWeek - 1]}day`;
}
