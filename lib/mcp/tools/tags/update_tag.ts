import { z } from "zod";
import { tagAnswer } from "../../answers/entries.ts";
import * as schema from "../../schemas.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

export const updateTag = defineTool({
  name: "update_tag",
  title: "Update tag",
  description: "Renames a tag or changes its description; null clears the description.",
  annotations: CHANGES,
  scopes: ["tags:write"],
  input: z.strictObject({
    id: schema.tagId,
    name: schema.tagName.optional(),
    description: schema.tagDescription.nullish(),
  }),
  output: z.object({ tag: schema.tagOutput }),
  async run({ id, ...changes }, context) {
    return tagAnswer(await context.journal.updateTag(id, changes), context, "Updated.");
  },
});
