import { joinBody, MAX_CHUNKS } from "../../store/body.ts";
import { type Context, isVisible } from "../../store/context.ts";
import { BusyError } from "../../errors.ts";
import type { StoredEntry, TagTable } from "../../store/stored.ts";
import { readTagSnapshot, type TagSnapshot } from "./tag_snapshot.ts";

/** An entry as it was at one moment, with the tags of the same moment. */
export interface EntrySnapshot {
  head: StoredEntry;
  content: string;
  tags: TagSnapshot;
}

const MAX_ATTEMPTS = 50;

/**
 * Returns how an entry is at one moment, or undefined if it does not exist for the viewer. Its tags
 * are read anew only if they have changed since `tags`. Throws BusyError if they change all the time.
 */
export async function readEntrySnapshot(
  context: Context,
  id: string,
  { tags }: { tags: TagSnapshot },
): Promise<EntrySnapshot | undefined> {
  const { store, keys } = context;
  const bodies = Array.from({ length: MAX_CHUNKS }, (_, n) => keys.body(id, n));
  let known = tags;
  for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts++) {
    // One read is one moment.
    const [table, { value: head }, ...chunks] = await store.read.getMany<
      [TagTable, StoredEntry, ...Uint8Array[]]
    >([keys.tagTable(), keys.entry(id), ...bodies]);
    if (head === null || !isVisible(context, head)) return undefined;
    if (table.versionstamp === known.stamp) {
      const content = head.shortBody ?? joinBody(chunks.flatMap(({ value }) => value ?? []));
      return { head, content, tags: known };
    }
    known = await readTagSnapshot(context);
  }
  throw new BusyError();
}
