import { ulid } from "ulid";
import type { Context } from "../store/context.ts";
import { LimitError, MissingTagsError } from "../errors.ts";
import { isId } from "../../ids.ts";
import { findTags } from "./find_tags.ts";
import { LIMITS } from "../limits.ts";
import type { TagDraft } from "../model.ts";
import { checkTagCount, parseTagName } from "../parse.ts";
import { compact, type StoredTag, type TagTable } from "../store/stored.ts";
import type { Write } from "../store/transact.ts";

/** The tags that references lead to. */
export interface ResolvedTags {
  tags: StoredTag[];
  /** Those among them that are still to be written. */
  created: StoredTag[];
  /** Those among them that did not exist for the viewer until now. */
  newTags: StoredTag[];
}

/**
 * Finds the tags of parsed references, or makes those that are missing. Throws MissingTagsError for
 * unknown ones that may not be made. What exists is what exists for the viewer: `findTags` says so.
 */
export async function resolveTags(
  context: Context,
  references: readonly string[],
  { createMissing = false } = {},
): Promise<ResolvedTags> {
  const found = await findTags(context, references);
  const missing = references.filter((_, n) => found[n] === undefined);
  // An id that leads nowhere is a mistake, or somebody else's: nobody wants a tag of that name.
  const unknownIds = missing.filter(isId);
  if (unknownIds.length > 0) throw new MissingTagsError(unknownIds);
  if (missing.length > 0 && !createMissing) throw new MissingTagsError(missing);
  const made = new Map(
    missing.map((reference) => [reference, newTag(context, { name: parseTagName(reference) })]),
  );
  const all = references.map((reference, n) => found[n] ?? made.get(reference)!);
  const tags = [...new Map(all.map((tag) => [tag.id, tag])).values()];
  checkTagCount(tags.length);
  const newTags = [...made.values()];
  return { tags, created: newTags, newTags };
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
