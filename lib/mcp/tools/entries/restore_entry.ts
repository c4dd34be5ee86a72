import { z } from "zod";
import { changedAnswer } from "../../answers/entries.ts";
import { changedOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { defineTool, SETS } from "../../define/tool.ts";

export const restoreEntry = defineTool({
  name: "restore_entry",
  title: "Restore entry",
  description: "Takes an entry out of the trash.",
  annotations: SETS,
  scopes: ["entries:write"],
  input: z.strictObject({ id: schema.id }),
  output: changedOutput,
  async run({ id }, context) {
    return changedAnswer(await context.journal.restoreEntry(id), context, "Restored.");
  },
});
