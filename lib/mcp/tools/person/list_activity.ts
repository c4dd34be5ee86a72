import { z } from "zod";
import { pageThatFits } from "../../answers/budget.ts";
import type { ActivityQuery } from "../../../activity/mod.ts";
import type { RequestContext } from "../../define/request_context.ts";
import { activityAnswer } from "../../answers/activity.ts";
import { firstMomentOf } from "../../../journal/mod.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

const output = z.object({
  activity: z.array(schema.activityOutput),
  nextCursor: z.string().optional(),
});

export const listActivity = defineTool({
  name: "list_activity",
  title: "List activity",
  description: "Lists which client called which tool when, and how it ended, newest first. " +
    "Kept for 90 days.",
  annotations: READS,
  scopes: ["user:read"],
  input: z.strictObject({
    from: schema.writtenTime.optional().describe("First moment or day"),
    limit: schema.limit,
    cursor: schema.cursor,
  }),
  output,
  async run(input, context) {
    const timeZone = await context.journal.timeZone();
    const from = input.from === undefined
      ? undefined
      : firstMomentOf(input.from, { what: "from", timeZone });
    return await pageThatFits({
      output,
      limit: input.limit,
      read: (limit) => context.activity.list({ ...input, from, limit, pick: pickVisible(context) }),
      count: ({ activity }) => activity.length,
      answer: activityAnswer,
    });
  },
});

/** What was done to an entry that is private, or was when it was purged, was never done. */
function pickVisible({ journal, scopes }: RequestContext): ActivityQuery["pick"] {
  if (scopes.has("entries:private")) return undefined;
  return async (records) => {
    const known = await journal.whichExist(records.flatMap(({ entryId }) => entryId ?? []));
    return records.filter(({ entryId }) => entryId === undefined || known.has(entryId));
  };
}
