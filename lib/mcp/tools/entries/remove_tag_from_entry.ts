import { z } from "zod";
import { changedAnswer } from "../../answers/entries.ts";
import { changedOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

export const removeTagFromEntry = defineTool({
  name: "remove_tag_from_entry",
  title: "Remove tag from entry",
  description: "Takes a tag off an entry.",
  annotations: CHANGES,
  scopes: ["entries:write"],
  input: z.strictObject({ id: schema.id, tag: schema.tagReference }),
  output: changedOutput,
  async run({ id, tag }, context) {
    return changedAnswer(await context.journal.removeTagFromEntry(id, tag), context, "Untagged.");
  },
});
