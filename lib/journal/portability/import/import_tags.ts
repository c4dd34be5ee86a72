import { InvalidError, JournalError } from "../../errors.ts";
import { type KnownTags, readTagTable } from "../../tags/find_tags.ts";
import { readGoneTags } from "../../tags/gone_tags.ts";
import { makeTag, renameHidden, type WantedTag } from "../../tags/make_tag.ts";
import { isOpen } from "../../tags/open_tags.ts";
import { storedName } from "../../tags/tag_name.ts";
import { type TagWrite, writeTags } from "../../tags/write_tags.ts";
import { parseTagDescription, parseTagName } from "../../parse.ts";
import { compact, type StoredTag } from "../../store/stored.ts";
import { foldName, quote } from "../../text.ts";
import type { Plan } from "../../store/transact.ts";
import { checkRoom, readKnownTags } from "./find_imported_tags.ts";
import type { EntryGroup, ImportedTag, Problem, TagName } from "./import_model.ts";
import { carryOut, type ImportRun, parseImportedId, parsePast, planTagsOf } from "./import_run.ts";

/** Each can have 5,000 bytes, and a commit 819,200. */
const TAGS_PER_COMMIT = 50;

/**
 * Writes the tags that the journal does not have, neither by id nor by name. One that it has by id
 * takes name and description of the document, unless it was changed here later. A tag that the
 * document has on private entries only is made hidden.
 */
export async function importTags(
  run: ImportRun,
  { tags, groups }: { tags: readonly ImportedTag[]; groups: readonly EntryGroup[] },
): Promise<Problem[]> {
  const opens = whichAreOpen(run, groups);
  const problems: Problem[] = [];
  for (let start = 0; start < tags.length; start += TAGS_PER_COMMIT) {
    const some = tags.slice(start, start + TAGS_PER_COMMIT);
    const plan = () => planTags(run, some, { opens });
    const { made, changed, problems: found } = await carryOut(run, plan);
    planTagsOf(run, { made, changed });
    problems.push(...found);
  }
  return problems;
}

/** Whether a tag of a document is open, where it is new. */
type Opens = (tag: TagName) => boolean;

/** Who does not see private entries makes open tags, unless only private entries are given them. */
function whichAreOpen(
  { context: { includePrivate } }: ImportRun,
  groups: readonly EntryGroup[],
): Opens {
  const [openly, privately] = [new Set<string>(), new Set<string>()];
  for (const { entry, revisions } of groups) {
    for (const { values } of [...entry ? [entry] : [], ...revisions]) {
      const named = values.isPrivate ? privately : values === entry?.values ? openly : undefined;
      for (const { id, name } of values.tags) named?.add(id ?? "").add(foldName(name));
    }
  }
  const isIn = (set: Set<string>, { id = "", name }: TagName) =>
    set.has(id) || set.has(foldName(name));
  return (tag) => isIn(openly, tag) || !includePrivate && !isIn(privately, tag);
}

/** What a commit of tags did: those that are new or changed, and what was wrong with others. */
interface TagsWritten {
  made: TagWrite[];
  changed: TagWrite[];
  problems: Problem[];
}

async function planTags(
  run: ImportRun,
  tags: readonly ImportedTag[],
  { opens }: { opens: Opens },
): Promise<Plan<TagsWritten>> {
  const { context } = run;
  const table = await readTagTable(context);
  const known = await readKnownTags(run, tags);
  const gone = await readGoneTags(context, tags.map(({ id }) => id));
  const made: TagWrite[] = [];
  const changed: TagWrite[] = [];
  const problems: Problem[] = [];
  let added = 0;
  for (const tag of tags) {
    try {
      const wanted = parseTag(run, tag);
      const before = known.find(wanted);
      if (before === undefined) {
        await checkRoom(run, { table, added: added + 1 });
        const free = gone.has(wanted.id) ? { ...wanted, id: undefined } : wanted;
        made.push(...(await makeTag(context, free, { isOpen: opens(tag), known })).writes);
        added++;
      } else if (isNewer(wanted, before)) {
        changed.push(...await changeTag(run, { before, wanted, known }));
      }
    } catch (error) {
      if (!(error instanceof JournalError)) throw error;
      problems.push({ index: tag.index, reason: error.message, code: error.code });
    }
  }
  const result = { made, changed, problems };
  const writes = [...made, ...changed];
  return writes.length === 0
    ? { result }
    : { result, write: writeTags(context, { table, writes }) };
}

/** A tag of the document that is here already. */
interface KnownTag {
  before: StoredTag;
  wanted: WantedTag;
  known: KnownTags;
}

async function changeTag(
  { context }: ImportRun,
  { before, wanted, known }: KnownTag,
): Promise<TagWrite[]> {
  const { name, description, updatedAt } = wanted;
  const { privateDescription = before.privateDescription } = wanted;
  const after = compact<StoredTag>({
    ...before,
    ...storedName(name),
    ...{ description, privateDescription, updatedAt },
  });
  refuseTakenName(known, after);
  const writes: TagWrite[] = [{ before, after, isSeen: await isOpen(context, before) }];
  const namesake = known.findHidden({ name });
  if (namesake) writes.push(await renameHidden(context, namesake, { known }));
  known.add(after);
  return writes;
}

function parseTag({ context }: ImportRun, tag: ImportedTag): WantedTag & { id: string } {
  const { description, privateDescription } = tag;
  return compact<WantedTag & { id: string }>({
    id: parseImportedId(context, tag.id),
    name: parseTagName(tag.name),
    description: description === undefined ? undefined : parseTagDescription(description),
    privateDescription: privateDescription === undefined
      ? undefined
      : parseTagDescription(privateDescription),
    createdAt: parsePast(context, tag.createdAt, "createdAt"),
    updatedAt: parsePast(context, tag.updatedAt, "updatedAt"),
  });
}

function isNewer(wanted: WantedTag, before: StoredTag): boolean {
  const { privateDescription = before.privateDescription } = wanted;
  const differs = wanted.name !== before.name || wanted.description !== before.description ||
    privateDescription !== before.privateDescription || wanted.updatedAt !== before.updatedAt;
  return wanted.id === before.id && differs && wanted.updatedAt >= before.updatedAt;
}

function refuseTakenName(known: KnownTags, { id, name }: StoredTag): void {
  const other = known.find({ name });
  if (other === undefined || other.id === id) return;
  throw new InvalidError(`Another tag is named ${quote(name)} already`, "Rename one of them");
}
