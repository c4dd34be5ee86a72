import type { Context } from "../store/context.ts";
import { MissingTagsError } from "../errors.ts";
import { isId } from "../../ids.ts";
import { lookUpTags, toReference } from "./find_tags.ts";
import { makeTag } from "./make_tag.ts";
import type { TagRef } from "../model.ts";
import { checkTagCount, parseTagName } from "../parse.ts";
import type { StoredTag, TagTable } from "../store/stored.ts";
import { refuseFull } from "./room.ts";
import type { TagWrite } from "./write_tags.ts";

/** The tags that references lead to. */
export interface ResolvedTags {
  tags: StoredTag[];
  /** What is to be written for those among them that are new. */
  writes: TagWrite[];
  /** Those that did not exist for the viewer until now, as they were named. */
  newTags: TagRef[];
}

/** What becomes of references that lead nowhere. */
export interface ResolveOptions {
  table: Deno.KvEntryMaybe<TagTable>;
  /** Without it they are an error. */
  createMissing?: boolean;
  /** Whether the entry that gets the tags is private: what is made for it is hidden. */
  isPrivate?: boolean;
}

/**
 * Finds the tags of parsed references, or makes those that are missing. Throws MissingTagsError for
 * unknown ones that may not be made, and LimitError if there are too many tags. What exists is what
 * exists for the viewer.
 */
export async function resolveTags(
  context: Context,
  references: readonly string[],
  { table, createMissing = false, isPrivate = false }: ResolveOptions,
): Promise<ResolvedTags> {
  const known = await lookUpTags(context, references.map(toReference));
  const missing = references.filter((text) => known.find(toReference(text)) === undefined);
  // An id that leads nowhere is a mistake, or somebody else's: nobody wants a tag of that name.
  const unknownIds = missing.filter(isId);
  if (unknownIds.length > 0) throw new MissingTagsError(unknownIds);
  if (missing.length > 0 && !createMissing) throw new MissingTagsError(missing);
  const writes: TagWrite[] = [];
  const made = new Map<string, StoredTag>();
  const now = context.now();
  for (const reference of missing) {
    const wanted = { name: parseTagName(reference), createdAt: now, updatedAt: now };
    const { tag, ...rest } = await makeTag(context, wanted, { isOpen: !isPrivate, known });
    writes.push(...rest.writes);
    made.set(reference, tag);
  }
  const all = references.map((text) => made.get(text) ?? known.find(toReference(text))!);
  const tags = [...new Map(all.map((tag) => [tag.id, tag])).values()];
  checkTagCount(tags.length);
  if (missing.length > 0) await refuseFull(context, { table, added: missing.length });
  const newTags = [...made].map(([reference, { id }]) => ({ id, name: parseTagName(reference) }));
  return { tags, writes, newTags };
}
