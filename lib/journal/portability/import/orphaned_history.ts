import { WAITING_MS } from "../../attachments/add_blob.ts";
import { freeBlobs } from "../../attachments/free_blobs.ts";
import { commit } from "../../../kv/store.ts";
import type { Context } from "../../store/context.ts";
import { planRemoval } from "../../entries/purge_entry.ts";
import type { StoredEntry } from "../../store/stored.ts";
import { readMany } from "../../store/read_many.ts";
import { transact } from "../../store/transact.ts";

const ROWS_PER_COMMIT = 100;

/** An id whose entry is gone may have left a history, which must not become another entry's. */
export async function removeOrphanedHistory(context: Context, id: string): Promise<void> {
  const { store, keys } = context;
  const { value: head } = await store.read.get<StoredEntry>(keys.entry(id));
  if (head !== null && !isExpired(context, head)) return;
  const left = store.read.list({ prefix: keys.history(id) }, { limit: 1 });
  if (head !== null || (await Array.fromAsync(left)).length > 0) await makeRoom(context, id);
}

/** What there is under some ids. */
export interface UnderIds {
  /** Those of which nothing is here, and nothing was left. */
  unknown: ReadonlySet<string>;
  heads: ReadonlyMap<string, StoredEntry>;
}

/** Looks up what there is under some ids. */
export async function readUnderIds(context: Context, ids: readonly string[]): Promise<UnderIds> {
  const { store, keys } = context;
  const found = await readMany<StoredEntry>(store.read, ids.map(keys.entry));
  const heads = new Map(found.flatMap(({ value }, n) => value ? [[ids[n], value]] : []));
  return { heads, unknown: await freeOf(context, ids.filter((id) => !heads.has(id)).toSorted()) };
}

/** Those of some ids without an entry, in their order, of which nothing was left. */
async function freeOf({ store, keys }: Context, free: readonly string[]): Promise<Set<string>> {
  if (free.length === 0) return new Set();
  const [first, last] = [free[0], free[free.length - 1]];
  // Entries of a document mostly follow each other in time, as their ids do: nothing is in between.
  const between = { start: keys.history(first), end: [...keys.history(last), true] };
  const [some] = await Array.fromAsync(store.read.list(between, { limit: 1 }));
  if (some === undefined) return new Set(free);
  const left = await Promise.all(free.map(async (id) => {
    const rows = store.read.list({ prefix: keys.history(id) }, { limit: 1 });
    return (await Array.fromAsync(rows)).length > 0;
  }));
  return new Set(free.filter((_, n) => !left[n]));
}

/**
 * Removes what an entry has left behind that does not exist any more: itself, if it has been in the
 * trash for too long and nobody has swept it yet, and its history. The same id can then be imported.
 */
async function makeRoom(context: Context, id: string): Promise<void> {
  const { store, keys } = context;
  await transact(context, async () => {
    const { value: head, versionstamp } = await store.read.get<StoredEntry>(keys.entry(id));
    if (head === null || !isExpired(context, head)) return { result: undefined };
    return { result: undefined, write: await planRemoval(context, { head, versionstamp }) };
  });
  for (let isLeft = true; isLeft;) {
    const rows = await Array.fromAsync(
      store.read.list({ prefix: keys.history(id) }, { limit: ROWS_PER_COMMIT }),
    );
    isLeft = rows.length === ROWS_PER_COMMIT;
    const { ok } = await commit(store, (operation) => {
      // Not at once: what comes with the new entry may be the same.
      const at = context.now() + WAITING_MS;
      freeBlobs(context, { id, rows: rows.map(({ key }) => key), at })(operation);
      operation.check({ key: keys.entry(id), versionstamp: null });
      return rows.reduce((all, { key }) => all.delete(key), operation);
    });
    // Somebody else has just made the entry, with a history of its own.
    if (!ok) return;
  }
}

/** Whether its time in the trash is over: then it is unknown, swept or not. */
export function isExpired({ now }: Context, head: StoredEntry): boolean {
  return head.purgeAfter !== undefined && head.purgeAfter <= now();
}
