import { z } from "zod";
import { pageOfTags } from "../../../journal/mod.ts";
import { ANSWER_BYTES, pageThatFits, thatFit } from "../../answers/budget.ts";
import { tagsAnswer } from "../../answers/entries.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

const output = z.object({ tags: z.array(schema.tagOutput), nextCursor: z.string().optional() });

export const listTags = defineTool({
  name: "list_tags",
  title: "List tags",
  description: "Lists all tags by name, with the number of entries of each.",
  annotations: READS,
  scopes: ["tags:read"],
  // Not strict when it is read: clients that remember it without arguments send it anything.
  input: z.object({ cursor: schema.cursor }).meta({ additionalProperties: false }),
  output,
  async run({ cursor }, context) {
    const tags = await context.journal.listTags();
    // They are all at hand, and a thousand need not be measured to show a hundred.
    const likely = thatFit(pageOfTags(tags, { cursor }).tags, ANSWER_BYTES / 2).length;
    return pageThatFits({
      ...{ output, limit: Math.max(1, likely) },
      read: (limit) => pageOfTags(tags, { limit, cursor }),
      count: (page) => page.tags.length,
      answer: tagsAnswer,
    });
  },
});
