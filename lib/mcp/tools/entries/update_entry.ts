import { z } from "zod";
import { entryAnswer } from "../../answers/entries.ts";
import * as schema from "../../schemas.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

export const updateEntry = defineTool({
  name: "update_entry",
  title: "Update entry",
  description: "Changes the given fields of an entry; null clears a field; tags replace all tags.",
  annotations: CHANGES,
  scopes: ["entries:write"],
  argumentScopes: { createMissingTags: "tags:write" },
  input: z.strictObject({
    id: schema.entryId,
    title: schema.title.optional(),
    content: schema.content.optional(),
    mood: schema.detail.nullish(),
    location: schema.detail.nullish(),
    weather: schema.detail.nullish(),
    isFavorite: z.boolean().optional(),
    isPrivate: z.boolean().optional(),
    occurredAt: schema.occurredAt.optional(),
    tags: schema.tagReferences.optional(),
    createMissingTags: z.boolean().optional().describe("Create the tags that do not exist yet"),
    ifVersion: z.int().optional().describe("Refuse when the entry has another version by now"),
  }),
  output: z.object({ entry: schema.entryOutput }),
  async run({ id, ifVersion, ...changes }, context) {
    const entry = await context.journal.updateEntry(id, changes, { ifVersion });
    return entryAnswer(entry, context, "Updated.");
  },
});
