import { z } from "zod";
import { entryAnswer } from "../../answers/entries.ts";
import * as schema from "../../schemas.ts";
import { ADDS, defineTool } from "../../define/tool.ts";

export const createEntry = defineTool({
  name: "create_entry",
  title: "Create entry",
  description: "Writes a new journal entry. Say when it happened if that was not just now.",
  annotations: ADDS,
  scopes: ["entries:write"],
  argumentScopes: { createMissingTags: "tags:write" },
  input: z.strictObject({
    title: schema.title,
    content: schema.content,
    mood: schema.detail.optional(),
    location: schema.detail.optional(),
    weather: schema.detail.optional(),
    isFavorite: z.boolean().optional(),
    isPrivate: z.boolean().optional()
      .describe("Shown only to connections that the person allowed to see private entries"),
    occurredAt: schema.occurredAt.optional(),
    tags: schema.tagReferences.optional(),
    createMissingTags: z.boolean().optional().describe("Create the tags that do not exist yet"),
    idempotencyKey: z.string().optional()
      .describe("Any text of yours: a retry with the same key never writes a second entry"),
  }),
  output: z.object({ entry: schema.entryOutput }),
  async run(input, context) {
    return entryAnswer(await context.journal.createEntry(input), context, "Created.");
  },
});
