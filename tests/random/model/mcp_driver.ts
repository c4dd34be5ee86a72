import type {
  Entry,
  EntryQuery,
  EntrySummary,
  Revision,
  Tag,
  WrittenEntry,
} from "../../../lib/journal/mod.ts";
import type { FoundSummary } from "../../../lib/search/mod.ts";
import { asClientsWrite, type Chance } from "../../support/clients/as_clients_write.ts";
import type { McpClient } from "../../support/clients/mcp_clients.ts";
import type { Json } from "../../support/clients/json.ts";
import { refuse, type Viewer } from "./model.ts";
import type { Driver } from "./driver.ts";
import type { WriteName } from "./write.ts";

/** What is listed of an entry by the tools. */
const LISTED = [
  ...["id", "title", "excerpt", "mood", "occurredAt", "isFavorite", "isPrivate", "tags"],
  ...["day", "utcOffset", "trashedAt"],
];

/**
 * A driver at the real endpoint. `asking` is a client with the same scopes that can put questions to the
 * person, who always agrees. Arguments are written in the ways of many clients, by `random`.
 */
export function mcpDriver(
  client: McpClient,
  { viewer, asking, random }: { viewer: Viewer; asking: McpClient; random: Chance },
): Driver {
  async function call(tool: string, args: object, by = client) {
    const written = asClientsWrite(tool, withClear(withTexts(args)), random);
    const { isError, errorCode = "none", structured } = await by.call(tool, written);
    return isError ? refuse(errorCode) : structured;
  }
  /** A page of a list with all that was asked for: a tool ends one early that has no room. */
  async function whole(
    tool: string,
    items: string,
    query: { limit?: number; cursor?: string },
    wanted: number,
  ): Promise<Json> {
    const page = await call(tool, query);
    const left = wanted - page[items].length;
    if (page.nextCursor === undefined || left <= 0) return page;
    const limit = left === Infinity ? {} : { limit: left };
    const next = { ...query, ...limit, cursor: page.nextCursor };
    const rest = await whole(tool, items, next, left);
    return { ...rest, [items]: [...page[items], ...rest[items]] };
  }
  const entryFrom = async (tool: string, args: object) =>
    withNumbers<Entry>((await call(tool, args)).entry);
  /** An entry with all of its content, of which the tool gives a part at a time. */
  async function wholeEntry(id: string): Promise<Entry> {
    let part = await call("get_entry", { id });
    let { content } = part.entry;
    while (part.next !== undefined) {
      part = await call("get_entry", { id, offset: part.next });
      content += part.entry.content;
    }
    return withNumbers<Entry>({ ...part.entry, content });
  }
  const writtenFrom = async (tool: string, args: object) => {
    const { entry, newTags } = await call(tool, args);
    return { ...withNumbers<Entry>(entry), ...newTags && { newTags } };
  };
  const tagFrom = async (tool: string, args: object) =>
    withNumbers<Tag>((await call(tool, args)).tag);
  return {
    viewer,
    listed: LISTED,
    told: (name, value) => told(name, value, viewer),
    journal: {
      createEntry: (draft) => writtenFrom("create_entry", draft),
      getEntry: wholeEntry,
      updateEntry: (id, patch, options) =>
        writtenFrom("update_entry", { id, ...patch, ...options }),
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
      listTags: async () =>
        (await whole("list_tags", "tags", {}, Infinity)).tags.map(withNumbers<Tag>),
      listEntries: async (query = {}) =>
        pageOf<EntrySummary>(await whole("list_entries", "entries", query, query.limit ?? 20)),
      async listRevisions(id, query) {
        const page = await call("list_revisions", { id, ...query });
        return { ...page, revisions: page.revisions.map(withNumbers<Revision>) };
      },
      async onThisDay(query = {}) {
        const { date, years } = await call("on_this_day", query);
        return { date, years: years.map(pageOf<EntrySummary>) };
      },
      stats: (query = {}) => call("journal_stats", query),
      exportPage: ({ format, cursor }) => call("export_journal", { format, cursor }),
      importEntries: (draft) => call("import_entries", draft),
    },
    search: {
      searchEntries: async (query) => pageOf<FoundSummary>(await call("search_entries", query)),
      count: async (query) => (await call("list_entries", query)).total,
    },
  };
}

/** What a tool tells of what was written: nothing that its token may not read. */
function told(name: WriteName, value: unknown, { includePrivate }: Viewer): unknown {
  const { newTags, ...written } = value as WrittenEntry;
  const { id, title, version, isPrivate } = written;
  const isHidden = isPrivate && !includePrivate;
  const told = isHidden || name === "purgeEntry"
    ? { id, title, version }
    : TOLD_IN_PART.includes(name)
    ? pickPart(written)
    : withoutLong(written);
  return newTags ? { ...told, newTags: newTags.map(({ name }) => name) } : told;
}

/** What changes one thing is answered with that, and with what the next change needs. */
const TOLD_IN_PART: readonly WriteName[] = [
  ...["trashEntry", "restoreEntry", "addTagToEntry", "removeTagFromEntry"] as const,
];

function pickPart({ id, title, version, tags, trashedAt }: Omit<WrittenEntry, "newTags">): object {
  return { id, title, version, tags, ...trashedAt !== undefined && { trashedAt } };
}

/** A long content is not repeated to whoever has written it. */
function withoutLong(written: Omit<WrittenEntry, "newTags">): object {
  const { content, ...entry } = written;
  if (content === undefined) return written;
  const contentCharacters = [...content].length;
  const bytes = new TextEncoder().encode(JSON.stringify(content)).length;
  const isLong = contentCharacters > 2_000 || bytes > 6_000;
  return isLong ? { ...entry, contentCharacters } : { ...entry, content };
}

const TIMES = ["occurredAt", "createdAt", "updatedAt", "trashedAt", "savedAt"] as const;
type Time = typeof TIMES[number];

/** What a tool shows of something of the journal: its times are texts. */
type Shown<T> = { [Name in keyof T]: Name extends Time ? string : T[Name] };

/** Times become numbers, as the journal has them. */
function withNumbers<T>(shown: Shown<T>): T {
  const here: Record<string, unknown> = { ...shown };
  for (const name of TIMES) if (name in here) here[name] = Date.parse(String(here[name]));
  return here as T;
}

function pageOf<T>(page: { entries: Shown<T>[] }) {
  return { ...page, entries: page.entries.map(withNumbers<T>) };
}

/**
 * What is cleared is named, as tools take it. An empty text is none to them, and so not what the
 * journal refuses.
 */
function withClear(args: Record<string, unknown>): Record<string, unknown> {
  const given = Object.entries(args).filter(([, value]) => value !== null);
  if (given.some(([, value]) => value === "")) refuse("invalid");
  const clear = Object.keys(args).filter((name) => args[name] === null);
  return { ...Object.fromEntries(given), ...clear.length > 0 && { clear } };
}

/** Times become texts, as tools take them. */
function withTexts({ occurredAt, from, to, ...rest }: object & EntryQuery & Partial<Entry>) {
  const text = (time: unknown) =>
    typeof time !== "number" ? time : Number.isInteger(time) ? new Date(time).toISOString() : "?";
  const given = { ...rest, occurredAt: text(occurredAt), from: text(from), to: text(to) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
