import { type Context, visibilityOf } from "../store/context.ts";
import { readMany } from "../store/read_many.ts";
import type { StoredEntry, StoredTag } from "../store/stored.ts";

/*
 * A tag is open if a viewer without private entries has made it, or while an open entry that is not
 * trashed has it. Any other tag is hidden: it does not exist for those viewers. Both depend on
 * nothing that they do not see, so that no private entry can be told by a tag.
 */

/** Those of the tags that exist for the viewer, in their order. */
export async function existingFor(
  context: Context,
  tags: readonly StoredTag[],
): Promise<StoredTag[]> {
  if (context.includePrivate) return [...tags];
  const counts = await readOpenCounts(context, tags.filter((tag) => !isMade(tag)));
  return tags.filter((tag) => isMade(tag) || counts.get(tag.id)! > 0);
}

/** Those of its tags that the viewer is shown with an entry, once it is as `after` says. */
export async function shownAfter(
  context: Context,
  { before, after, tags }: { before?: StoredEntry; after: StoredEntry; tags: readonly StoredTag[] },
): Promise<StoredTag[]> {
  // Outside the trash an entry keeps its tags open to whoever may see it.
  if (context.includePrivate || after.trashedAt === undefined) return [...tags];
  const leaves = before !== undefined && opensTags(before);
  const counts = await readOpenCounts(context, tags.filter((tag) => !isMade(tag)));
  return tags.filter((tag) => isMade(tag) || counts.get(tag.id)! - Number(leaves) > 0);
}

/** Whether the tag is open, whoever asks. */
export async function isOpen(context: Context, tag: StoredTag): Promise<boolean> {
  return (await existingFor({ ...context, includePrivate: false }, [tag])).length > 0;
}

/** Whether a viewer without private entries has made the tag. */
export function isMade({ open }: StoredTag): boolean {
  return open?.isMade === true;
}

/** Whether an entry keeps its tags open. */
export function opensTags(head: StoredEntry): boolean {
  return visibilityOf(head) === "open" && head.trashedAt === undefined;
}

/** How many entries that are open and not trashed have each of the tags. */
export async function readOpenCounts(
  { store, keys }: Context,
  tags: readonly StoredTag[],
): Promise<Map<string, number>> {
  const counters = tags.map(({ id }) => keys.tagCount(id, "open"));
  const counts = await readMany<Deno.KvU64>(store.read, counters);
  return new Map(tags.map(({ id }, n) => [id, Number(counts[n].value?.value ?? 0n)]));
}
