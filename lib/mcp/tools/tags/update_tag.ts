import { z } from "zod";
import { cleared, clearInput } from "../../clear.ts";
import { tagAnswer } from "../../answers/entries.ts";
import * as schema from "../../schemas.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

export const updateTag = defineTool({
  name: "update_tag",
  title: "Update tag",
  description: "Renames a tag or changes its description.",
  annotations: CHANGES,
  scopes: ["tags:write"],
  input: z.strictObject({
    id: schema.id,
    name: schema.tagName.optional(),
    description: schema.tagDescription.optional(),
    clear: clearInput(["description"]),
  }),
  output: z.object({ tag: schema.tagOutput }),
  async run({ id, clear, ...changes }, context) {
    const patch = { ...changes, ...cleared(clear, changes) };
    return tagAnswer(await context.journal.updateTag(id, patch), context, "Updated.");
  },
});
