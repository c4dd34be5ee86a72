import type {
  JournalStats,
  OnThisDay,
  OnThisDayQuery,
  StatsQuery,
} from "../../../../lib/journal/mod.ts";
import { countWords } from "../../../../lib/journal/entries/prose.ts";
import { shownTime, type Where } from "../days.ts";
import { folded, type KnownEntry, type Person, plain, type Viewer } from "../model.ts";
import { livingOf, matching, summed, withinOf } from "../read.ts";

/** The day of a moment where the clocks are set so. */
function dayIn(time: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone).toPlainDate();
}

function dayOf(entry: KnownEntry, where: Where): Temporal.PlainDate {
  return Temporal.PlainDate.from(shownTime(entry, where).day);
}

/** What should be told of a day: each entry whose anniversary it is in the year of the day. */
export function onThisDay(
  person: Person,
  viewer: Viewer,
  { date, timeZone, now }: OnThisDayQuery & { now: number },
): OnThisDay {
  const where = { call: timeZone, person: person.timeZone };
  const zone = timeZone ?? person.timeZone ?? "UTC";
  const day = date === undefined ? dayIn(now, zone) : Temporal.PlainDate.from(date);
  const years = new Map<number, KnownEntry[]>();
  for (const entry of matching(person, viewer, {})) {
    const happened = dayOf(entry, where);
    if (!happened.with({ year: day.year }).equals(day)) continue;
    years.set(happened.year, [...years.get(happened.year) ?? [], entry]);
  }
  return {
    date: day.toString(),
    years: [...years].sort(([a], [b]) => b - a).map(([year, entries]) => ({
      year,
      entries: entries.slice(0, 20).map((entry) => summed(person, viewer, entry, timeZone)),
      ...entries.length > 20 && { hasMore: true },
    })),
  };
}

/** The figures of a range, counted one by one. */
export function statsOf(
  person: Person,
  viewer: Viewer,
  { from, to, timeZone, byDay, now }: StatsQuery & { now: number },
): JournalStats {
  const where = { call: timeZone, person: person.timeZone };
  const zone = timeZone ?? person.timeZone ?? "UTC";
  const isWithin = withinOf(person, { from, to, timeZone });
  const entries = livingOf(person, viewer).filter(isWithin).map((entry) => ({
    ...entry,
    day: dayOf(entry, where),
    words: countWords(entry.content),
  }));
  const edge = (value: number | string) =>
    typeof value === "string" ? Temporal.PlainDate.from(value) : dayIn(value, zone);
  const isOfWeeks = from !== undefined && edge(to ?? now).since(edge(from)).days < 91;
  const periodOf = (day: Temporal.PlainDate) =>
    isOfWeeks
      ? `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, "0")}`
      : day.toString().slice(0, 7);
  const grouped = (keyOf: (entry: typeof entries[number]) => string | undefined) =>
    Object.entries(Object.groupBy(entries, (entry) => keyOf(entry) ?? ""))
      .filter(([key]) => key !== "").sort(([a], [b]) => a < b ? -1 : 1)
      .map(([key, group]) => ({
        key,
        group: group!,
        entryCount: group!.length,
        wordCount: group!.reduce((sum, { words }) => sum + words, 0),
      }));
  const countsOf = (names: readonly string[]) =>
    Object.fromEntries(
      [...new Set(names)].sort().map((name) => [name, names.filter((n) => n === name).length]),
    );

  const moods = grouped(({ mood }) => mood && folded(mood)).map(({ group }) => {
    const spellings = Object.entries(countsOf(group.map(({ mood }) => mood!)));
    const mood = spellings.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0][0];
    const periods = countsOf(group.map(({ day }) => periodOf(day)));
    return { mood, count: group.length, periods };
  }).sort((a, b) => b.count - a.count || (a.mood < b.mood ? -1 : 1));
  const prevailing = (group: typeof entries) => {
    const counts = countsOf(group.flatMap(({ mood }) => mood === undefined ? [] : folded(mood)));
    const ranked = moods.filter(({ mood }) => counts[folded(mood)]);
    return ranked.sort((a, b) => counts[folded(b.mood)] - counts[folded(a.mood)])[0]?.mood;
  };
  const { compare } = new Intl.Collator("en");
  const days = grouped(({ day }) => day.toString());
  return plain({
    entryCount: entries.length,
    wordCount: entries.reduce((sum, { words }) => sum + words, 0),
    ...streaksOf(days.map(({ key }) => key), dayIn(now, zone)),
    moods,
    tags: [...person.tags.values()]
      .map(({ id, name }) => ({ name, count: entries.filter((e) => e.tagIds.includes(id)).length }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || compare(a.name, b.name)).slice(0, 50),
    weekdays: countsOf(
      entries.map(({ day }) => day.toLocaleString("en", { weekday: "long" }).toLowerCase()),
    ),
    months: Object.fromEntries(
      grouped(({ day }) => day.toString().slice(0, 7)).slice(-120)
        .map(({ key, entryCount, wordCount }) => [key, { entryCount, wordCount }]),
    ),
    days: byDay
      ? days.map(({ key, group, entryCount, wordCount }) => (
        { date: key, entryCount, wordCount, mood: prevailing(group) }
      )).slice(-400)
      : undefined,
  });
}

function streaksOf(dates: readonly string[], today: Temporal.PlainDate) {
  const wrote = new Set(dates);
  const upTo = (end: Temporal.PlainDate): number =>
    wrote.has(end.toString()) ? 1 + upTo(end.subtract({ days: 1 })) : 0;
  const longest = dates.map((date) => upTo(Temporal.PlainDate.from(date)));
  return {
    currentStreak: upTo(today) || upTo(today.subtract({ days: 1 })),
    longestStreak: Math.max(0, ...longest),
  };
}
