import assert from "node:assert/strict";
import {
  type Entry,
  type EntryDraft,
  type Journal,
  openJournal,
} from "../../../lib/journal/mod.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";
import {
  openMaintenance,
  openSearch,
  type Search,
  type SearchOptions,
  type SearchPage,
  type SearchQuery,
} from "../../../lib/search/mod.ts";

/** A kind of index, and where a new one of it is. */
export interface Backend {
  name: string;
  /** The reason why it cannot be tested here. */
  isMissing: boolean;
  place(): Promise<Place>;
}

/** Where an index is. */
export interface Place extends AsyncDisposable {
  options: Pick<SearchOptions, "directory" | "databaseUrl">;
}

export const NOON = Date.UTC(2026, 4, 17, 12);
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export interface Who {
  userId?: string;
  includePrivate?: boolean;
}

/** A journal, Ada's with everything in it unless told otherwise, and its search. */
export interface Desk extends AsyncDisposable {
  store: Store;
  search: Search;
  place: Place["options"];
  /** What the index complained about. */
  faults: unknown[];
  journal(who?: Who): Journal;
  write(changes?: Partial<EntryDraft>, who?: Who): Promise<Entry>;
  /** One page, which must not be degraded. */
  page(query: string | SearchQuery, who?: Who): Promise<SearchPage>;
  /** The titles of one page. */
  find(query: string | SearchQuery, who?: Who): Promise<string[]>;
}

/** Opens a journal in memory, unless told of a store, with an index of its own. */
export async function openDesk(backend: Backend, given?: Store): Promise<Desk> {
  const place = await backend.place();
  const store = given ?? await openStore(":memory:");
  const faults: unknown[] = [];
  const now = () => NOON;
  const onFault = (fault: unknown) => void faults.push(fault);
  const search = openSearch({ store, ...place.options, now, onFault });
  const ownerOf = (who: Who = {}) => ({ userId: "ada", includePrivate: true, ...who });
  const desk: Desk = {
    store,
    search,
    place: place.options,
    faults,
    journal: (who) => openJournal(store, ownerOf(who), { onWrite: search.changed, now }),
    write: (changes, who) =>
      desk.journal(who).createEntry({ title: "A day", content: "Nothing happened.", ...changes }),
    async page(query, who) {
      const asked = typeof query === "string" ? { query } : query;
      const page = await search.forUser(ownerOf(who)).searchEntries(asked);
      assert.equal(page.degraded, undefined, Deno.inspect(faults));
      return page;
    },
    find: async (query, who) => (await desk.page(query, who)).entries.map(({ title }) => title),
    async [Symbol.asyncDispose]() {
      await search.close();
      if (given === undefined) store.close();
      await place[Symbol.asyncDispose]();
    },
  };
  return desk;
}

/** Lets the index follow everything: for texts that take longer than a search may wait. */
export async function followAll(desk: Desk, userId = "ada"): Promise<void> {
  const index = openMaintenance({ store: desk.store, ...desk.place });
  await index.fill(userId);
  await index.close();
}

/** The ids of all pages, in their order. */
export async function findAll(desk: Desk, query: SearchQuery, who?: Who): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await desk.page({ ...query, cursor }, who);
    ids.push(...page.entries.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return ids;
}
