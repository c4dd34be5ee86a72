import type { Context } from "../store/context.ts";
import type { JournalStats } from "./model.ts";
import type { StoredTag } from "../store/stored.ts";

const MAX_TAGS = 50;

/** The names of the tags of the most entries, without tags that are deleted by now. */
export async function topTags(
  { store, keys }: Context,
  counts: ReadonlyMap<string, number>,
): Promise<JournalStats["tags"]> {
  if (counts.size === 0) return [];
  const rows = store.read.list<StoredTag>({ prefix: keys.tags() }, { batchSize: 1_000 });
  const tags: JournalStats["tags"] = [];
  for await (const { value: { id, name } } of rows) {
    const count = counts.get(id);
    if (count !== undefined) tags.push({ name, count });
  }
  const { compare } = new Intl.Collator("en");
  return tags.sort((a, b) => b.count - a.count || compare(a.name, b.name)).slice(0, MAX_TAGS);
}
