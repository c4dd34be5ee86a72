import { z } from "zod";
import { pageThatFits } from "../../answers/budget.ts";
import { foundAnswer } from "../../answers/entries.ts";
import { foundOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

const output = z.object({
  entries: z.array(foundOutput),
  nextCursor: z.string().optional(),
  degraded: z.literal(true).optional().describe("The index is down: newest first, not ranked"),
});

export const searchEntries = defineTool({
  name: "search_entries",
  title: "Search entries",
  description: "Finds entries by their text, the best match first, with highlighted snippets. " +
    "All words and filters must match. Without words in mind, use list_entries.",
  annotations: READS,
  scopes: ["entries:read"],
  argumentScopes: { private: "entries:private" },
  input: z.strictObject({ query: schema.searchText, ...schema.entryFilters }),
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
