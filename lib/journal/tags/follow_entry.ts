import type { Context } from "../store/context.ts";
import type { StoredEntry, StoredTag } from "../store/stored.ts";
import { isMade, opensTags, readOpenCounts } from "./open_tags.ts";
import type { TagWrite } from "./write_tags.ts";

/** A change of an entry, as far as its tags go. */
export interface TaggedChange {
  before?: { head: StoredEntry; tags: readonly StoredTag[] };
  after: StoredEntry;
  /** Those that the entry has from now on. */
  tags: readonly StoredTag[];
  /** What is written of tags anyway. */
  writes?: readonly TagWrite[];
}

/**
 * What a change of an entry writes of tags. A hidden tag that an open entry takes is open from then
 * on. When an entry turns private, so do its tags, also those that somebody has made who does not
 * see them then, unless another open entry has them.
 */
export async function followEntry(
  context: Context,
  { before, after, tags, writes = [] }: TaggedChange,
): Promise<TagWrite[]> {
  const all = new Map(writes.map((write) => [write.after.id, write]));
  const rewrite = (tag: StoredTag, open: StoredTag["open"]) => {
    const stored = all.has(tag.id) ? all.get(tag.id)!.before : tag;
    all.set(tag.id, { before: stored, after: { ...tag, open }, isSeen: true });
  };
  if (opensTags(after)) {
    const kept = before && opensTags(before.head) ? before.head.tagIds : [];
    const taken = tags.filter((tag) =>
      !isMade(tag) && !kept.includes(tag.id) && !all.get(tag.id)?.isSeen
    );
    const counts = await readOpenCounts(context, taken);
    for (const tag of taken) {
      // Also where it was open before: whoever follows the tags must see that it is there again.
      if (counts.get(tag.id) === 0) rewrite(tag, tag.open ?? { since: context.now() });
    }
  }
  if (before && !before.head.isPrivate && after.isPrivate) {
    for (const tag of before.tags.filter(isMade)) rewrite(tag, { since: tag.open!.since });
  }
  return [...all.values()];
}
