import type { PromptMessage } from "@modelcontextprotocol/server";
import type { EntryQuery, EntrySummary } from "../../journal/mod.ts";
import { shows } from "../define/prompt.ts";
import { entry as entryResource } from "../resources/entry.ts";
import type { RequestContext } from "../define/request_context.ts";
import { entryUri } from "../uris.ts";

/** More than this does not help a model to say what matters. */
const MAX_ENTRIES = 30;
const MAX_CHARACTERS = 100_000;

/** Entries in front of a model, and how many there are besides, as far as is known. */
export interface Reading {
  messages: PromptMessage[];
  /** A remark, if some were left out. */
  remark: string;
}

/** Shows one entry with its whole content. */
export async function readEntry(context: RequestContext, id: string): Promise<PromptMessage> {
  return shows({ uri: entryUri(id), ...await entryResource.read(context, id) });
}

/** Shows the newest entries that meet `query`, oldest first, as many as a model can take in. */
export async function readEntries(context: RequestContext, query: EntryQuery): Promise<Reading> {
  const page = await context.journal.listEntries({ ...query, limit: MAX_ENTRIES });
  const reading = await readThese(context, page.entries);
  return page.nextCursor === undefined ? reading : { ...reading, remark: LEFT_OUT };
}

/** Shows these entries, the last one first. */
export async function readThese(
  context: RequestContext,
  entries: readonly Pick<EntrySummary, "id">[],
): Promise<Reading> {
  const messages: PromptMessage[] = [];
  let characters = 0;
  for (const { id } of entries.slice(0, MAX_ENTRIES)) {
    const { text, ...rest } = await entryResource.read(context, id);
    characters += text.length;
    if (characters > MAX_CHARACTERS && messages.length > 0) break;
    messages.unshift(shows({ uri: entryUri(id), text, ...rest }));
  }
  if (messages.length === 0) return { messages, remark: "There are no such entries." };
  return { messages, remark: messages.length < entries.length ? LEFT_OUT : "" };
}

const LEFT_OUT = "Only the newest of the entries are shown here: list_entries has the rest.";
