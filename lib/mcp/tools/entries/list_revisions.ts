import { z } from "zod";
import { pageThatFits } from "../../answers/budget.ts";
import { revisionsAnswer } from "../../answers/revisions.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

const output = z.object({
  revisions: z.array(schema.revisionOutput),
  nextCursor: z.string().optional(),
});

export const listRevisions = defineTool({
  name: "list_revisions",
  title: "List revisions",
  description: "Lists what an entry said before each update, newest first.",
  annotations: READS,
  scopes: ["entries:read"],
  input: z.strictObject({ id: schema.id, limit: schema.limit, cursor: schema.cursor }),
  output,
  run: ({ id, limit, cursor }, context) =>
    pageThatFits({
      ...{ output, limit },
      read: (limit) => context.journal.listRevisions(id, { limit, cursor }),
      count: ({ revisions }) => revisions.length,
      answer: revisionsAnswer,
    }),
});
