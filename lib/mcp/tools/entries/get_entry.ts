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
    id: schema.entryId,
    offset: z.int().min(0).optional().describe("next of the part before"),
    length: z.int().min(1).optional().describe("Characters at most"),
  }),
  output: z.object({
    entry: entryOutput.extend({ attachments: attachmentsOutput }),
    offset: z.int().optional(),
    total: z.int().optional().describe("Characters"),
    next: z.int().optional(),
  }),
  async run({ id, offset, length }, context) {
    return entryPartAnswer(await context.journal.getEntry(id), { offset, length });
  },
});
