import { z } from "zod";
import { changedAnswer } from "../../answers/entries.ts";
import { changedOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { defineTool, SETS } from "../../define/tool.ts";

export const addTagToEntry = defineTool({
  name: "add_tag_to_entry",
  title: "Add tag to entry",
  description: "Puts an existing tag on an entry.",
  annotations: SETS,
  scopes: ["entries:write"],
  input: z.strictObject({ id: schema.id, tag: schema.tagReference }),
  output: changedOutput,
  async run({ id, tag }, context) {
    return changedAnswer(await context.journal.addTagToEntry(id, tag), context, "Tagged.");
  },
});
