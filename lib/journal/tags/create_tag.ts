import type { Context } from "../store/context.ts";
import { ConflictError } from "../errors.ts";
import { readTagTable } from "./find_tags.ts";
import type { Tag, TagDraft } from "../model.ts";
import { parseTagDescription, parseTagName } from "../parse.ts";
import { toTag } from "../store/present.ts";
import { newTag, writeNewTags } from "./resolve_tags.ts";
import { quote } from "../text.ts";
import { transact } from "../store/transact.ts";

/** Writes a new tag; throws ConflictError if its name is taken. */
export async function createTag(context: Context, draft: TagDraft): Promise<Tag> {
  const name = parseTagName(draft.name);
  const description = draft.description === undefined
    ? undefined
    : parseTagDescription(draft.description);
  return await transact(context, async () => {
    const table = await readTagTable(context);
    await refuseTaken(context, { name });
    const tag = newTag(context, { name, description });
    return {
      result: toTag(tag, 0),
      write: writeNewTags(context, { table, created: [tag] }),
    };
  });
}

/** Throws ConflictError if another tag than `exceptId` has this name, in any case. */
export async function refuseTaken(
  { store, keys }: Context,
  { name, exceptId }: { name: string; exceptId?: string },
): Promise<void> {
  const { value: id } = await store.read.get<string>(keys.tagName(name));
  if (id === null || id === exceptId) return;
  throw new ConflictError(
    `A tag named ${quote(name)} exists already, with the id ${id}`,
    "Use that tag or choose another name",
  );
}
