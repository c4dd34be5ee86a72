import { z } from "zod";
import { tagsAnswer } from "../../answers/entries.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

export const listTags = defineTool({
  name: "list_tags",
  title: "List tags",
  description: "Lists all tags by name, with the number of entries of each.",
  annotations: READS,
  scopes: ["tags:read"],
  input: z.strictObject({}),
  output: z.object({ tags: z.array(schema.tagOutput) }),
  async run(_input, context) {
    return tagsAnswer(await context.journal.listTags());
  },
});
