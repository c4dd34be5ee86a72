import type { Context } from "../store/context.ts";
import { countTag } from "./count_tags.ts";
import { readTagTable } from "./find_tags.ts";
import type { Tag } from "../model.ts";
import { toTag } from "../store/present.ts";
import { loadTag } from "./read_tags.ts";
import { isOpen } from "./open_tags.ts";
import { nameKey } from "./tag_name.ts";
import { transact } from "../store/transact.ts";

/**
 * Deletes a tag and returns it as it was. Entries lose it at once: they keep the id, which leads
 * nowhere any more, until they change. Its index rows are left to the sweep.
 */
export function deleteTag(context: Context, id: string): Promise<Tag> {
  const { keys } = context;
  return transact(context, async () => {
    const table = await readTagTable(context);
    const tag = await loadTag(context, id);
    const isSeen = await isOpen(context, tag);
    return {
      result: toTag(context, tag, await countTag(context, id)),
      write: (operation) =>
        (isSeen ? operation.set(keys.openTags(), new Uint8Array()) : operation)
          .check(table)
          .set(keys.tagTable(), { count: (table.value?.count ?? 1) - 1 })
          .delete(keys.tag(id))
          .delete(nameKey(keys, tag))
          .delete(keys.tagCount(id, "open"))
          .delete(keys.tagCount(id, "private"))
          .set(keys.goneTag(id), new Uint8Array())
          .set(keys.tagSweep(id), new Uint8Array()),
    };
  });
}
