import { iso } from "../answers/entries.ts";
import { completeEntryIds } from "../completions/entries.ts";
import { asJson, JSON_TYPE, type Resource } from "../define/resource.ts";
import { getEntry } from "../tools/entries/get_entry.ts";
import { ENTRY_TEMPLATE, entryUri } from "../uris.ts";

const ENTRIES_PER_PAGE = 50;

export const entry: Resource = {
  name: "entry",
  title: "Journal entry",
  description: "One entry with its whole content.",
  mimeType: JSON_TYPE,
  changesWith: "entries",
  uri: ENTRY_TEMPLATE,
  scopes: ["entries:read"],
  completeId: completeEntryIds,
  read: async ({ journal }, id) => asJson(getEntry.output, { entry: await journal.getEntry(id) }),
  async list({ journal }, cursor) {
    const page = await journal.listEntries({ limit: ENTRIES_PER_PAGE, cursor });
    const resources = page.entries.map(({ id, title, excerpt, day, updatedAt }) => ({
      uri: entryUri(id),
      name: title,
      description: `${day}: ${excerpt}`,
      mimeType: JSON_TYPE,
      annotations: { lastModified: iso(updatedAt) },
    }));
    return { resources, ...page.nextCursor !== undefined && { nextCursor: page.nextCursor } };
  },
};
