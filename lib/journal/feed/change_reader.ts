import { commit, type Store } from "../../kv/store.ts";
import { type ChangeRow, idsIn } from "../store/change_row.ts";
import { EPOCH_KEY, type Keys, keysOf } from "../store/keys.ts";
import { pickFields } from "../entry_fields.ts";
import type { EntryValues } from "../model.ts";
import { type LoadedEntry, loadEntries } from "../store/load_entry.ts";
import { fold } from "../text.ts";

/** An entry as an index needs it: with its body, also in the trash, and tags by id only. */
export interface ChangedEntry extends EntryValues {
  id: string;
  versionstamp: string;
  /** The mood as moods are compared. */
  foldedMood?: string;
  isTrashed: boolean;
  tagIds: readonly string[];
}

/**
 * One change: the entry is at this versionstamp, or was and has moved on to a later change. Several
 * have the same versionstamp where one commit has written several entries.
 */
export interface Change {
  versionstamp: string;
  id: string;
}

/**
 * Everything that changes in one user's journal, for what is derived from it. It shows private
 * entries, so it is never handed to a tool.
 */
export interface ChangeReader {
  /** The database's epoch, and the versionstamp of the last change, empty before the first. */
  state(): Promise<{ epoch: string; head: string }>;

  /** The changes later than `after`, oldest first; from the first one if `after` is empty. */
  changes(after: string): AsyncIterable<Change>;

  /** The entries of these ids as they are now, in their order, each from one moment. */
  entries(ids: readonly string[]): Promise<(ChangedEntry | undefined)[]>;
}

const CHANGES_PER_READ = 500;

/** Returns the reader of one user's changes. */
export function openChangeReader(store: Store, userId: string): ChangeReader {
  const keys = keysOf(userId);
  return {
    state: () => readState(store, keys),
    changes: (after) => readChanges(store, keys, { after }),
    async entries(ids) {
      return (await loadEntries(store, { keys, ids })).map((entry) => entry && toChanged(entry));
    },
  };
}

/** Makes everything that is derived from the database worthless; to be called after a restore. */
export async function renewEpoch(store: Store): Promise<void> {
  await commit(store, (operation) => operation.set(EPOCH_KEY, crypto.randomUUID()));
}

async function readState(store: Store, keys: Keys): Promise<{ epoch: string; head: string }> {
  const [epoch, head] = await store.read.getMany<[string, Uint8Array]>([EPOCH_KEY, keys.head()]);
  if (epoch.value === null) {
    await commit(store, (operation) => operation.check(epoch).set(EPOCH_KEY, crypto.randomUUID()));
    return await readState(store, keys);
  }
  return { epoch: epoch.value, head: head.versionstamp ?? "" };
}

async function* readChanges(
  store: Store,
  keys: Keys,
  { after }: { after: string },
): AsyncIterable<Change> {
  const selector = { prefix: keys.changes(), ...after !== "" && { start: keys.change(after) } };
  const rows = store.read.list<ChangeRow>(selector, { batchSize: CHANGES_PER_READ });
  for await (const { key, value } of rows) {
    const versionstamp = String(key.at(-1));
    if (versionstamp === after) continue;
    for (const id of idsIn(value)) yield { versionstamp, id };
  }
}

function toChanged({ head, versionstamp, content }: LoadedEntry): ChangedEntry {
  const { id, mood, tagIds } = head;
  return {
    ...pickFields(head),
    ...{ id, versionstamp, content, tagIds },
    foldedMood: mood === undefined ? undefined : fold(mood),
    isTrashed: head.trashedAt !== undefined,
  };
}
