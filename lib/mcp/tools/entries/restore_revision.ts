import { z } from "zod";
import { entryAnswer } from "../../answers/entries.ts";
import { entryOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { ADDS, defineTool } from "../../define/tool.ts";

export const restoreRevision = defineTool({
  name: "restore_revision",
  title: "Restore revision",
  description: "Makes an entry say what a revision said. What it says now becomes a revision.",
  annotations: ADDS,
  scopes: ["entries:write"],
  input: z.strictObject({ id: schema.id.describe("Entry id"), revisionId: z.string() }),
  output: z.object({ entry: entryOutput }),
  async run({ id, revisionId }, context) {
    const entry = await context.journal.restoreRevision(id, revisionId);
    return entryAnswer(entry, context, "Restored.");
  },
});
