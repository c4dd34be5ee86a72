import { z } from "zod";
import { entryAnswer } from "../../answers/entries.ts";
import { entryOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";

export const getEntry = defineTool({
  name: "get_entry",
  title: "Get entry",
  description: "Returns one entry with its whole content.",
  annotations: READS,
  scopes: ["entries:read"],
  input: z.strictObject({ id: schema.entryId }),
  output: z.object({ entry: entryOutput }),
  async run({ id }, context) {
    return entryAnswer(await context.journal.getEntry(id), context);
  },
});
