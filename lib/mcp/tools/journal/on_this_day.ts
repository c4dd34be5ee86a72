import { z } from "zod";
import { SHOWN_IN_TIMELINE } from "../../apps/timeline.ts";
import { pageThatFits } from "../../answers/budget.ts";
import { type OnThisDay, pageOfYears } from "../../../journal/mod.ts";
import { onThisDayAnswer } from "../../answers/insight.ts";
import { summaryOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

const output = z.object({
  date: z.string(),
  years: z.array(z.object({
    year: z.int(),
    entries: z.array(summaryOutput),
    hasMore: z.boolean().optional().describe("list_entries of that day shows the rest"),
  })),
  nextCursor: z.string().optional(),
});

export const onThisDay = defineTool({
  name: "on_this_day",
  title: "On this day",
  description:
    "Returns what was written on a day of the year in every year, with excerpts, newest " +
    "year first. Entries of 29 February come back on 28 February in years without a 29th.",
  annotations: READS,
  scopes: ["entries:read"],
  meta: SHOWN_IN_TIMELINE,
  input: z.strictObject({
    date: z.iso.date("Expected a day such as 2026-11-23").optional().describe(
      "The day; today if absent",
    ),
    timeZone: schema.timeZone.optional(),
    cursor: schema.cursor,
  }),
  output,
  async run({ cursor, ...query }, context) {
    return onThisDayThatFits(await context.journal.onThisDay(query), { cursor });
  },
});

/** Answers with the entries after `cursor` for which there is room. */
export function onThisDayThatFits(
  onThisDay: OnThisDay,
  { cursor, bytes }: { cursor?: string; bytes?: number } = {},
) {
  return pageThatFits({
    ...{ output, bytes },
    read: (limit) => pageOfYears(onThisDay, { limit, cursor }),
    count: ({ years }) => years.reduce((sum, { entries }) => sum + entries.length, 0),
    answer: onThisDayAnswer,
  });
}
