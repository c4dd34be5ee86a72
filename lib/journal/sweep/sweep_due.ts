import { commit } from "../../kv/store.ts";
import type { Context } from "../store/context.ts";
import type { RemovalKind } from "../store/keys.ts";
import { freeBlobs } from "../attachments/free_blobs.ts";
import { removeDueBlob } from "../attachments/remove_blob.ts";
import { planRemoval } from "../entries/purge_entry.ts";
import type { StoredEntry } from "../store/stored.ts";
import { transact } from "../store/transact.ts";

const ROWS_AT_ONCE = 20;

/** Enough for the longest history of one entry, and not long to wait for. */
const COMMITS_PER_SWEEP = 60;

/** Some of them hold 60,000 bytes, and KV reads what it lists. */
const HISTORY_ROWS_PER_COMMIT = 100;

/**
 * Removes what is due: entries that were long enough in the trash, histories of entries that are
 * gone, tombstones that nobody needs any more. Returns false if there is more left than one sweep
 * may do; each commit stands for itself, so that another sweep goes on from there.
 */
export async function sweepDue(context: Context): Promise<boolean> {
  for (let commits = 0; commits < COMMITS_PER_SWEEP;) {
    const rows = await readDue(context);
    await Promise.all(rows.map((row) => settle(context, row)));
    if (rows.length === 0) return true;
    commits += rows.length;
  }
  return false;
}

interface DueRow {
  key: Deno.KvKey;
  kind: RemovalKind;
  /** Of the entry, the upload or the import; the versionstamp of a tombstone; the digest of a blob. */
  id: string;
}

async function readDue({ store, keys, now }: Context): Promise<DueRow[]> {
  const selector = { prefix: keys.removals(), end: [...keys.removals(), now() + 1] };
  const rows = await Array.fromAsync(store.read.list(selector, { limit: ROWS_AT_ONCE }));
  return rows.map(({ key }) => {
    const [kind, id] = key.slice(-2) as [RemovalKind, string];
    return { key, kind, id };
  });
}

async function settle(context: Context, row: DueRow): Promise<void> {
  if (row.kind === "entry") return await purgeDueEntry(context, row);
  if (row.kind === "history") return await removeHistory(context, row);
  if (row.kind === "blob") return await removeDueBlob(context, { key: row.key, sha256: row.id });
  if (row.kind === "undo") return await removeUndoRows(context, row);
  const { store, keys } = context;
  const gone = row.kind === "upload" ? keys.upload(row.id) : keys.change(row.id);
  await commit(store, (operation) => operation.delete(row.key).delete(gone));
}

function purgeDueEntry(context: Context, { key, id }: DueRow): Promise<void> {
  const { store, keys } = context;
  return transact(context, async () => {
    const [row, head] = await store.read.getMany<[Uint8Array, StoredEntry]>([key, keys.entry(id)]);
    // Without its row it was restored meanwhile, or swept by another process.
    if (row.value === null || head.value === null) return { result: undefined };
    const { value, versionstamp } = head;
    const write = await planRemoval(context, { head: value, versionstamp });
    return { result: undefined, write };
  });
}

/** Removes a part of what is remembered of an import; the row stays until all of it is gone. */
async function removeUndoRows({ store, keys }: Context, { key, id }: DueRow): Promise<void> {
  const limit = HISTORY_ROWS_PER_COMMIT;
  const rows = await Array.fromAsync(store.read.list({ prefix: keys.undoRows(id) }, { limit }));
  const gone = rows.map((row) => row.key);
  if (gone.length < limit) gone.push(key);
  await commit(store, (operation) => gone.reduce((all, each) => all.delete(each), operation));
}

/** Removes a part of what an entry that is gone once said; the row stays until all of it is. */
async function removeHistory(context: Context, { key, id }: DueRow): Promise<void> {
  const { store, keys, now } = context;
  const limit = HISTORY_ROWS_PER_COMMIT;
  const { value: entry, versionstamp } = await store.read.get<StoredEntry>(keys.entry(id));
  // An import has brought the entry back, and has removed the history of the old one.
  if (entry !== null) {
    await commit(store, (operation) => operation.delete(key));
    return;
  }
  const rows = await Array.fromAsync(store.read.list({ prefix: keys.history(id) }, { limit }));
  const gone = rows.map((row) => row.key);
  const free = freeBlobs(context, { id, rows: gone, at: now() });
  if (gone.length < limit) gone.push(key);
  await commit(store, (operation) =>
    gone.reduce(
      (all, each) => all.delete(each),
      free(operation.check({ key: keys.entry(id), versionstamp })),
    ));
}
