import { z } from "zod";
import { changedAnswer } from "../../answers/entries.ts";
import { changedOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

export const deleteEntry = defineTool({
  name: "delete_entry",
  title: "Delete entry",
  description: "Puts an entry into the trash, from where restore_entry brings it back for 30 days.",
  annotations: CHANGES,
  scopes: ["entries:write"],
  input: z.strictObject({ id: schema.id }),
  output: changedOutput,
  async run({ id }, context) {
    return changedAnswer(await context.journal.trashEntry(id), context, "Moved to the trash.");
  },
});
