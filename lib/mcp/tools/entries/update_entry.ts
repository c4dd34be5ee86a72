import { z } from "zod";
import { entryAnswer } from "../../answers/entries.ts";
import { entryOutput, patchInput } from "../../entry_schemas.ts";
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
    ...patchInput,
    ifVersion: z.int().optional().describe("Refuse when the entry has another version by now"),
  }),
  output: z.object({ entry: entryOutput }),
  async run({ id, ifVersion, ...changes }, context) {
    const entry = await context.journal.updateEntry(id, changes, { ifVersion });
    return entryAnswer(entry, context, "Updated.");
  },
});
