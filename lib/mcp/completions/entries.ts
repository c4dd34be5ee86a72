import type { EntrySummary } from "../../journal/mod.ts";
import type { RequestContext } from "../define/request_context.ts";
import { has, MAX_VALUES } from "../define/completer.ts";

/** So many of the newest entries are looked at, however large the journal is. */
const NEWEST = 100;

/** Ids of entries by a part of the title or of the id, the newest first. */
export async function completeEntryIds(context: RequestContext, text: string): Promise<string[]> {
  return (await findEntries(context, text)).map(({ id }) => id);
}

/**
 * Entries by a part of the title, as a person can choose among them: day, title and, for whoever
 * reads it back, the id.
 */
export async function completeEntries(context: RequestContext, text: string): Promise<string[]> {
  return (await findEntries(context, text))
    .map(({ id, title, day }) => `${day} ${title} (${id})`);
}

/** Returns the id in what {@linkcode completeEntries} gave, or `text` itself. */
export function entryIdIn(text: string): string {
  return text.match(/\(([0-9A-Z]{26})\)$/)?.[1] ?? text.trim();
}

async function findEntries({ journal, search }: RequestContext, text: string) {
  const newest = await journal.listEntries({ limit: NEWEST });
  const byText = text.trim() === ""
    ? []
    : (await search.searchEntries({ query: `${text}*`, limit: NEWEST })).entries;
  const found = new Map<string, Pick<EntrySummary, "id" | "title" | "day" | "occurredAt">>();
  for (const entry of [...newest.entries, ...byText]) {
    if (has(entry.title, text) || has(entry.id, text)) found.set(entry.id, entry);
  }
  return [...found.values()].sort((a, b) => b.occurredAt - a.occurredAt).slice(0, MAX_VALUES);
}
