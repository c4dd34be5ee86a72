import type { Context } from "../store/context.ts";
import { lookUpTags, readTagTable } from "./find_tags.ts";
import { makeTag } from "./make_tag.ts";
import type { Tag, TagDraft } from "../model.ts";
import { parseTagDescription, parseTagName } from "../parse.ts";
import { toTag } from "../store/present.ts";
import { refuseTaken } from "./refuse_taken.ts";
import { refuseFull } from "./room.ts";
import { transact } from "../store/transact.ts";
import { writeTags } from "./write_tags.ts";

/**
 * Writes a new tag; throws ConflictError if its name is taken. One that is hidden from the viewer
 * becomes the new tag, and the answer is that of a new one.
 */
export async function createTag(context: Context, draft: TagDraft): Promise<Tag> {
  const name = parseTagName(draft.name);
  const description = draft.description === undefined
    ? undefined
    : parseTagDescription(draft.description);
  return await transact(context, async () => {
    const table = await readTagTable(context);
    const known = await lookUpTags(context, [{ name }]);
    refuseTaken(known, { name });
    await refuseFull(context, { table, added: 1 });
    const now = context.now();
    const wanted = { name, description, createdAt: now, updatedAt: now };
    const isOpen = !context.includePrivate;
    const { tag, writes } = await makeTag(context, wanted, { isOpen, known });
    return { result: toTag(context, tag, 0), write: writeTags(context, { table, writes }) };
  });
}
