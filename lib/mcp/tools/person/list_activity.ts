import { z } from "zod";
import { activityAnswer } from "../../answers/activity.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

export const listActivity = defineTool({
  name: "list_activity",
  title: "List activity",
  description: "Lists which client called which tool when, and how it ended, newest first. " +
    "Kept for 90 days.",
  annotations: READS,
  scopes: ["user:read"],
  input: z.strictObject({
    from: schema.entryFilters.from,
    limit: schema.limit,
    cursor: schema.cursor,
  }),
  output: z.object({
    activity: z.array(schema.activityOutput),
    nextCursor: z.string().optional(),
  }),
  async run(input, context) {
    const page = await context.activity.list(input);
    if (context.scopes.has("entries:private")) return activityAnswer(page);
    // The id of an entry that is private, or was when it was purged, must not be shown either.
    const ids = page.activity.flatMap(({ entryId }) => entryId ?? []);
    const known = await context.journal.whichExist(ids);
    const activity = page.activity.map(({ entryId, ...record }) =>
      entryId !== undefined && known.has(entryId) ? { ...record, entryId } : record
    );
    return activityAnswer({ ...page, activity });
  },
});
