import { z } from "zod";
import { tagAnswer } from "../../answers/entries.ts";
import * as schema from "../../schemas.ts";
import { ADDS, defineTool } from "../../define/tool.ts";

export const createTag = defineTool({
  name: "create_tag",
  title: "Create tag",
  description: "Creates a tag. Names are unique, whatever their case.",
  annotations: ADDS,
  scopes: ["tags:write"],
  input: z.strictObject({
    name: schema.tagName,
    description: schema.tagDescription.optional(),
  }),
  output: z.object({ tag: schema.tagOutput }),
  async run(input, context) {
    return tagAnswer(await context.journal.createTag(input), context, "Created.");
  },
});
