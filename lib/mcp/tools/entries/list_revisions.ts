import { z } from "zod";
import { revisionsAnswer } from "../../answers/revisions.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

export const listRevisions = defineTool({
  name: "list_revisions",
  title: "List revisions",
  description: "Lists what an entry said before each update, newest first.",
  annotations: READS,
  scopes: ["entries:read"],
  input: z.strictObject({ id: schema.entryId, limit: schema.limit, cursor: schema.cursor }),
  output: z.object({
    revisions: z.array(schema.revisionOutput),
    nextCursor: z.string().optional(),
  }),
  async run({ id, limit, cursor }, context) {
    return revisionsAnswer(await context.journal.listRevisions(id, { limit, cursor }));
  },
});
