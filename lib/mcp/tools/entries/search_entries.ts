import { z } from "zod";
import { pageThatFits } from "../../answers/budget.ts";
import { foundAnswer } from "../../answers/entries.ts";
import { foundOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

const output = z.object({
  entries: z.array(foundOutput),
  total: z.int().optional(),
  corrections: z.array(z.object({ word: z.string(), instead: z.array(z.string()) })).optional()
    .describe("For words that no entry has"),
  nextCursor: z.string().optional(),
  degraded: z.literal(true).optional().describe("Not ranked: the index is down"),
});

export const searchEntries = defineTool({
  name: "search_entries",
  title: "Search entries",
  description:
    "Finds entries by what they say, the best match first, with the passage that fits. " +
    "Ask in the person's words and language: any word counts, rare ones more, in all forms. Put " +
    'dates ("last summer", "in May 2023") into from and to, moods and tags into their filters. If ' +
    "nothing fits, try other words.",
  annotations: READS,
  scopes: ["entries:read"],
  argumentScopes: { private: "entries:private" },
  input: z.strictObject({
    query: schema.searchText.optional(),
    match: z.enum(["any", "all"]).optional()
      .describe("all: every word must be there"),
    like: z.string().optional().describe("Entry id: finds others like it"),
    ...schema.entryFilters,
  }),
  output,
  run: (input, context) =>
    pageThatFits({
      output,
      limit: input.limit,
      read: (limit) => context.search.searchEntries({ ...input, limit }),
      count: ({ entries }) => entries.length,
      answer: foundAnswer,
    }),
});
