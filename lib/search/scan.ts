import {
  type FoundEntry,
  type JournalAccess,
  openJournal,
  type Selection,
} from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import type { SelectionQuery } from "../journal/mod.ts";
import { startPacer } from "./pacer.ts";
import type { Clause } from "./text/query.ts";
import { meets } from "./whole.ts";

export interface Scan {
  store: Store;
  owner: JournalAccess;
  clauses: readonly Clause[];
  selection: Selection;
  /** The filters, and where an earlier scan has stopped. */
  query: SelectionQuery & { cursor?: string };
  now?: () => number;
}

/** How much of a journal one scan reads at most. */
const MAX_ENTRIES = 2_000;
const TIME_LIMIT_MS = 2_000;
const ENTRIES_PER_READ = 100;

/** Their texts are read on the thread that reads for all others, too. */
const TEXTS_PER_READ = 20;

/**
 * Finds entries without an index, by reading them: the newest first, and a bounded part at a
 * time. What it finds is what an index would find, but it is not ranked.
 */
export async function scan(options: Scan): Promise<{ found: FoundEntry[]; cursor?: string }> {
  const { store, owner, clauses, selection, query, now } = options;
  const journal = openJournal(store, owner, { now });
  const found: FoundEntry[] = [];
  const pacer = startPacer();
  const end = performance.now() + TIME_LIMIT_MS;
  let { cursor } = query;
  for (let read = 0; read < MAX_ENTRIES && performance.now() < end; read += ENTRIES_PER_READ) {
    const page = await journal.listEntries({ ...query, cursor, limit: ENTRIES_PER_READ });
    const ids = page.entries.map(({ id }) => id);
    for (let at = 0; at < ids.length; at += TEXTS_PER_READ) {
      for (const entry of await selection.pick(ids.slice(at, at + TEXTS_PER_READ))) {
        if (meets({ ...entry.summary, content: entry.content }, clauses)) found.push(entry);
        if (found.length === selection.size) {
          return { found, cursor: selection.cursorAfter(entry.summary) };
        }
      }
      await pacer.pause();
    }
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  return { found, cursor };
}
