import { DAY_MS } from "../../time.ts";
import { leaveChange } from "../store/change_row.ts";
import type { Context } from "../store/context.ts";
import { readTags, readTagTable } from "../tags/find_tags.ts";
import { shownAfter } from "../tags/open_tags.ts";
import { moveRows } from "../index/index_rows.ts";
import { LIMITS } from "../limits.ts";
import { removeDraftsOf } from "../drafts/end_draft.ts";
import { loadEntry } from "../store/load_entry.ts";
import type { Entry } from "../model.ts";
import { toEntry } from "../store/present.ts";
import { withItsDay } from "../store/shown_day.ts";
import type { StoredCreation, StoredEntry } from "../store/stored.ts";
import { transact, type Write } from "../store/transact.ts";
import { refuseVersion } from "./update_entry.ts";

/** Removes an entry for ever, from the trash or not, and returns it as it was. */
export function purgeEntry(
  context: Context,
  { id, ifVersion }: { id: string; ifVersion?: number },
): Promise<Entry> {
  return transact(context, async () => {
    const [table, entry] = await Promise.all([readTagTable(context), loadEntry(context, id)]);
    refuseVersion(entry.head.version, ifVersion);
    const tags = await readTags(context, entry.head.tagIds);
    // Counters of tags that are gone are gone, too: they must not be counted down.
    const head = { ...entry.head, tagIds: tags.map(({ id }) => id) };
    const remove = await planRemoval(context, { head, versionstamp: entry.versionstamp });
    const shown = await shownAfter(context, { after: head, tags });
    return {
      result: toEntry(await withItsDay(context, head), { content: entry.content, tags: shown }),
      write: (operation) => remove(head.tagIds.length > 0 ? operation.check(table) : operation),
    };
  });
}

/**
 * Removes all of an entry in one commit, but for its history, which can be large: that is due from
 * now on. The change feed keeps a tombstone. The tags of an entry that is not trashed must be those that exist.
 */
export async function planRemoval(
  context: Context,
  { head, versionstamp }: { head: StoredEntry; versionstamp: string },
): Promise<Write> {
  const { store, keys, now } = context;
  const { id, chunks, revisionCount, onceKey } = head;
  const once = onceKey && await store.read.get<StoredCreation>(onceKey);
  const uses = store.read.list({ prefix: keys.usedBlobs(id) }, { limit: 1 });
  const hasUsed = (await Array.fromAsync(uses)).length > 0;
  const leave = await leaveChange(context, { head, versionstamp });
  const at = now();
  const removeDrafts = await removeDraftsOf(context, id);
  return (operation) => {
    const stamp = store.write.commitVersionstamp();
    operation
      .check({ key: keys.entry(id), versionstamp })
      .delete(keys.entry(id))
      .set(keys.change(stamp), id)
      .set(keys.head(), new Uint8Array())
      .set(
        keys.removal("tombstone", { at: at + LIMITS.tombstoneDays * DAY_MS, id: stamp }),
        new Uint8Array(),
      );
    leave(operation);
    for (let n = 0; n < chunks; n++) operation.delete(keys.body(id, n));
    // What it uses, or once used, goes the same way.
    if (revisionCount || hasUsed) {
      operation.set(keys.removal("history", { at, id }), new Uint8Array());
    }
    // The same key may have made another entry since.
    if (once?.value?.entryId === id) operation.check(once).delete(once.key);
    moveRows(operation, { keys, before: head });
    return removeDrafts(operation);
  };
}
