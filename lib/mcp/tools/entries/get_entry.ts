import { z } from "zod";
import { entryPartAnswer } from "../../answers/entry_part.ts";
import { attachmentsOutput, entryOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

export const getEntry = defineTool({
  name: "get_entry",
  title: "Get entry",
  description: "Returns one entry with its content; a long one in parts, from offset on.",
  annotations: READS,
  scopes: ["entries:read"],
  input: z.strictObject({
    id: schema.id,
    offset: z.int().min(0).optional().describe("next of the part before"),
    length: z.int().min(1).optional().describe("Characters at most"),
  }),
  output: z.object({
    entry: entryOutput.extend({ attachments: attachmentsOutput }),
    offset: z.int().optional(),
    total: z.int().optional().describe("Characters"),
    next: z.int().optional(),
    page: z.string().optional(),
  }),
  async run({ id, offset, length }, context) {
    const answer = entryPartAnswer(await context.journal.getEntry(id), { offset, length });
    const page = context.entryPage?.(id);
    if (page === undefined) return answer;
    return {
      ...answer,
      structured: { ...answer.structured, page },
      text: `${answer.text}\n\n(The person can open it at ${page})`,
    };
  },
});
