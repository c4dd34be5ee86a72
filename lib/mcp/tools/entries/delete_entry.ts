import { z } from "zod";
import { entryAnswer } from "../../answers/entries.ts";
import { entryOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

export const deleteEntry = defineTool({
  name: "delete_entry",
  title: "Delete entry",
  description: "Puts an entry into the trash, from where restore_entry brings it back for 30 days.",
  annotations: CHANGES,
  scopes: ["entries:write"],
  input: z.strictObject({ id: schema.entryId }),
  output: z.object({ entry: entryOutput }),
  async run({ id }, context) {
    return entryAnswer(await context.journal.trashEntry(id), context, "Moved to the trash.");
  },
});
