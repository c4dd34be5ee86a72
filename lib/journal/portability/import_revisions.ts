import { setImmediate } from "node:timers/promises";
import { splitBody } from "../body.ts";
import { type Context, isVisible } from "../context.ts";
import { InvalidError, JournalError, LimitError, NotFoundError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { readMany } from "../read_many.ts";
import { saveEntry } from "../save_entry.ts";
import { compact, type StoredHead, type StoredRevision } from "../stored.ts";
import type { Plan } from "../transact.ts";
import { readKnownTags } from "./find_imported_tags.ts";
import { type EntryOutcome, parseSaid } from "./import_entry.ts";
import type { EntryGroup, ImportedRevision, Problem } from "./import_model.ts";
import { carryOut, type ImportRun, parseImportedId, parsePast } from "./import_run.ts";

/** What became of the revisions of one entry. */
export interface RevisionsOutcome {
  /** How many of them the holder did not have. */
  added: number;
  problems: Problem[];
}

/** Their texts fit into a commit of 819,200 bytes, and their keys into 81,920. */
const BYTES_PER_COMMIT = 400_000;
const REVISIONS_PER_COMMIT = 50;

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
    if (revision.said.content.length > LONG_CHARACTERS) await setImmediate();
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

interface ParsedRevision {
  revision: ImportedRevision;
  /** Still without tags. */
  stored: StoredRevision;
  chunks: Uint8Array[];
}

function parseRevision(context: Context, revision: ImportedRevision): ParsedRevision {
  const { version, savedAt } = revision;
  const { fields, body } = parseSaid(revision.said);
  const { title, mood, location, weather, isFavorite, isPrivate } = fields as StoredHead;
  const { occurredAt, wordCount, excerpt } = fields as StoredHead;
  const chunks = splitBody(new TextEncoder().encode(body.text));
  const stored = compact<StoredRevision>({
    ...{ title, mood, location, weather, isFavorite, isPrivate, occurredAt, wordCount, excerpt },
    ...{ version, tagIds: [], chunks: chunks.length },
    // Below zero: a text of its own, which can never be the one of another version.
    bodyVersion: -version,
    id: parseImportedId(context, revision.id),
    savedAt: parsePast(context, savedAt, "savedAt"),
    client: revision.client,
    replacedBy: revision.replacedBy,
  });
  return { revision, stored, chunks };
}

function* batches(parsed: readonly ParsedRevision[]): Iterable<ParsedRevision[]> {
  let batch: ParsedRevision[] = [];
  let bytes = 0;
  for (const each of parsed) {
    const size = each.chunks.reduce((sum, { length }) => sum + length, 5_000);
    if (batch.length === REVISIONS_PER_COMMIT || bytes + size > BYTES_PER_COMMIT) {
      if (batch.length > 0) yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(each);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

async function planRevisions(
  run: ImportRun,
  { id, batch, planned, before }: {
    id: string;
    batch: readonly ParsedRevision[];
    planned?: EntryOutcome;
    before: number;
  },
): Promise<Plan<RevisionsOutcome>> {
  const { context, dryRun } = run;
  const { store, keys } = context;
  const row = await store.read.get<StoredHead>(keys.entry(id));
  const head = dryRun && planned ? planned.head : row.value;
  const problems: Problem[] = [];
  // An entry of this very import may be private by now: it can still be put into the drawer whole.
  if (head === null || planned === undefined && !isVisible(context, head)) {
    const error = new NotFoundError("entry", id);
    return { result: { added: 0, problems: batch.map((each) => toProblem(error, each.revision)) } };
  }
  const versions = batch.map(({ stored }) => keys.revision(id, stored.version));
  const existing = await readMany<StoredRevision>(store.read, versions);
  const tags = await readKnownTags(run, batch.flatMap(({ revision }) => revision.said.tags));
  const written: ParsedRevision[] = [];
  let added = 0;
  let { revisionCount: count = 0 } = head;
  if (dryRun) count += before;
  const seen = new Set<number>();
  for (const [n, each] of batch.entries()) {
    const { stored, revision } = each;
    try {
      refuseOddVersion(stored.version, { head, seen });
      const here = planned?.isHidden ? null : existing[n].value;
      if (planned?.kept === stored.version) continue;
      // One that the holder may not see counts as one that is not there, and stays.
      if (here && (context.includePrivate || !here.isPrivate)) continue;
      if (!here) {
        refuseFull(++count);
        const tagIds = revision.said.tags.flatMap((tag) => tags.find(tag)?.id ?? []);
        written.push({ ...each, stored: { ...stored, tagIds: [...new Set(tagIds)] } });
      }
      added++;
    } catch (error) {
      problems.push(toProblem(error, revision));
    }
  }
  const result = { added, problems };
  if (written.length === 0 || dryRun) return { result };
  const after = { ...head, revisionCount: (head.revisionCount ?? 0) + written.length };
  const save = saveEntry(context, {
    before: { head, versionstamp: row.versionstamp! },
    after,
    keep(operation) {
      for (const { stored, chunks } of written) {
        const { version, bodyVersion } = stored;
        operation.set(keys.revision(id, version), stored);
        for (const [chunk, bytes] of chunks.entries()) {
          operation.set(keys.oldBody(id, { version: bodyVersion, chunk }), bytes);
        }
      }
      return operation;
    },
  });
  return { result, write: save };
}

function refuseOddVersion(
  version: number,
  { head, seen }: { head: StoredHead; seen: Set<number> },
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
