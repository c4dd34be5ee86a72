import type { RequestContext } from "../define/request_context.ts";
import { has, MAX_VALUES } from "../define/completer.ts";

/** So many of the newest entries are looked at, however large the journal is. */
const NEWEST = 100;

/** Ids of entries by a part of the title or of the id, the newest first, then by what they say. */
export async function completeEntryIds(context: RequestContext, text: string): Promise<string[]> {
  return (await findEntries(context, text)).map(({ id }) => id);
}

/**
 * Entries by a part of the title or by what they say, as a person can choose among them: day, title
 * and, for whoever reads it back, the id.
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
  const newest = (await journal.listEntries({ limit: NEWEST })).entries;
  const found = text.trim() === ""
    ? []
    : (await search.searchEntries({ query: `${text}*`, limit: NEWEST })).entries;
  const named = [...newest, ...found]
    .filter(({ id, title }) => has(title, text) || has(id, text))
    .sort((a, b) => b.occurredAt - a.occurredAt);
  const all = new Map([...named, ...found].map((entry) => [entry.id, entry]));
  return [...all.values()].slice(0, MAX_VALUES);
}
