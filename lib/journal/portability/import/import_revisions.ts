import { setImmediate } from "node:timers/promises";
import type { Attachment, AttachmentRef } from "../../attachment_model.ts";
import { useBlobs, type UsedBlobs } from "../../attachments/use_blobs.ts";
import { type Context, isVisible } from "../../store/context.ts";
import { InvalidError, JournalError, LimitError, NotFoundError } from "../../errors.ts";
import { LIMITS } from "../../limits.ts";
import { readMany } from "../../store/read_many.ts";
import { saveEntry } from "../../entries/save_entry.ts";
import { compact, type StoredEntry, type StoredRevision } from "../../store/stored.ts";
import type { Plan, Write } from "../../store/transact.ts";
import { readUndoRow, type UndoRow } from "./undo_row.ts";
import { readKnownTags } from "./find_imported_tags.ts";
import type { EntryGroup, EntryOutcome, ImportedRevision, Problem } from "./import_model.ts";
import { carryOut, type ImportRun } from "./import_run.ts";
import { batches, type ParsedRevision, parseRevision } from "./parse_revision.ts";

/** What became of the revisions of one entry. */
export interface RevisionsOutcome {
  /** How many of them the viewer did not have. */
  added: number;
  problems: Problem[];
}

const LONG_CHARACTERS = 10_000;

/**
 * Adds the revisions that an entry does not have, each with a text of its own. A version of which the
 * journal has a revision keeps it. They are written after their entry, so that what breaks off leaves
 * a whole entry, and the same import goes on from there.
 */
export async function importRevisions(
  run: ImportRun,
  { id, revisions }: EntryGroup,
  { planned }: { planned?: EntryOutcome } = {},
): Promise<RevisionsOutcome> {
  const all: RevisionsOutcome = { added: 0, problems: [] };
  const parsed: ParsedRevision[] = [];
  for (const revision of revisions) {
    try {
      parsed.push(parseRevision(run.context, revision));
    } catch (error) {
      all.problems.push(toProblem(error, revision));
    }
    // Counting the words of a long text takes a while: everybody else gets a turn.
    if (revision.values.content.length > LONG_CHARACTERS) await setImmediate();
  }
  parsed.sort((a, b) => a.stored.version - b.stored.version);
  for (const batch of batches(parsed)) {
    const plan = () => planRevisions(run, { id, batch, planned, before: all.added });
    const { added, problems } = await carryOut(run, plan);
    all.added += added;
    all.problems.push(...problems);
  }
  return all;
}

/** Some revisions of one entry, and what is known of it from this import. */
interface Batch {
  id: string;
  batch: readonly ParsedRevision[];
  planned?: EntryOutcome;
  /** How many a dry run would have added before. */
  before: number;
}

async function planRevisions(run: ImportRun, some: Batch): Promise<Plan<RevisionsOutcome>> {
  const { context, dryRun } = run;
  const { id, batch, planned } = some;
  const row = await context.store.read.get<StoredEntry>(context.keys.entry(id));
  const head = dryRun && planned ? planned.head : row.value;
  // This import may have made the entry private. Its revisions are still imported with it.
  if (head === null || planned === undefined && !isVisible(context, head)) {
    const error = new NotFoundError("entry", id);
    return { result: { added: 0, problems: batch.map((each) => toProblem(error, each.revision)) } };
  }
  const { missing, ...result } = await findMissing(run, { ...some, head });
  if (missing.length === 0 || dryRun) return { result };
  const tags = await readKnownTags(run, missing.flatMap(({ revision }) => revision.values.tags));
  const { used, attach } = await filesOf(context, { id, missing });
  const tagged = missing.map(({ revision, stored, chunks, files }) => {
    const attachments = attach(files);
    const isPrivate = stored.isPrivate || head.isPrivate;
    const tagIds = revision.values.tags.flatMap((tag) =>
      tags.find(tag)?.id ?? (isPrivate ? tags.findHidden(tag)?.id : undefined) ?? []
    );
    return { chunks, stored: compact({ ...stored, attachments, tagIds: [...new Set(tagIds)] }) };
  });
  const after = { ...head, revisionCount: (head.revisionCount ?? 0) + missing.length };
  const before = { head, versionstamp: row.versionstamp! };
  const added = missing.map(({ stored }) => stored.version);
  const remember = await rememberRevisions(run, { head, added });
  const write = writeRevisions(context, { id, revisions: tagged });
  const keep: Write = (operation) => remember(write(operation));
  return { result, write: await saveEntry(context, { before, after, keep, useBlobs: used.write }) };
}

