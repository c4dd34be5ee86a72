import { z } from "zod";
import { DOCUMENT_BYTES, exportAnswer } from "../../answers/portability.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

const format = z.enum(["json", "markdown"]);

export const exportJournal = defineTool({
  name: "export_journal",
  title: "Export journal",
  description:
    "Returns the whole journal as a document, page by page: entries with their revisions, " +
    "tags and the trash. The pages one after the other are the document.",
  annotations: READS,
  scopes: ["entries:read", "tags:read"],
  input: z.strictObject({
    format: format.describe("json can be imported again; markdown is for people"),
    cursor: schema.cursor,
  }),
  output: z.object({
    format,
    document: z.string(),
    isCut: z.literal(true).optional()
      .describe("It ends within a record: join it with the next page before an import"),
    nextCursor: z.string().optional(),
  }),
  async run({ format, cursor }, context) {
    const query = { format, cursor, maxBytes: DOCUMENT_BYTES };
    return exportAnswer(format, await context.journal.exportPage(query, context.progress));
  },
});
