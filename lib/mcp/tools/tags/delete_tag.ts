import { z } from "zod";
import { tagAnswer } from "../../answers/entries.ts";
import * as schema from "../../schemas.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

export const deleteTag = defineTool({
  name: "delete_tag",
  title: "Delete tag",
  description: "Deletes a tag and takes it off all entries. The entries stay.",
  annotations: CHANGES,
  scopes: ["tags:write"],
  input: z.strictObject({ id: schema.id }),
  output: z.object({ tag: schema.tagOutput }),
  async run({ id }, context) {
    return tagAnswer(await context.journal.deleteTag(id), context, "Deleted.");
  },
});
