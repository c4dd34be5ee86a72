import { z } from "zod";
import { pageThatFits } from "../../answers/budget.ts";
import { entriesAnswer } from "../../answers/entries.ts";
import { summaryOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

const output = z.object({
  entries: z.array(summaryOutput),
  total: z.int().optional(),
  nextCursor: z.string().optional(),
});

export const listEntries = defineTool({
  name: "list_entries",
  title: "List entries",
  description: "Lists entries, newest first, with excerpts. All filters must match.",
  annotations: READS,
  scopes: ["entries:read"],
  argumentScopes: { private: "entries:private" },
  input: z.strictObject(schema.entryFilters),
  output,
  async run(input, context) {
    const counting = context.search.count(input);
    return await pageThatFits({
      output,
      limit: input.limit,
      read: async (limit) => {
        const [page, total] = await Promise.all([
          context.journal.listEntries({ ...input, limit }),
          counting,
        ]);
        return { ...page, ...total !== undefined && { total } };
      },
      count: ({ entries }) => entries.length,
      answer: entriesAnswer,
    });
  },
});
