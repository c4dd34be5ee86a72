import { readGoneTags } from "../../tags/gone_tags.ts";
import { type KnownTags, lookUpTags } from "../../tags/find_tags.ts";
import { makeTag, timeOfTagId, type WantedTag } from "../../tags/make_tag.ts";
import { refuseFull } from "../../tags/room.ts";
import type { TagWrite } from "../../tags/write_tags.ts";
import { checkTagCount, parseTagName } from "../../parse.ts";
import type { StoredTag, TagTable } from "../../store/stored.ts";
import type { TagName } from "./import_model.ts";
import { type ImportRun, parseImportedId } from "./import_run.ts";

/** Looks all of these tags up; a dry run knows those that it would have made by now. */
export async function readKnownTags(
  { context, plannedTags }: ImportRun,
  named: readonly TagName[],
): Promise<KnownTags> {
  const known = await lookUpTags(context, named);
  for (const { tag, isHidden } of plannedTags) known.add(tag, { isHidden });
  return known;
}

/** Finds the tags of an entry, or makes those that are missing; throws what a bad name throws. */
export async function resolveImportedTags(
  run: ImportRun,
  named: readonly TagName[],
  { table, isPrivate }: { table: Deno.KvEntryMaybe<TagTable>; isPrivate: boolean },
): Promise<{ tags: StoredTag[]; writes: TagWrite[] }> {
  const parsed = named.map(({ id, name }) => ({ id, name: parseTagName(name) }));
  const known = await readKnownTags(run, parsed);
  const unknown = parsed.filter((each) => known.find(each) === undefined);
  const gone = await readGoneTags(run.context, unknown.flatMap(({ id }) => id ?? []));
  const tags = new Map<string, StoredTag>();
  const writes: TagWrite[] = [];
  let added = 0;
  for (const each of parsed) {
    let tag = known.find(each);
    if (tag === undefined) {
      const wanted = wantedTag(run, each, gone);
      const made = await makeTag(run.context, wanted, { isOpen: !isPrivate, known });
      tag = made.tag;
      writes.push(...made.writes);
      added++;
    }
    tags.set(tag.id, tag);
  }
  checkTagCount(tags.size);
  if (added > 0) await checkRoom(run, { table, added });
  return { tags: [...tags.values()], writes };
}

/** Throws LimitError unless the journal may have so many tags more. */
export async function checkRoom(
  { context, plannedCount }: ImportRun,
  { table, added }: { table: Deno.KvEntryMaybe<TagTable>; added: number },
): Promise<void> {
  await refuseFull(context, { table, added: plannedCount + added });
}

/** Keeps the imported id if it is free; it may tell when the tag was made. */
function wantedTag(
  { context }: ImportRun,
  { id, name }: TagName,
  gone: ReadonlySet<string>,
): WantedTag {
  const free = id !== undefined && !gone.has(id) ? id : undefined;
  const madeAt = free && timeOfTagId(parseImportedId(context, free));
  const at = madeAt || context.now();
  return { id: free, name, createdAt: at, updatedAt: at };
}
