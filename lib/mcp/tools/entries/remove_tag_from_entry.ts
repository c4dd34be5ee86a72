import { z } from "zod";
import { entryAnswer } from "../../answers/entries.ts";
import { entryOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

export const removeTagFromEntry = defineTool({
  name: "remove_tag_from_entry",
  title: "Remove tag from entry",
  description: "Takes a tag off an entry.",
  annotations: CHANGES,
  scopes: ["entries:write"],
  input: z.strictObject({ id: schema.entryId, tag: schema.tagReference }),
  output: z.object({ entry: entryOutput }),
  async run({ id, tag }, context) {
    return entryAnswer(await context.journal.removeTagFromEntry(id, tag), context, "Untagged.");
  },
});
