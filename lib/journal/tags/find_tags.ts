import type { Context } from "../store/context.ts";
import { isId } from "../../ids.ts";
import { readMany } from "../store/read_many.ts";
import type { StoredEntry, StoredTag, TagTable } from "../store/stored.ts";
import { foldName } from "../text.ts";
import { existingFor, shownAfter } from "./open_tags.ts";
import { nameKeys } from "./tag_name.ts";

/**
 * The tag table. A commit that relies on tags must read it before it reads any tag and check it:
 * whatever changes after this read then fails the check.
 */
export function readTagTable({ store, keys }: Context): Promise<Deno.KvEntryMaybe<TagTable>> {
  return store.read.get<TagTable>(keys.tagTable());
}

/** The tags of these ids in their order, whoever may see them, without those that are deleted. */
export async function readTags(context: Context, ids: readonly string[]): Promise<StoredTag[]> {
  const { store, keys } = context;
  const tags = await readMany<StoredTag>(store.read, ids.map(keys.tag));
  return tags.flatMap(({ value }) => value ?? []);
}

/** The tags that the viewer is shown with an entry which they may see. */
export async function readTagsOf(context: Context, head: StoredEntry): Promise<StoredTag[]> {
  return await shownAfter(context, { after: head, tags: await readTags(context, head.tagIds) });
}

/** What names a tag: an id goes before a name. */
export interface TagReference {
  id?: string;
  name?: string;
}

/** The tags that some references can mean. */
export interface KnownTags {
  /** The tag of a reference, if it exists for the viewer. */
  find(reference: TagReference): StoredTag | undefined;
  /** The tag of a reference, if it is hidden from the viewer. */
  findHidden(reference: TagReference): StoredTag | undefined;
  /** Makes one known that was made or changed since. */
  add(tag: StoredTag, options?: { isHidden?: boolean }): void;
}

/** What a person has written for a tag: what matches the id of a tag is an id, else it is a name. */
export function toReference(text: string): Required<Pick<TagReference, "name">> & TagReference {
  return isId(text) ? { id: text, name: text } : { name: text };
}

/** Looks up all tags that the references can mean. */
export async function lookUpTags(
  context: Context,
  references: readonly TagReference[],
): Promise<KnownTags> {
  const { store, keys } = context;
  const ids = references.flatMap(({ id }) => id !== undefined && isId(id) ? id : []);
  const names = new Map(references.map(({ name = "" }) => [foldName(name), name]));
  const named = await readMany<string>(
    store.read,
    [...names.values()].flatMap((name) => name === "" ? [] : nameKeys(keys, name)),
  );
  const found = [...ids, ...named.flatMap(({ value }) => value ?? [])];
  const tags = await readTags(context, [...new Set(found)]);
  const existing = await existingFor(context, tags);
  const [shown, hidden] = [tagBook(), tagBook()];
  for (const tag of tags) (existing.includes(tag) ? shown : hidden).put(tag);
  return {
    find: shown.find,
    findHidden: hidden.find,
    add(tag, { isHidden = false } = {}) {
      for (const book of [shown, hidden]) book.drop(tag.id);
      (isHidden ? hidden : shown).put(tag);
    },
  };
}

/** Tags by id and by name in any case. */
function tagBook() {
  const tags = new Map<string, StoredTag>();
  const idOfName = new Map<string, string>();
  return {
    find: ({ id = "", name }: TagReference) =>
      tags.get(id) ??
        (name === undefined ? undefined : tags.get(idOfName.get(foldName(name)) ?? "")),
    put(tag: StoredTag) {
      tags.set(tag.id, tag);
      idOfName.set(foldName(tag.name), tag.id);
    },
    drop(id: string) {
      const { name = "" } = tags.get(id) ?? {};
      if (idOfName.get(foldName(name)) === id) idOfName.delete(foldName(name));
      tags.delete(id);
    },
  };
}
