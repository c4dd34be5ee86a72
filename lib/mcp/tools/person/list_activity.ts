import { z } from "zod";
import { pageThatFits } from "../../answers/budget.ts";
import type { ActivityPage } from "../../../activity/mod.ts";
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
      read: async (limit) =>
        await withoutHidden(context, await context.activity.list({ ...input, from, limit })),
      count: ({ activity }) => activity.length,
      answer: activityAnswer,
    });
  },
});

/** The id of an entry that is private, or was when it was purged, must not be shown either. */
async function withoutHidden(
  { journal, scopes }: RequestContext,
  page: ActivityPage,
): Promise<ActivityPage> {
  if (scopes.has("entries:private")) return page;
  const known = await journal.whichExist(page.activity.flatMap(({ entryId }) => entryId ?? []));
  const activity = page.activity.map(({ entryId, ...record }) =>
    entryId !== undefined && known.has(entryId) ? { ...record, entryId } : record
  );
  return { ...page, activity };
}
