import { z } from "zod";
import { InsufficientScopeError } from "../../../auth/mod.ts";
import { writtenAnswer } from "../../answers/entries.ts";
import { cleared } from "../../clear.ts";
import { contentInput, patchInput, writtenOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { defineTool, orFetches, REWRITES } from "../../define/tool.ts";
import { attach } from "../files/attach.ts";
import { makingMissingTags } from "./missing_tags.ts";

export const updateEntry = defineTool({
  name: "update_entry",
  title: "Update entry",
  description: "Changes the given fields of an entry. Tags and attachments replace all of them.",
  annotations: orFetches(REWRITES),
  scopes: ["entries:write"],
  argumentScopes: { createMissingTags: "tags:write" },
  input: z.strictObject({
    id: schema.id,
    ...patchInput,
    ifVersion: z.int().optional().describe("Refuse when the entry has another version by now"),
    replace: schema.replacements.optional()
      .describe("Instead of content: each find must be in it exactly once"),
    append: z.string().optional().describe(
      "Instead of content: comes after it and a blank line, or as it is after a line break of its own",
    ),
    content: contentInput.optional(),
  }),
  output: writtenOutput,
  async run({ id, ifVersion, clear, ...changes }, context) {
    const { journal, scopes } = context;
    // Whether a passage is there, and where, is told only to those who may read it.
    if (changes.replace?.length && !scopes.has("entries:read")) {
      throw new InsufficientScopeError(["entries:read", "entries:write"]);
    }
    const attachments = await attach(context, changes.attachments);
    const patch = { ...changes, ...cleared(clear, changes), attachments };
    const entry = await makingMissingTags(
      changes,
      context,
      (options) => journal.updateEntry(id, { ...patch, ...options }, { ifVersion }),
    );
    return writtenAnswer(entry, context, "Updated.");
  },
});
