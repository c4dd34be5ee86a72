import type { Context } from "../store/context.ts";
import { countTag } from "./count_tags.ts";
import { refuseTaken } from "./create_tag.ts";
import { InvalidError } from "../errors.ts";
import { readTagTable } from "./find_tags.ts";
import type { Tag, TagPatch } from "../model.ts";
import { parseTagDescription, parseTagName } from "../parse.ts";
import { toTag } from "../store/present.ts";
import { loadTag } from "./read_tags.ts";
import { compact, type StoredTag } from "../store/stored.ts";
import { transact } from "../store/transact.ts";

/** Renames or describes a tag; throws ConflictError if another one has the name. */
export async function updateTag(
  context: Context,
  { id, patch }: { id: string; patch: TagPatch },
): Promise<Tag> {
  const change = parsePatch(patch);
  const { keys } = context;
  return await transact(context, async () => {
    const table = await readTagTable(context);
    const tag = await loadTag(context, id);
    const after = compact<StoredTag>({ ...tag, ...change, updatedAt: context.now() });
    await refuseTaken(context, { name: after.name, exceptId: id });
    return {
      result: toTag(after, await countTag(context, id)),
      write: (operation) =>
        operation
          .check(table)
          .set(keys.tagTable(), table.value)
          .delete(keys.tagName(tag.name))
          .set(keys.tagName(after.name), id)
          .set(keys.tag(id), after),
    };
  });
}

function parsePatch({ name, description }: TagPatch) {
  if (name === undefined && description === undefined) {
    throw new InvalidError("No change was given", "Give a name or a description");
  }
  return {
    ...name !== undefined && { name: parseTagName(name) },
    ...description !== undefined && {
      description: description === null ? undefined : parseTagDescription(description),
    },
  };
}
