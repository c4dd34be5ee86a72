import type { Context } from "../store/context.ts";
import type { StoredTag, TagTable } from "../store/stored.ts";
import type { Write } from "../store/transact.ts";
import { nameKey } from "./tag_name.ts";

/** A tag as a commit writes it. */
export interface TagWrite {
  /** What is stored now; absent for a new tag. */
  before?: StoredTag;
  after: StoredTag;
  /** Whether viewers without private entries see that something has changed. */
  isSeen: boolean;
}

/** Writes tags, and checks that nothing about tags has changed since `table` was read. */
export function writeTags(
  { keys }: Context,
  { table, writes }: { table: Deno.KvEntryMaybe<TagTable>; writes: readonly TagWrite[] },
): Write {
  if (writes.length === 0) return (operation) => operation.check(table);
  const last = lastOfEach(writes);
  const added = last.filter(({ before }) => before === undefined).length;
  const count = (table.value?.count ?? 0) + added;
  return (operation) => {
    operation.check(table).set(keys.tagTable(), { count });
    if (last.some(({ isSeen }) => isSeen)) operation.set(keys.openTags(), new Uint8Array());
    for (const { after } of last) operation.set(keys.tag(after.id), after);
    // The keys of a commit have a limit: a name that stays is not written.
    const named = last.filter(({ before, after }) => before?.name !== after.name);
    for (const { before } of named) if (before) operation.delete(nameKey(keys, before));
    for (const { after } of named) operation.set(nameKey(keys, after), after.id);
    return operation;
  };
}

/** One write for each tag, from how it is stored to how it is in the end. */
function lastOfEach(writes: readonly TagWrite[]): TagWrite[] {
  const last = new Map<string, TagWrite>();
  for (const { before, after, isSeen } of writes) {
    const known = last.get(after.id);
    last.set(after.id, {
      before: known ? known.before : before,
      after,
      isSeen: isSeen || known?.isSeen === true,
    });
  }
  return [...last.values()];
}
