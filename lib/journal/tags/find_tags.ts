import type { Context } from "../store/context.ts";
import { isId } from "../../ids.ts";
import { readMany } from "../store/read_many.ts";
import type { StoredEntry, StoredTag, TagTable } from "../store/stored.ts";

/**
 * The tag table. A commit that relies on tags must read it before it reads any tag and check it:
 * whatever changes after this read then fails the check.
 */
export function readTagTable({ store, keys }: Context): Promise<Deno.KvEntryMaybe<TagTable>> {
  return store.read.get<TagTable>(keys.tagTable());
}

/** The tags of these ids in their order, without those that do not exist. */
export async function readTags(context: Context, ids: readonly string[]): Promise<StoredTag[]> {
  const { store, keys } = context;
  const tags = await readMany<StoredTag>(store.read, ids.map(keys.tag));
  return tags.flatMap(({ value }) => value ?? []);
}

/** The name of each tag of these entries that still exists, by id. */
export async function readTagNames(
  context: Context,
  heads: readonly StoredEntry[],
): Promise<Map<string, string>> {
  const tags = await readTags(context, [...new Set(heads.flatMap(({ tagIds }) => tagIds))]);
  return new Map(tags.map(({ id, name }) => [id, name]));
}

/** The tag of each reference: what matches the id of a tag is an id, anything else is a name. */
export async function findTags(
  context: Context,
  references: readonly string[],
): Promise<(StoredTag | undefined)[]> {
  const { store, keys } = context;
  const named = await readMany<string>(store.read, references.map(keys.tagName));
  const ids = [...references.filter(isId), ...named.flatMap(({ value }) => value ?? [])];
  const tags = new Map((await readTags(context, ids)).map((tag) => [tag.id, tag]));
  return references.map((reference, n) => tags.get(reference) ?? tags.get(named[n].value ?? ""));
}
