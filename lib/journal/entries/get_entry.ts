import type { Context } from "../store/context.ts";
import { readTagsOf } from "../tags/find_tags.ts";
import { loadEntry } from "../store/load_entry.ts";
import type { Entry, TagRef } from "../model.ts";
import { toEntry } from "../store/present.ts";
import type { Settings } from "../store/settings.ts";
import { withDays } from "../store/shown_day.ts";
import type { StoredEntry, TagTable } from "../store/stored.ts";
import { readTagNames } from "../tags/tag_names.ts";

/** Reads an entry: one read for a short one whose tags are known. */
export async function getEntry(context: Context, id: string): Promise<Entry> {
  const { store, keys } = context;
  // Not every entry needs these, but in the same read they cost nothing.
  const [{ head, content }, [tagTable, settings]] = await Promise.all([
    loadEntry(context, id),
    store.read.getMany<[TagTable, Settings]>([keys.tagTable(), keys.settings()]),
  ]);
  const [shown] = await withDays(context, [head], { settings: settings.value });
  return toEntry(shown, { content, tags: await tagsOf(context, head, tagTable) });
}

async function tagsOf(
  context: Context,
  head: StoredEntry,
  tagTable: Deno.KvEntryMaybe<TagTable>,
): Promise<readonly TagRef[]> {
  if (head.trashedAt !== undefined) return await readTagsOf(context, head);
  const names = await readTagNames(context, [head], { tagTable });
  return head.tagIds.flatMap((id) => {
    const name = names.get(id);
    return name === undefined ? [] : { id, name };
  });
}
