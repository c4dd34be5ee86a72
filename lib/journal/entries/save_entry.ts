import { leaveChange } from "../store/change_row.ts";
import type { Context } from "../store/context.ts";
import type { NewBody } from "../store/body.ts";
import { moveRows } from "../index/index_rows.ts";
import { type TagWrite, writeTags } from "../tags/write_tags.ts";
import type { StoredEntry, TagTable } from "../store/stored.ts";
import type { Write } from "../store/transact.ts";

/** One change of one entry. */
export interface EntryChange {
  /** What is stored now, absent for a new entry. Its `tagIds` are those that exist. */
  before?: { head: StoredEntry; versionstamp: string };
  after: StoredEntry;
  /** Absent if the content stays as it is. */
  body?: NewBody;
  /** Read before any tag was; needed if tags are involved. */
  table?: Deno.KvEntryMaybe<TagTable>;
  /** What becomes of tags by it. */
  tagWrites?: readonly TagWrite[];
  /** Keeps what the entry said before, where it is rewritten. */
  keep?: Write;
  /** Makes blobs belong to it that it did not have. */
  useBlobs?: Write;
}

/** Everything that changes with an entry, in one commit: all of it or nothing. */
export async function saveEntry(context: Context, change: EntryChange): Promise<Write> {
  const { store, keys } = context;
  const { before, after } = change;
  const leave = before && await leaveChange(context, before);
  const { sharesChange: _, ...alone } = after;
  const writeRows = saveRows(context, { ...change, after: alone });
  return (operation) => {
    operation
      .check({ key: keys.entry(after.id), versionstamp: before?.versionstamp ?? null })
      .set(keys.change(store.write.commitVersionstamp()), after.id)
      .set(keys.head(), new Uint8Array());
    leave?.(operation);
    return writeRows(operation);
  };
}

/** All rows of an entry, without a check of what was there, and without its change row. */
export function saveRows(context: Context, change: EntryChange): Write {
  const { keys } = context;
  const { before, after, body, table, tagWrites = [], keep, useBlobs } = change;
  const writeAllTags = table && writeTags(context, { table, writes: tagWrites });
  return (operation) => {
    operation.set(keys.entry(after.id), after);
    for (const [n, chunk] of body?.chunks.entries() ?? []) {
      operation.set(keys.body(after.id, n), chunk);
    }
    for (let n = after.chunks; n < (before?.head.chunks ?? 0); n++) {
      operation.delete(keys.body(after.id, n));
    }
    moveRows(operation, { keys, before: before?.head, after });
    keep?.(operation);
    useBlobs?.(operation);
    return writeAllTags ? writeAllTags(operation) : operation;
  };
}
