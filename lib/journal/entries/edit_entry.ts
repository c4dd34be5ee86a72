import type { Context } from "../store/context.ts";
import type { NewBody } from "../store/body.ts";
import type { StoredPatch } from "./parse_patch.ts";
import { TrashedError } from "../errors.ts";
import { readTags, readTagTable } from "../tags/find_tags.ts";
import { followEntry } from "../tags/follow_entry.ts";
import { shownAfter } from "../tags/open_tags.ts";
import type { TagWrite } from "../tags/write_tags.ts";
import { keepRevision } from "./keep_revision.ts";
import { type LoadedEntry, loadEntry } from "../store/load_entry.ts";
import type { TagRef, WrittenEntry } from "../model.ts";
import { toEntry, toWritten } from "../store/present.ts";
import { withItsDay } from "../store/shown_day.ts";
import { saveEntry } from "./save_entry.ts";
import { compact, type StoredEntry, type StoredTag, type TagTable } from "../store/stored.ts";
import { transact, type Write } from "../store/transact.ts";

/** An entry about to change, with the tags it has that still exist. */
export interface EditedEntry extends LoadedEntry {
  tags: StoredTag[];
  /** Read before any tag was. */
  table: Deno.KvEntryMaybe<TagTable>;
}

/** What an edit changes; what is absent stays. */
export interface Edit {
  fields?: StoredPatch;
  body?: NewBody;
  tags?: StoredTag[];
  tagWrites?: TagWrite[];
  /** Those of `tags` that did not exist for the viewer. */
  newTags?: TagRef[];
  /** Makes blobs belong to the entry that it did not have. */
  useBlobs?: Write;
  /** Whether what the entry said before is kept as a revision. */
  isRewrite?: boolean;
}

/**
 * Changes an entry as `edit` says, or leaves it alone where it says nothing, and returns the entry.
 * `edit` is asked again whenever another writer came first.
 */
export function editEntry(
  context: Context,
  id: string,
  { edit }: { edit: (entry: EditedEntry) => Edit | undefined | Promise<Edit | undefined> },
): Promise<WrittenEntry> {
  return transact(context, async () => {
    const [table, loaded] = await Promise.all([readTagTable(context), loadEntry(context, id)]);
    const entry = { ...loaded, table, tags: await readTags(context, loaded.head.tagIds) };
    const change = await edit(entry);
    if (change === undefined) {
      const tags = await shownAfter(context, { after: entry.head, tags: entry.tags });
      return { result: toEntry(await withItsDay(context, entry.head), { ...entry, tags }) };
    }
    const { fields, tags = entry.tags, newTags = [] } = change;
    const body = change.body?.text === entry.content ? undefined : change.body;
    const head = { ...entry.head, tagIds: idsOf(entry.tags) };
    const kept = change.isRewrite
      ? await keepRevision(context, { ...entry, head, hasNewBody: body !== undefined })
      : undefined;
    const after = compact<StoredEntry>({
      ...head,
      ...fields,
      ...kept?.fields,
      tagIds: idsOf(tags),
      version: head.version + 1,
      updatedAt: context.now(),
    });
    const shown = await withItsDay(context, after);
    const before = { head, versionstamp: entry.versionstamp };
    const involvesTags = head.tagIds.length + tags.length > 0;
    const tagWrites = await followEntry(context, {
      before: { head, tags: entry.tags },
      ...{ after, tags, writes: change.tagWrites },
    });
    const shownTags = await shownAfter(context, { before: head, after, tags });
    const content = body?.text ?? entry.content;
    return {
      result: toWritten(toEntry(shown, { content, tags: shownTags }), newTags),
      write: await saveEntry(context, {
        before,
        after,
        body,
        table: involvesTags ? table : undefined,
        tagWrites,
        keep: kept?.write,
        useBlobs: change.useBlobs,
      }),
    };
  });
}

/** Throws TrashedError for an entry in the trash. */
export function refuseTrashed({ head }: EditedEntry): void {
  if (head.trashedAt !== undefined) throw new TrashedError(head.id);
}

function idsOf(tags: readonly StoredTag[]): string[] {
  return tags.map(({ id }) => id);
}
