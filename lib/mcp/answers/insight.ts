import type { JournalStats, OnThisDay } from "../../journal/mod.ts";
import { entriesAnswer, linked } from "./entries.ts";
import { counted } from "./counted.ts";

/** Answers with the entries of one day, year by year. */
export function onThisDayAnswer({ date, years }: OnThisDay) {
  const parts = years.flatMap(({ year, entries, hasMore }) => [
    `# ${year}`,
    entriesAnswer({ entries }).text,
    ...hasMore ? ["More: list_entries of that day"] : [],
  ]);
  return {
    structured: {
      date,
      years: years.map((year) => ({ ...year, entries: year.entries.map(linked) })),
    },
    text: [`On the day ${date}:`, ...parts.length > 0 ? parts : ["No entries."]].join("\n"),
  };
}

/** Answers with figures: one line for each kind that there is. */
export function statsAnswer(stats: JournalStats) {
  const { moods, tags, weekdays, months, days = [] } = stats;
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
  return {
    structured: stats,
    text: [
      `${counted(stats.entryCount, "entry", "entries")}, ${words(stats.wordCount)}. ` +
      `Days in a row: ${stats.currentStreak} now, ${stats.longestStreak} at most.`,
      ...stats.entryCount > 0 ? lines : [],
    ].join("\n"),
  };
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
