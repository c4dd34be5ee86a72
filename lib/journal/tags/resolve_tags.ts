import { ulid } from "ulid";
import type { Context } from "../store/context.ts";
import { LimitError, NotFoundError } from "../errors.ts";
import { findTags } from "./find_tags.ts";
import { LIMITS } from "../limits.ts";
import type { TagDraft } from "../model.ts";
import { checkTagCount, parseTagName } from "../parse.ts";
import { compact, type StoredTag, type TagTable } from "../store/stored.ts";
import type { Write } from "../store/transact.ts";

/** The tags that references lead to, and those among them that are still to be written. */
export interface ResolvedTags {
  tags: StoredTag[];
  created: StoredTag[];
}

/**
 * Finds the tags of parsed references, or makes those that are missing. Throws NotFoundError for an
 * unknown one that may not be made.
 */
export async function resolveTags(
  context: Context,
  references: readonly string[],
  { createMissing = false } = {},
): Promise<ResolvedTags> {
  const found = await findTags(context, references);
  const created: StoredTag[] = [];
  const tags = new Map<string, StoredTag>();
  for (const [n, reference] of references.entries()) {
    if (found[n] === undefined && !createMissing) throw new NotFoundError("tag", reference);
    const tag = found[n] ?? newTag(context, { name: parseTagName(reference) });
    if (found[n] === undefined) created.push(tag);
    tags.set(tag.id, tag);
  }
  checkTagCount(tags.size);
  return { tags: [...tags.values()], created };
}

/** A tag that is not written yet, of parsed values. */
export function newTag(context: Context, { name, description }: TagDraft): StoredTag {
  const now = context.now();
  return compact<StoredTag>({ id: ulid(now), name, description, createdAt: now, updatedAt: now });
}

/** Adds new tags, and the check that nothing about tags has changed since `table` was read. */
export function writeNewTags(
  { keys }: Context,
  { table, created }: { table: Deno.KvEntryMaybe<TagTable>; created: readonly StoredTag[] },
): Write {
  if (created.length === 0) return (operation) => operation.check(table);
  const count = countAfter(table, created.length);
  return (operation) => {
    operation.check(table).set(keys.tagTable(), { count });
    for (const tag of created) {
      operation.set(keys.tag(tag.id), tag).set(keys.tagName(tag.name), tag.id);
    }
    return operation;
  };
}

/** The number of tags once `added` more exist; throws LimitError if that is too many. */
export function countAfter(table: Deno.KvEntryMaybe<TagTable>, added: number): number {
  const actual = (table.value?.count ?? 0) + added;
  const limit = LIMITS.tagsPerUser;
  if (actual > limit) throw new LimitError("Journal", { actual, limit, unit: "tags" });
  return actual;
}
