import { z } from "zod";
import { entryAnswer } from "../../answers/entries.ts";
import { draftInput, entryOutput } from "../../entry_schemas.ts";
import { ADDS, defineTool } from "../../define/tool.ts";

export const createEntry = defineTool({
  name: "create_entry",
  title: "Create entry",
  description: "Writes a new journal entry. Say when it happened if that was not just now.",
  annotations: ADDS,
  scopes: ["entries:write"],
  argumentScopes: { createMissingTags: "tags:write" },
  input: z.strictObject({
    ...draftInput,
    idempotencyKey: z.string().optional()
      .describe("Any text of yours: a retry with the same key never writes a second entry"),
  }),
  output: z.object({ entry: entryOutput }),
  async run(input, context) {
    return entryAnswer(await context.journal.createEntry(input), context, "Created.");
  },
});
