import type { PromptMessage } from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { EntryQuery, EntrySummary } from "../../journal/mod.ts";
import { ANSWER_BYTES, bytesOf } from "../answers/budget.ts";
import { correctionText } from "../answers/entries.ts";
import { entryPartAnswer } from "../answers/entry_part.ts";
import { shows } from "../define/prompt.ts";
import { asJson } from "../define/resource.ts";
import type { RequestContext } from "../define/request_context.ts";
import { getEntry } from "../tools/entries/get_entry.ts";
import { entryUri } from "../uris.ts";

/** More than this does not help a model to say what matters. */
const MAX_ENTRIES = 30;

/** Of found entries the last ones say little about a topic. */
const MAX_FOUND = 20;

/** No prompt has more bytes, as JSON: the same as an answer of a tool. */
export const PROMPT_BYTES = ANSWER_BYTES;

/** The room for what is said beside entries. */
export const SAID_BYTES = 12_000;

const ENTRIES_BYTES = PROMPT_BYTES - SAID_BYTES - 2_000;

/** The room for the part of an entry that is larger: JSON within JSON can double it. */
const PART_BYTES = 32_000;

/** Entries in front of a model, and how many there are besides, as far as is known. */
export interface Reading {
  messages: PromptMessage[];
  /** A remark, if some were left out. */
  remark: string;
}

/** Shows one entry, or the beginning of one that is too long for a prompt. */
export async function readEntry(
  { journal }: RequestContext,
  id: string,
): Promise<{ message: PromptMessage; isWhole: boolean }> {
  const entry = await journal.getEntry(id);
  const show = (structured: z.input<typeof getEntry.output>) =>
    shows({ uri: entryUri(id), ...asJson(getEntry.output, structured) });
  const message = show({ entry });
  if (bytesOf(message) <= ENTRIES_BYTES) return { message, isWhole: true };
  const { structured } = entryPartAnswer(entry, { bytes: PART_BYTES });
  return { message: show(structured), isWhole: false };
}

/** Shows the newest entries that meet `query`, oldest first, as many as a model can take in. */
export async function readEntries(context: RequestContext, query: EntryQuery): Promise<Reading> {
  const page = await context.journal.listEntries({ ...query, limit: MAX_ENTRIES });
  const reading = await readThese(context, page.entries);
  return page.nextCursor === undefined ? reading : { ...reading, remark: LEFT_OUT };
}

/** Shows the entries that say most about a topic, the best last; the newest where there is none. */
export async function readAbout(
  context: RequestContext,
  topic: string | undefined,
  query: EntryQuery,
): Promise<Reading> {
  if (topic === undefined) return await readEntries(context, query);
  const page = await context.search.searchEntries({ ...query, query: topic, limit: MAX_FOUND });
  const { messages, remark } = await readThese(context, page.entries);
  const isAll = page.nextCursor === undefined && messages.length === page.entries.length;
  const remarks = [
    ...(page.corrections ?? []).map(correctionText),
    isAll || messages.length === 0 ? remark : BEST,
  ];
  return { messages, remark: remarks.filter(Boolean).join(" ") };
}

/** Shows these entries, the last one first. */
export async function readThese(
  context: RequestContext,
  entries: readonly Pick<EntrySummary, "id">[],
): Promise<Reading> {
  const messages: PromptMessage[] = [];
  let remark = "";
  let left = ENTRIES_BYTES;
  for (const { id } of entries.slice(0, MAX_ENTRIES)) {
    const { message, isWhole } = await readEntry(context, id);
    left -= bytesOf(message);
    if (left < 0 && messages.length > 0) break;
    messages.unshift(message);
    if (!isWhole) remark = BEGINNING;
  }
  if (messages.length === 0) return { messages, remark: "There are no such entries." };
  return { messages, remark: messages.length < entries.length ? LEFT_OUT : remark };
}

/** What is said of an entry that is not shown whole. */
export const BEGINNING = "A long entry is shown by its beginning: get_entry has the rest.";

const BEST = "Only the best matches are shown here: search_entries has the rest.";

const LEFT_OUT = "Only the newest of the entries are shown here: list_entries has the rest.";
