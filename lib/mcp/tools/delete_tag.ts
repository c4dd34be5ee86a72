import { z } from "zod";
import { tagAnswer } from "../answers.ts";
import * as schema from "../schemas.ts";
import { CHANGES, defineTool } from "../tool.ts";

export const deleteTag = defineTool({
  name: "delete_tag",
  title: "Delete tag",
  description: "Deletes a tag and takes it off all entries. The entries stay.",
  annotations: CHANGES,
  scopes: ["tags:write"],
  input: z.strictObject({ id: schema.tagId }),
  output: z.object({ tag: schema.tagOutput }),
  async run({ id }, session) {
    return tagAnswer(await session.journal.deleteTag(id), session, "Deleted.");
  },
});
