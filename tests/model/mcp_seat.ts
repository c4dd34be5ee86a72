import type { Entry, EntryQuery } from "../../lib/journal/mod.ts";
import type { McpClient } from "../support/mcp_clients.ts";
import { type Holder, refuse } from "./model.ts";
import type { Seat } from "./seat.ts";
import type { WriteName } from "./write.ts";

/** What is listed of an entry by the tools. */
const LISTED = [
  ...["id", "title", "excerpt", "mood", "occurredAt", "isFavorite", "isPrivate", "tags"],
  "trashedAt",
];

/** Codes of errors, by what a tool says of them. */
const CODES: [RegExp, string][] = [
  [/^There is no /, "not_found"],
  [/more than the limit|Too big/, "limit_exceeded"],
  [/in the trash and cannot be changed/, "trashed"],
  [/exists already|^The entry is at version/, "conflict"],
];

/**
 * A seat at the real endpoint. `asking` is a client with the same scopes that can put questions to the
 * person, who always agrees.
 */
export function mcpSeat(
  client: McpClient,
  { holder, asking }: { holder: Holder; asking: McpClient },
): Seat {
  async function call(tool: string, args: object, by = client) {
    const { isError, text, structured } = await by.call(tool, withTexts(args));
    return isError ? refuse(CODES.find(([said]) => said.test(text))?.[1] ?? "invalid") : structured;
  }
  const entryFrom = async (tool: string, args: object) =>
    withNumbers((await call(tool, args)).entry);
  const tagFrom = async (tool: string, args: object) => withNumbers((await call(tool, args)).tag);
  return {
    holder,
    listed: LISTED,
    told: (name, value) => told(name, value, holder),
    journal: {
      createEntry: (draft) => entryFrom("create_entry", draft),
      getEntry: (id) => entryFrom("get_entry", { id }),
      updateEntry: (id, patch, options) => entryFrom("update_entry", { id, ...patch, ...options }),
      trashEntry: (id) => entryFrom("delete_entry", { id }),
      restoreEntry: (id) => entryFrom("restore_entry", { id }),
      restoreRevision: (id, revisionId) => entryFrom("restore_revision", { id, revisionId }),
      addTagToEntry: (id, tag) => entryFrom("add_tag_to_entry", { id, tag }),
      removeTagFromEntry: (id, tag) => entryFrom("remove_tag_from_entry", { id, tag }),
      async purgeEntry(id, { ifVersion } = {}) {
        // The tool takes no version: it is the person who has seen one.
        const { version } = await entryFrom("get_entry", { id });
        if (ifVersion !== undefined && ifVersion !== version) refuse("conflict");
        return (await call("purge_entry", { id }, asking)).entry;
      },
      createTag: (draft) => tagFrom("create_tag", draft),
      getTag: (id) => tagFrom("get_tag", { id }),
      updateTag: (id, patch) => tagFrom("update_tag", { id, ...patch }),
      deleteTag: (id) => tagFrom("delete_tag", { id }),
      listTags: async () => (await call("list_tags", {})).tags.map(withNumbers),
      listEntries: async (query = {}) => pageOf(await call("list_entries", query)),
      async listRevisions(id, query) {
        const page = await call("list_revisions", { id, ...query });
        return { ...page, revisions: page.revisions.map(withNumbers) };
      },
      async onThisDay(query = {}) {
        const { date, years } = await call("on_this_day", query);
        return { date, years: years.map((year: Page) => pageOf(year)) };
      },
      stats: (query = {}) => call("journal_stats", query),
      exportPage: ({ format, cursor }) => call("export_journal", { format, cursor }),
      importEntries: (draft) => call("import_entries", draft),
    },
    search: { searchEntries: async (query) => pageOf(await call("search_entries", query)) },
  };
}

/** What a tool tells of what was written: nothing that its token may not read. */
function told(name: WriteName, value: unknown, { includePrivate }: Holder): unknown {
  const { id, title, version, isPrivate } = value as Entry;
  const isHidden = isPrivate && !includePrivate;
  return isHidden || name === "purgeEntry" ? { id, title, version } : value;
}

// deno-lint-ignore no-explicit-any
type Shown = Record<string, any>;
type Page = { entries: Shown[] };

function pageOf<T extends Page>(page: T) {
  return { ...page, entries: page.entries.map(({ uri: _, ...entry }) => withNumbers(entry)) };
}

const TIMES = ["occurredAt", "createdAt", "updatedAt", "trashedAt", "savedAt"];

/** Times become numbers, as the journal has them. */
// deno-lint-ignore no-explicit-any
function withNumbers(shown: Shown): any {
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) =>
      TIMES.includes(name) ? [name, Date.parse(value)] : [name, value]
    ),
  );
}

/** Times become texts, as tools take them. */
function withTexts({ occurredAt, from, to, ...rest }: object & EntryQuery & Partial<Entry>) {
  const text = (time: unknown) =>
    typeof time !== "number" ? time : Number.isInteger(time) ? new Date(time).toISOString() : "?";
  const given = { ...rest, occurredAt: text(occurredAt), from: text(from), to: text(to) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
