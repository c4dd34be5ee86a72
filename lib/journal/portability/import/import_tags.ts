import { ulid } from "ulid";
import { InvalidError, JournalError } from "../../errors.ts";
import { readTagTable } from "../../tags/find_tags.ts";
import { parseTagDescription, parseTagName } from "../../parse.ts";
import { compact, type StoredTag } from "../../store/stored.ts";
import { quote } from "../../text.ts";
import type { Plan } from "../../store/transact.ts";
import { checkRoom, type KnownTags, readKnownTags } from "./find_imported_tags.ts";
import type { ImportedTag, Problem } from "./import_model.ts";
import { carryOut, type ImportRun, parseImportedId, parsePast, planTagsOf } from "./import_run.ts";

/** Each can have 5,000 bytes, and a commit 819,200. */
const TAGS_PER_COMMIT = 50;

/**
 * Writes the tags that the journal does not have, neither by id nor by name. One that it has by id
 * takes name and description of the document, unless it was changed here later.
 */
export async function importTags(run: ImportRun, tags: readonly ImportedTag[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (let start = 0; start < tags.length; start += TAGS_PER_COMMIT) {
    const some = tags.slice(start, start + TAGS_PER_COMMIT);
    const { written, changed, problems: found } = await carryOut(run, () => planTags(run, some));
    planTagsOf(run, { added: written, changed });
    problems.push(...found);
  }
  return problems;
}

/** What a commit of tags did: those that are new or changed, and what was wrong with others. */
interface TagsWritten {
  written: StoredTag[];
  changed: StoredTag[];
  problems: Problem[];
}

async function planTags(run: ImportRun, tags: readonly ImportedTag[]): Promise<Plan<TagsWritten>> {
  const { keys } = run.context;
  const table = await readTagTable(run.context);
  const known = await readKnownTags(run, tags);
  const written: StoredTag[] = [];
  const changed: { before: StoredTag; after: StoredTag }[] = [];
  const problems: Problem[] = [];
  for (const tag of tags) {
    try {
      const wanted = parseTag(run, tag);
      const before = known.find(wanted);
      if (before === undefined) {
        checkRoom(run, { table, added: written.length + 1 });
        const made = known.isGone(wanted.id) ? { ...wanted, id: ulid(run.context.now()) } : wanted;
        written.push(made);
        known.add(made);
      } else if (isNewer(wanted, before)) {
        const after = compact<StoredTag>({ ...wanted, createdAt: before.createdAt });
        refuseTakenName(known, after);
        changed.push({ before, after });
        known.add(after);
      }
    } catch (error) {
      if (!(error instanceof JournalError)) throw error;
      problems.push({ index: tag.index, reason: error.message, code: error.code });
    }
  }
  const result = { written, changed: changed.map(({ after }) => after), problems };
  if (written.length + changed.length === 0) return { result };
  const count = (table.value?.count ?? 0) + written.length;
  return {
    result,
    write(operation) {
      operation.check(table).set(keys.tagTable(), { count });
      for (const { before } of changed) operation.delete(keys.tagName(before.name));
      for (const tag of [...written, ...result.changed]) {
        operation.set(keys.tag(tag.id), tag).set(keys.tagName(tag.name), tag.id);
      }
      return operation;
    },
  };
}

function parseTag({ context }: ImportRun, tag: ImportedTag): StoredTag {
  const { description } = tag;
  return compact<StoredTag>({
    id: parseImportedId(context, tag.id),
    name: parseTagName(tag.name),
    description: description === undefined ? undefined : parseTagDescription(description),
    createdAt: parsePast(context, tag.createdAt, "createdAt"),
    updatedAt: parsePast(context, tag.updatedAt, "updatedAt"),
  });
}

function isNewer(wanted: StoredTag, before: StoredTag): boolean {
  const differs = wanted.name !== before.name || wanted.description !== before.description ||
    wanted.updatedAt !== before.updatedAt;
  return wanted.id === before.id && differs && wanted.updatedAt >= before.updatedAt;
}

function refuseTakenName(known: KnownTags, { id, name }: StoredTag): void {
  const other = known.find({ name });
  if (other === undefined || other.id === id) return;
  throw new InvalidError(`Another tag is named ${quote(name)} already`, "Rename one of them");
}
