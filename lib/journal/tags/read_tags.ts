import type { Context } from "../store/context.ts";
import { countAllTags, countTag } from "./count_tags.ts";
import { NotFoundError } from "../errors.ts";
import { isId } from "../../ids.ts";
import type { Tag } from "../model.ts";
import { existingFor, isMade } from "./open_tags.ts";
import { byName } from "./page_of_tags.ts";
import { toTag } from "../store/present.ts";
import type { StoredTag } from "../store/stored.ts";

/** Reads a tag; throws NotFoundError for an unknown id. */
export async function getTag(context: Context, id: string): Promise<Tag> {
  const tag = await loadTag(context, id);
  return toTag(context, tag, await countTag(context, id));
}

/** All tags that exist for the viewer, by name. */
export async function listTags(context: Context): Promise<Tag[]> {
  const { store, keys, includePrivate } = context;
  const tags = store.read.list<StoredTag>({ prefix: keys.tags() }, { batchSize: 1_000 });
  const [rows, counts] = await Promise.all([Array.fromAsync(tags), countAllTags(context)]);
  return rows
    .filter(({ value: tag }) => includePrivate || isMade(tag) || (counts.get(tag.id) ?? 0) > 0)
    .map(({ value: tag }) => toTag(context, tag, counts.get(tag.id) ?? 0))
    .sort(byName);
}

/** Reads a tag as it is stored; throws NotFoundError for an id that leads nowhere for the viewer. */
export async function loadTag(context: Context, id: string): Promise<StoredTag> {
  const { store, keys } = context;
  const { value } = isId(id) ? await store.read.get<StoredTag>(keys.tag(id)) : { value: null };
  const [tag] = value === null ? [] : await existingFor(context, [value]);
  if (tag === undefined) throw new NotFoundError("tag", id);
  return tag;
}