/** So many files become an entry's in one commit, beside the texts of its revisions. */
const FILES_PER_COMMIT = 100;

/** The files of some revisions that are here, to be used in one commit. */
async function filesOf(
  context: Context,
  { id, missing }: { id: string; missing: readonly ParsedRevision[] },
): Promise<{ used: UsedBlobs; attach(files?: AttachmentRef[]): Attachment[] | undefined }> {
  const distinct = new Map(missing.flatMap(({ files = [] }) => files.map((f) => [f.sha256, f])));
  const refs = [...distinct.values()].slice(0, FILES_PER_COMMIT);
  const used = await useBlobs(context, { id, refs, isLenient: true });
  const known = new Map(used.attachments.map((each) => [each.sha256, each]));
  return {
    used,
    attach(files = []) {
      const found = files.flatMap(({ sha256, name, alt }) => {
        const { name: _name, alt: _alt, ...facts } = known.get(sha256) ?? {};
        return "id" in facts ? compact<Attachment>({ ...facts as Attachment, name, alt }) : [];
      });
      return found.length > 0 ? found : undefined;
    },
  };
}

/** Adds to what undoes the import which revisions it has brought. */
async function rememberRevisions(
  run: ImportRun,
  { head, added }: { head: StoredEntry; added: number[] },
): Promise<Write> {
  const { importId, context: { keys } } = run;
  if (importId === undefined) return (operation) => operation;
  const row = await readUndoRow(run, head) ??
    compact<UndoRow>({
      ...{ outcome: "skipped", version: head.version, arrivedAt: head.arrivedAt, before: head },
    });
  const revisions = [...row.revisions ?? [], ...added];
  return (operation) => operation.set(keys.undoRow(importId, head.id), { ...row, revisions });
}

/** Those of the revisions that are not there; the viewer takes those that are hidden for new, too. */
async function findMissing(
  { context, dryRun }: ImportRun,
  { id, batch, planned, before, head }: Batch & { head: StoredEntry },
): Promise<RevisionsOutcome & { missing: ParsedRevision[] }> {
  const { store, keys } = context;
  const versions = batch.map(({ stored }) => keys.revision(id, stored.version));
  const existing = await readMany<StoredRevision>(store.read, versions);
  const missing: ParsedRevision[] = [];
  const problems: Problem[] = [];
  const seen = new Set<number>();
  let count = (head.revisionCount ?? 0) + (dryRun ? before : 0);
  let added = 0;
  for (const [n, each] of batch.entries()) {
    try {
      refuseOddVersion(each.stored.version, { head, seen });
      const here = planned?.isHidden ? null : existing[n].value;
      if (planned?.kept === each.stored.version) continue;
      if (here && (context.includePrivate || !here.isPrivate)) continue;
      if (!here) {
        refuseFull(++count);
        missing.push(each);
      }
      added++;
    } catch (error) {
      problems.push(toProblem(error, each.revision));
    }
  }
  return { added, problems, missing };
}

function writeRevisions(
  { keys }: Context,
  { id, revisions }: {
    id: string;
    revisions: readonly Pick<ParsedRevision, "stored" | "chunks">[];
  },
): Write {
  return (operation) => {
    for (const { stored, chunks } of revisions) {
      const { version, bodyVersion } = stored;
      operation.set(keys.revision(id, version), stored);
      for (const [chunk, bytes] of chunks.entries()) {
        operation.set(keys.oldBody(id, { version: bodyVersion, chunk }), bytes);
      }
    }
    return operation;
  };
}

function refuseOddVersion(
  version: number,
  { head, seen }: { head: StoredEntry; seen: Set<number> },
): void {
  if (version >= head.version) {
    throw new InvalidError(
      `A revision of version ${version} cannot be older than its entry of version ${head.version}`,
      "Leave versions as they were",
    );
  }
  if (seen.has(version)) {
    throw new InvalidError(`Version ${version} is in the document twice`, "Leave one of them out");
  }
  seen.add(version);
}

function refuseFull(actual: number): void {
  const limit = LIMITS.revisionsPerEntry;
  if (actual > limit) throw new LimitError("Entry", { actual, limit, unit: "revisions" });
}

function toProblem(error: unknown, { index }: ImportedRevision): Problem {
  if (!(error instanceof JournalError)) throw error;
  return { index, reason: error.message, code: error.code };
}
