import { z } from "zod";
import { SHOWN_IN_TIMELINE } from "../../apps/timeline.ts";
import { statsAnswer } from "../../answers/insight.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

const counts = z.array(z.object({ name: z.string(), count: z.int() }));

export const journalStats = defineTool({
  name: "journal_stats",
  title: "Journal statistics",
  description: "Counts entries and words, streaks of days in a row, moods over time, tags, " +
    "weekdays and months. All of it is about the range: for the streak up to today leave it out.",
  annotations: READS,
  scopes: ["entries:read"],
  meta: SHOWN_IN_TIMELINE,
  input: z.strictObject({
    from: schema.entryFilters.from,
    to: schema.entryFilters.to,
    timeZone: schema.entryFilters.timeZone,
    byDay: z.boolean().optional().describe("true: also the newest 400 days that have entries"),
  }),
  output: z.object({
    entryCount: z.int(),
    wordCount: z.int(),
    currentStreak: z.int().describe("Days up to today, or to yesterday if today has no entry yet"),
    longestStreak: z.int(),
    moods: z.array(z.object({
      mood: z.string(),
      count: z.int(),
      periods: z.record(z.string(), z.int())
        .describe("By ISO week in a range of at most 13 weeks, else by month"),
    })).describe("The 20 most frequent"),
    tags: counts.describe("The 50 most frequent"),
    weekdays: z.record(z.string(), z.int())
      .describe("Entries by weekday, such as monday"),
    months: z.record(z.string(), z.object({ entryCount: z.int(), wordCount: z.int() }))
      .describe("By month, such as 2026-05: the newest 120 with entries"),
    days: z.array(z.object({
      date: z.string(),
      entryCount: z.int(),
      wordCount: z.int(),
      mood: z.string().optional().describe("Of most entries"),
    })).optional(),
    shortened: z.array(z.string()).optional()
      .describe("Lists that are not whole: a shorter range has the rest"),
  }),
  async run(input, context) {
    return statsAnswer(await context.journal.stats(input));
  },
});
