import { z } from "zod";
import { ask } from "../../define/confirm.ts";
import * as schema from "../../schemas.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

export const purgeEntry = defineTool({
  name: "purge_entry",
  title: "Purge entry",
  description: "Deletes an entry and its revisions for ever, after asking the person. " +
    "Prefer delete_entry, which can be undone.",
  annotations: CHANGES,
  scopes: ["entries:write"],
  input: z.strictObject({ id: schema.entryId }),
  output: z.object({ entry: schema.purgedOutput }),
  async run({ id }, session, call) {
    const { title, version } = await session.journal.getEntry(id);
    // A yes is for what the entry was then: an entry that has changed since is asked about again.
    const target = `${id} ${version}`;
    if (!call.hasAgreed(target)) {
      return ask({
        message: `Delete the entry "${title}" and all its revisions for ever? ` +
          "This cannot be undone.",
        target,
        instead: (accountPage) =>
          accountPage === undefined
            ? "Move the entry to the trash with delete_entry: it is gone after 30 days"
            : "Move the entry to the trash with delete_entry. " +
              `They can delete it for ever themselves at ${accountPage}/trash`,
      });
    }
    await session.journal.purgeEntry(id, { ifVersion: version });
    const entry = { id, title, version };
    return { structured: { entry }, text: `Deleted for ever: "${title}" (id ${id})` };
  },
});
