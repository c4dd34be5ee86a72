import { z } from "zod";
import { writtenAnswer } from "../../answers/entries.ts";
import { contentInput, draftInput, writtenOutput } from "../../entry_schemas.ts";
import { ADDS, defineTool, orFetches } from "../../define/tool.ts";
import { attach } from "../files/attach.ts";
import { makingMissingTags } from "./missing_tags.ts";

export const createEntry = defineTool({
  name: "create_entry",
  title: "Create entry",
  description: "Writes a new journal entry. Say when it happened if that was not just now.",
  annotations: orFetches(ADDS),
  scopes: ["entries:write"],
  argumentScopes: { createMissingTags: "tags:write" },
  input: z.strictObject({
    ...draftInput,
    idempotencyKey: z.string().optional()
      .describe(
        "A name of yours for this one entry: for 24 hours a retry with the same arguments writes " +
          "no second one, and other arguments are an error",
      ),
    content: contentInput,
  }),
  output: writtenOutput,
  async run(input, context) {
    const { journal } = context;
    const attachments = await attach(context, input.attachments);
    const entry = await makingMissingTags(
      input,
      context,
      (options) => journal.createEntry({ ...input, attachments, ...options }),
    );
    return writtenAnswer(entry, context, "Created.");
  },
});
