import { decodeTime, ulid } from "ulid";
import { readTags } from "../../tags/find_tags.ts";
import { isId } from "../../../ids.ts";
import { LIMITS } from "../../limits.ts";
import { LimitError } from "../../errors.ts";
import { checkTagCount, parseTagName } from "../../parse.ts";
import { readMany } from "../../store/read_many.ts";
import { compact, type StoredTag, type TagTable } from "../../store/stored.ts";
import { fold } from "../../text.ts";
import type { TagName } from "./import_model.ts";
import { type ImportRun, parseImportedId } from "./import_run.ts";

/** The tags that a document can mean, of those that exist: by id, else by name in any case. */
export interface KnownTags {
  find(tag: TagName): StoredTag | undefined;
  /** Makes one known that was made or changed since. */
  add(tag: StoredTag): void;
  /** Whether an id was a deleted tag's: entries may still hold it, so it must not come back. */
  isGone(id: string): boolean;
}

/** Looks all of these tags up. */
export async function readKnownTags(
  { context, plannedTags }: ImportRun,
  named: readonly TagName[],
): Promise<KnownTags> {
  const { store, keys } = context;
  const ids = [...new Set(named.flatMap(({ id }) => id !== undefined && isId(id) ? id : []))];
  const names = [...new Set(named.map(({ name }) => fold(name)))];
  const [byName, gone] = await Promise.all([
    readMany<string>(store.read, names.map(keys.tagName)),
    readMany(store.read, ids.map(keys.goneTag)),
  ]);
  const namedIds = byName.flatMap(({ value }) => value ?? []);
  const tags = await readTags(context, [...new Set([...ids, ...namedIds])]);
  const known = new Map<string, StoredTag>();
  const idOfName = new Map<string, string>();
  const add = (tag: StoredTag) => {
    const before = known.get(tag.id);
    if (before && idOfName.get(fold(before.name)) === tag.id) idOfName.delete(fold(before.name));
    known.set(tag.id, tag);
    idOfName.set(fold(tag.name), tag.id);
  };
  for (const tag of [...tags, ...plannedTags]) add(tag);
  const goneIds = new Set(ids.filter((_, n) => gone[n].value !== null));
  return {
    find: ({ id = "", name }) => known.get(id) ?? known.get(idOfName.get(fold(name)) ?? ""),
    add,
    isGone: (id) => goneIds.has(id),
  };
}

/** Finds the tags of an entry, or makes those that are missing; throws what a bad name throws. */
export async function resolveImportedTags(
  run: ImportRun,
  named: readonly TagName[],
  { table }: { table: Deno.KvEntryMaybe<TagTable> },
): Promise<{ tags: StoredTag[]; created: StoredTag[] }> {
  const parsed = named.map(({ id, name }) => ({ id, name: parseTagName(name) }));
  const known = await readKnownTags(run, parsed);
  const tags = new Map<string, StoredTag>();
  const created: StoredTag[] = [];
  for (const tag of parsed) {
    const found = known.find(tag) ?? newTag(run, tag, known);
    if (known.find(tag) === undefined) {
      created.push(found);
      known.add(found);
    }
    tags.set(found.id, found);
  }
  checkTagCount(tags.size);
  if (created.length > 0) checkRoom(run, { table, added: created.length });
  return { tags: [...tags.values()], created };
}

/** Throws LimitError unless the journal may have so many tags more. */
export function checkRoom(
  { plannedCount }: ImportRun,
  { table, added }: { table: Deno.KvEntryMaybe<TagTable>; added: number },
): void {
  const actual = (table.value?.count ?? 0) + plannedCount + added;
  const limit = LIMITS.tagsPerUser;
  if (actual > limit) throw new LimitError("Journal", { actual, limit, unit: "tags" });
}

/** Keeps the imported id if it is free; the ULID then gives createdAt. */
function newTag(run: ImportRun, { id, name }: TagName, known: KnownTags): StoredTag {
  const { context } = run;
  const keeps = id !== undefined && !known.isGone(id);
  const at = keeps ? decodeTime(parseImportedId(context, id)) : context.now();
  return compact<StoredTag>({ id: keeps ? id : ulid(at), name, createdAt: at, updatedAt: at });
}
