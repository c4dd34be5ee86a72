import { z } from "zod";
import { tagAnswer } from "../../answers/entries.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

export const getTag = defineTool({
  name: "get_tag",
  title: "Get tag",
  description: "Returns one tag with the number of its entries.",
  annotations: READS,
  scopes: ["tags:read"],
  input: z.strictObject({ id: schema.id }),
  output: z.object({ tag: schema.tagOutput }),
  async run({ id }, context) {
    return tagAnswer(await context.journal.getTag(id), context);
  },
});
