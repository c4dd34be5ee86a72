import assert from "node:assert/strict";
import {
  type EntryDraft,
  type EntryQuery,
  type EntrySummary,
  type Journal,
  type JournalAccess,
  JournalError,
  type JournalErrorCode,
  openJournal,
  type Revision,
} from "../../../lib/journal/mod.ts";
import { withoutSummary } from "../../../lib/journal/index/entry_summary.ts";
import { keysOf } from "../../../lib/journal/store/keys.ts";
import { commit, openStore, type Store } from "../../../lib/kv/store.ts";

export const DAY = 86_400_000;
export const NOON = Date.UTC(2026, 4, 17, 12);

/** A clock that stands still until it is moved. */
export function clockAt(start = NOON) {
  let time = start;
  return { now: () => time, advance: (milliseconds: number) => void (time += milliseconds) };
}

/** An empty store in memory, or in a temporary file with its two handles; disposed of with `using`. */
export async function storeFor(place: "memory" | "file" = "memory") {
  const directory = place === "file" ? await Deno.makeTempDir() : undefined;
  const path = directory === undefined ? ":memory:" : `${directory}/journal.kv`;
  const store = await openStore(path);
  return {
    ...store,
    path,
    [Symbol.dispose]() {
      store.close();
      if (directory !== undefined) Deno.removeSync(directory, { recursive: true });
    },
  };
}

/** Somebody's journal; Ada's, with everything in it, unless told otherwise. */
export function journalIn(
  store: Store,
  { userId = "ada", includePrivate = true, client = "", now = clockAt().now, timeZone }:
    & Partial<JournalAccess>
    & { now?: () => number } = {},
): Journal {
  return openJournal(store, { userId, includePrivate, client, timeZone }, { now });
}

/** A short entry; `changes` says what is special about it. */
export function draft(changes: Partial<EntryDraft> = {}): EntryDraft {
  return { title: "A walk", content: "We walked along the river until it got dark.", ...changes };
}

/** Leaves index rows as they were before they had summaries. */
export async function takeSummaries(store: Store, userId = "ada"): Promise<void> {
  const rows = await Array.fromAsync(
    store.read.list<Uint8Array>({ prefix: [...keysOf(userId).root, "index"] }),
  );
  await commit(
    store,
    (operation) =>
      rows.reduce((all, { key, value }) => all.set(key, withoutSummary(value)), operation),
  );
}

/** Every row of the store as text, in the order of the keys. */
export async function dump(store: Store): Promise<string[]> {
  const rows = await Array.fromAsync(store.read.list({ prefix: [] }));
  return rows.map((row) => Deno.inspect(row, { depth: 9, iterableLimit: Infinity }));
}

/**
 * The rows that name an entry or a tag, in their key or in their value; but for the one that keeps
 * the id of a deleted tag from being imported again.
 */
export async function rowsNaming(store: Store, id: string): Promise<string[]> {
  return (await dump(store)).filter((row) => row.includes(id) && !row.includes('"tag_gone"'));
}

/** All entries of a query, page by page. */
export async function listAll(journal: Journal, query: EntryQuery = {}): Promise<EntrySummary[]> {
  const entries: EntrySummary[] = [];
  let cursor = query.cursor;
  do {
    const page = await journal.listEntries({ ...query, cursor });
    entries.push(...page.entries);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return entries;
}

/** All revisions of an entry, page by page. */
export async function listAllRevisions(journal: Journal, id: string): Promise<Revision[]> {
  const revisions: Revision[] = [];
  let cursor: string | undefined;
  do {
    const page = await journal.listRevisions(id, { cursor });
    revisions.push(...page.revisions);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return revisions;
}

/** Checks that `work` fails with `code` and a message like `message`; returns the error. */
export async function refuses(
  work: Promise<unknown>,
  [code, message]: [JournalErrorCode, RegExp],
): Promise<JournalError> {
  const error = await work.then(() => assert.fail("It was accepted"), (error: unknown) => error);
  assert.ok(error instanceof JournalError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  assert.match(error.advice, /^[A-Z].*[^.]$/);
  return error;
}

/** The store, with `act` happening between the reads and the commit of the next operation. */
export function interrupted(store: Store, act: () => Promise<unknown>): Store {
  let isFirst = true;
  const write = {
    commitVersionstamp: () => store.write.commitVersionstamp(),
    atomic() {
      const operation = store.write.atomic();
      if (!isFirst) return operation;
      isFirst = false;
      const commit = operation.commit.bind(operation);
      return Object.assign(operation, { commit: () => act().then(commit) });
    },
  };
  return { ...store, write: write as unknown as Deno.Kv };
}

/** Numbers between 0 and 1 that are the same in every run. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
