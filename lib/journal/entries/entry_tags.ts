import type { Context } from "../store/context.ts";
import { type EditedEntry, editEntry, refuseTrashed } from "./edit_entry.ts";
import type { Entry } from "../model.ts";
import { checkTagCount, parseTagReferences } from "../parse.ts";
import { resolveTags } from "../tags/resolve_tags.ts";
import type { StoredTag } from "../store/stored.ts";

/** An entry and a tag, by id or name. */
export interface EntryTag {
  id: string;
  tag: string;
}

/** Puts a tag on an entry; one that has it stays as it is. */
export function addTagToEntry(context: Context, { id, tag }: EntryTag): Promise<Entry> {
  return editEntry(context, id, {
    async edit(entry) {
      const wanted = await resolveOne(context, { entry, tag });
      if (entry.tags.some((tag) => tag.id === wanted.id)) return undefined;
      checkTagCount(entry.tags.length + 1);
      return { tags: [...entry.tags, wanted] };
    },
  });
}

/** Takes a tag off an entry; one that does not have it stays as it is. */
export function removeTagFromEntry(context: Context, { id, tag }: EntryTag): Promise<Entry> {
  return editEntry(context, id, {
    async edit(entry) {
      const unwanted = await resolveOne(context, { entry, tag });
      const tags = entry.tags.filter((tag) => tag.id !== unwanted.id);
      return tags.length === entry.tags.length ? undefined : { tags };
    },
  });
}

async function resolveOne(
  context: Context,
  { entry, tag }: { entry: EditedEntry; tag: string },
): Promise<StoredTag> {
  refuseTrashed(entry);
  const { table } = entry;
  const { tags: [found] } = await resolveTags(context, parseTagReferences([tag]), { table });
  return found;
}
