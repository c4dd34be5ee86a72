import type { JournalStats, OnThisDayPage } from "../../journal/mod.ts";
import { entriesAnswer, join, more, shown } from "./entries.ts";
import { ANSWER_BYTES, bytesOf } from "./budget.ts";
import { counted } from "./counted.ts";
import { type ShortenedStats, shortenStats } from "./shorten_stats.ts";

/** Answers with a page of the entries of one day, year by year. */
export function onThisDayAnswer({ date, years, nextCursor }: OnThisDayPage) {
  const parts = years.flatMap(({ year, entries, hasMore }) => [
    `# ${year}`,
    entriesAnswer({ entries }).text,
    ...hasMore ? ["More: list_entries of that day"] : [],
  ]);
  return {
    structured: {
      date,
      years: years.map((year) => ({ ...year, entries: year.entries.map(shown) })),
      ...nextCursor !== undefined && { nextCursor },
    },
    text: join([
      `On the day ${date}:`,
      ...parts.length > 0 ? parts : ["No entries."],
      more(nextCursor),
    ]),
  };
}

/** Answers with the figures for which there is room. */
export function statsAnswer(stats: JournalStats, bytes = ANSWER_BYTES) {
  const size = (short: ShortenedStats) => bytesOf(short) + bytesOf(statsText(short));
  const short = shortenStats(stats, (short) => size(short) <= bytes);
  return { structured: short, text: statsText(short) };
}

/** Figures as a text: one line for each kind that there is. */
function statsText(stats: ShortenedStats): string {
  const { moods, tags, weekdays, months, days = [], shortened } = stats;
  const lists = {
    Weekdays: Object.entries(weekdays).map(([day, count]) => `${capitalized(day)} ${count}`),
    Months: Object.entries(months).map(([month, { entryCount, wordCount }]) =>
      `${month} ${entryCount} with ${words(wordCount)}`
    ),
    Tags: tags.map(({ name, count }) => `${name} ${count}`),
    Moods: moods.map(({ mood, count, periods }) => `${mood} ${count} (${inWords(periods)})`),
    Days: days.map(({ date, entryCount, wordCount, mood }) =>
      `${date} ${entryCount} with ${words(wordCount)}${mood ? ` (${mood})` : ""}`
    ),
  };
  const lines = Object.entries(lists)
    .flatMap(([kind, items]) => items.length > 0 ? `${kind}: ${items.join(", ")}` : []);
  return join([
    `${counted(stats.entryCount, "entry", "entries")}, ${words(stats.wordCount)}. ` +
    `Days in a row: ${stats.currentStreak} now, ${stats.longestStreak} at most.`,
    ...stats.entryCount > 0 ? lines : [],
    shortened && `Not whole here: ${shortened.join(", ")}. A shorter range has the rest.`,
  ]);
}

function words(count: number): string {
  return counted(count, "word", "words");
}

function capitalized(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}

function inWords(periods: Record<string, number>): string {
  return Object.entries(periods).map(([period, count]) => `${period}: ${count}`).join(", ");
}
