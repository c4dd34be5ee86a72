import { z } from "zod";
import { confirm } from "../../define/confirm.ts";
import { purgedOutput } from "../../entry_schemas.ts";
import * as schema from "../../schemas.ts";
import { CHANGES, defineTool } from "../../define/tool.ts";

export const purgeEntry = defineTool({
  name: "purge_entry",
  title: "Purge entry",
  description: "Deletes an entry and its revisions for ever, after asking the person. " +
    "Prefer delete_entry, which can be undone.",
  annotations: CHANGES,
  scopes: ["entries:write"],
  input: z.strictObject({ id: schema.id }),
  output: z.object({ entry: purgedOutput }),
  async run({ id }, context) {
    const { title, version } = await context.journal.getEntry(id);
    // A confirmation is for this version: if the entry has changed since, the person is asked again.
    const target = `${id} ${version}`;
    if (!context.isConfirmed(target)) {
      return confirm({
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
    await context.journal.purgeEntry(id, { ifVersion: version });
    const entry = { id, title, version };
    return { structured: { entry }, text: `Deleted for ever: "${title}" (id ${id})` };
  },
});
