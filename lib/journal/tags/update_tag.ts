import type { Context } from "../store/context.ts";
import { countTag } from "./count_tags.ts";
import { InvalidError } from "../errors.ts";
import { lookUpTags, readTagTable } from "./find_tags.ts";
import { renameHidden } from "./make_tag.ts";
import type { Tag, TagPatch } from "../model.ts";
import { isOpen } from "./open_tags.ts";
import { parseTagDescription, parseTagName } from "../parse.ts";
import { toTag } from "../store/present.ts";
import { loadTag } from "./read_tags.ts";
import { refuseTaken } from "./refuse_taken.ts";
import { compact, type StoredTag } from "../store/stored.ts";
import { storedName } from "./tag_name.ts";
import { transact } from "../store/transact.ts";
import { type TagWrite, writeTags } from "./write_tags.ts";

/**
 * Renames or describes a tag; throws ConflictError if another one has the name. One that is hidden
 * from the viewer makes way instead.
 */
export async function updateTag(
  context: Context,
  { id, patch }: { id: string; patch: TagPatch },
): Promise<Tag> {
  const change = parsePatch(patch);
  return await transact(context, async () => {
    const table = await readTagTable(context);
    const tag = await loadTag(context, id);
    // Who sees both descriptions replaces both.
    const replaced = context.includePrivate && "description" in change
      ? { privateDescription: null }
      : {};
    const updatedAt = context.now();
    const after = compact<StoredTag>({ ...tag, ...change, ...replaced, updatedAt });
    const known = await lookUpTags(context, [after]);
    refuseTaken(known, { name: after.name, exceptId: id });
    const writes: TagWrite[] = [{ before: tag, after, isSeen: await isOpen(context, tag) }];
    const hidden = known.findHidden({ name: after.name });
    if (hidden) writes.push(await renameHidden(context, hidden, { known }));
    return {
      result: toTag(context, after, await countTag(context, id)),
      write: writeTags(context, { table, writes }),
    };
  });
}

function parsePatch({ name, description }: TagPatch) {
  if (name === undefined && description === undefined) {
    throw new InvalidError("No change was given", "Give a name or a description");
  }
  return {
    ...name !== undefined && storedName(parseTagName(name)),
    ...description !== undefined && {
      description: description === null ? undefined : parseTagDescription(description),
    },
  };
}
