import type { Store } from "../../kv/store.ts";
import { joinBody, MAX_CHUNKS } from "./body.ts";
import { type Context, isVisible } from "./context.ts";
import { NotFoundError } from "../errors.ts";
import type { Keys } from "./keys.ts";
import { isId } from "../../ids.ts";
import { readMany } from "./read_many.ts";
import type { StoredEntry } from "./stored.ts";

/** An entry as it is stored, at one moment. */
export interface LoadedEntry {
  head: StoredEntry;
  versionstamp: string;
  content: string;
}

/** Reads an entry; throws NotFoundError if it does not exist for the viewer. */
export async function loadEntry(context: Context, id: string): Promise<LoadedEntry> {
  const [entry] = isId(id) ? await loadEntries(context.store, { ...context, ids: [id] }) : [];
  if (entry === undefined || !isVisible(context, entry.head)) throw new NotFoundError("entry", id);
  return entry;
}

/** Reads entries, whoever may see them, in their order; each at one moment, but not all at the same. */
export async function loadEntries(
  store: Store,
  { keys, ids }: { keys: Keys; ids: readonly string[] },
): Promise<(LoadedEntry | undefined)[]> {
  const heads = await readMany<StoredEntry>(store.read, ids.map(keys.entry));
  return await Promise.all(ids.map((id, n) => {
    const { value: head, versionstamp } = heads[n];
    if (head === null) return undefined;
    if (head.shortBody === undefined) return loadLong(store, { keys, id });
    return { head, versionstamp: versionstamp!, content: head.shortBody };
  }));
}

async function loadLong(
  store: Store,
  { keys, id }: { keys: Keys; id: string },
): Promise<LoadedEntry | undefined> {
  const bodies = Array.from({ length: MAX_CHUNKS }, (_, n) => keys.body(id, n));
  // The head again, too: only what one read returns belongs together.
  const [head, ...chunks] = await store.read.getMany<[StoredEntry, ...Uint8Array[]]>(
    [keys.entry(id), ...bodies],
  );
  if (head.value === null) return undefined;
  const content = head.value.shortBody ?? joinBody(chunks.flatMap(({ value }) => value ?? []));
  return { head: head.value, versionstamp: head.versionstamp, content };
}
