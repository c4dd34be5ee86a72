import { fitsCommit, record, type RecordedWrite, writeAll } from "../../../kv/recorded_write.ts";
import { JournalError } from "../../errors.ts";
import { saveRows } from "../../entries/save_entry.ts";
import { checkTagCount } from "../../parse.ts";
import type { StoredEntry, StoredTag, TagTable } from "../../store/stored.ts";
import { readTagTable } from "../../tags/find_tags.ts";
import { isMade, readOpenCounts } from "../../tags/open_tags.ts";
import type { Plan, Write } from "../../store/transact.ts";
import { withUndoRow } from "./undo_row.ts";
import { readKnownTags } from "./find_imported_tags.ts";
import { makeNew } from "./import_entry.ts";
import type { EntryGroup, EntryOutcome } from "./import_model.ts";
import { carryOut, type ImportRun } from "./import_run.ts";
import { readUnderIds, type UnderIds } from "./orphaned_history.ts";
import { type ParsedEntry, parseEntry } from "./parse_imported.ts";
import { staysAsItIs } from "./stays_as_it_is.ts";

/** Long enough that a commit costs little for each, and short enough that others wait little for it. */
const ENTRIES_PER_COMMIT = 40;

interface Candidate {
  group: EntryGroup;
  parsed: ParsedEntry;
}

/** Of some candidates, how many were looked at, and what became of those that are written. */
interface Written {
  looked: number;
  outcomes: Map<EntryGroup, EntryOutcome>;
}

/**
 * Writes those entries of a piece that are simply new, many in one commit: all of them are there with
 * their rows, or none is. Those that stay as they are are skipped at once. Whatever else there is to an
 * entry is left to be done alone: it changes one that is here, it makes or opens a tag, it is wrong, or
 * somebody writes to the journal at the same time.
 */
export async function importTogether(
  run: ImportRun,
  groups: readonly EntryGroup[],
  { pause, signal }: { pause?: () => Promise<void>; signal?: AbortSignal } = {},
): Promise<Map<EntryGroup, EntryOutcome>> {
  const outcomes = new Map<EntryGroup, EntryOutcome>();
  const candidates: Candidate[] = [];
  // Of two with the same id, the second one is a change of the first.
  const ids = new Set<string>();
  for (const group of groups) {
    signal?.throwIfAborted();
    const parsed = ids.has(group.id) ? undefined : parsedOf(run, group);
    ids.add(group.id);
    if (parsed) candidates.push({ group, parsed });
    await pause?.();
  }
  const known: Known = { candidates };
  for (let at = 0; at < candidates.length;) {
    signal?.throwIfAborted();
    const some = run.dryRun ? candidates : candidates.slice(at, at + ENTRIES_PER_COMMIT);
    const written = await writeSome(run, some, known);
    for (const [group, outcome] of written.outcomes) outcomes.set(group, outcome);
    at += written.looked;
    await pause?.();
  }
  return outcomes;
}

/** An entry within all limits; what is wrong with another one is told when it is done alone. */
function parsedOf({ context }: ImportRun, { entry }: EntryGroup): ParsedEntry | undefined {
  return unlessRefused(() => entry && parseEntry(context, entry));
}

/**
 * What was read of a piece. It holds for the next commit, too, as long as the head is the one of ours:
 * then nobody else has changed anything, and nothing is read again.
 */
interface Known {
  candidates: readonly Candidate[];
  facts?: Facts;
}

interface Facts extends UnderIds {
  head: { key: Deno.KvKey; versionstamp: string | null };
  table: Deno.KvEntryMaybe<TagTable>;
  tagsOf: TagsOf;
}

async function writeSome(
  run: ImportRun,
  candidates: readonly Candidate[],
  known: Known,
): Promise<Written> {
  let most = candidates.length;
  return await carryOut(run, async () => {
    const some = candidates.slice(0, most);
    // Where somebody else came first, fewer are tried.
    most = Math.floor(most / 2);
    if (some.length === 0) return { result: { looked: candidates.length, outcomes: new Map() } };
    const { facts = await readFacts(run, known.candidates) } = known;
    // Until it is written they may be old.
    known.facts = undefined;
    const onCommit = (versionstamp: string) =>
      void (known.facts = { ...facts, head: { ...facts.head, versionstamp } });
    return { ...await planSome(run, some, facts), onCommit };
  });
}

async function readFacts(run: ImportRun, candidates: readonly Candidate[]): Promise<Facts> {
  const { context } = run;
  const { store, keys } = context;
  // Every change of an entry writes it: one check tells that all of them are still unknown. KV
  // Connect allows ten.
  const [head, table] = await Promise.all([store.read.get(keys.head()), readTagTable(context)]);
  const [underIds, tagsOf] = await Promise.all([
    readUnderIds(context, candidates.map(({ group }) => group.id)),
    readTagsOf(run, candidates),
  ]);
  return { head, table, ...underIds, tagsOf };
}

async function planSome(
  run: ImportRun,
  candidates: readonly Candidate[],
  { head, table, unknown, heads, tagsOf }: Facts,
): Promise<Plan<Written>> {
  const { keys, store } = run.context;
  const written: Written = { looked: 0, outcomes: new Map() };
  const writes: RecordedWrite[] = [];
  for (const candidate of candidates) {
    const here = heads.get(candidate.group.id);
    if (here && staysAsItIs(run, here, candidate.parsed.entry)) {
      written.looked++;
      written.outcomes.set(candidate.group, { outcome: "skipped", head: here });
      continue;
    }
    const tags = unknown.has(candidate.group.id) ? tagsOf(candidate) : undefined;
    const plan = tags && await planOne(run, candidate, tags);
    // What a dry run would write need not be measured.
    const rows = plan && !run.dryRun ? record(plan.write) : undefined;
    if (rows && writes.length > 0 && !fitsCommit([...writes, rows])) break;
    written.looked++;
    // What is too long even so has a commit of its own.
    if (!plan || rows && !fitsCommit([rows])) continue;
    if (rows) writes.push(rows);
    written.outcomes.set(candidate.group, plan.result);
  }
  if (writes.length === 0) return { result: written };
  return {
    result: written,
    write: (operation) =>
      writeAll(operation, [
        record((first) =>
          first.check(head).check(table)
            .set(keys.change(store.write.commitVersionstamp()), idsOf(written))
            .set(keys.head(), new Uint8Array())
        ),
        ...writes,
      ]),
  };
}

function idsOf({ outcomes }: Written): string[] {
  return [...outcomes].flatMap(([{ id }, { outcome }]) => outcome === "created" ? id : []);
}

/** The tags of an entry, if all of them are here and stay as they are; else nothing. */
type TagsOf = (candidate: Candidate) => StoredTag[] | undefined;

async function readTagsOf(run: ImportRun, candidates: readonly Candidate[]): Promise<TagsOf> {
  const named = candidates.flatMap(({ parsed }) => parsed.entry.values.tags);
  const known = await readKnownTags(run, named);
  const found = new Map(
    named.flatMap((each) => known.find(each) ?? []).map((tag) => [tag.id, tag]),
  );
  const counts = await readOpenCounts(run.context, [...found.values()]);
  // Whoever opens a tag does it alone. A dry run opens none.
  const stays = (tag: StoredTag) => run.dryRun || isMade(tag) || counts.get(tag.id)! > 0;
  return ({ parsed: { entry: { values, trashedAt } } }) => {
    const opens = !values.isPrivate && trashedAt === undefined;
    const tags = values.tags.map((each) => known.find(each));
    const isReady = tags.every((tag) => tag !== undefined && (!opens || stays(tag)));
    return isReady ? [...new Set(tags as StoredTag[])] : undefined;
  };
}

/** What is written of one entry among others; nothing if it is refused when it is done alone. */
async function planOne(
  run: ImportRun,
  { parsed }: Candidate,
  tags: readonly StoredTag[],
): Promise<{ result: EntryOutcome; write: Write } | undefined> {
  if (unlessRefused(() => (checkTagCount(tags.length), true)) === undefined) return undefined;
  const { after, useBlobs, note } = await makeNew(run.context, parsed, { tags });
  const head: StoredEntry = { ...after, sharesChange: true };
  const rows = saveRows(run.context, { after: head, body: parsed.body, useBlobs });
  const result: EntryOutcome = { outcome: "created", head, note };
  const { write = rows } = await withUndoRow(run, { result, write: rows });
  return { result, write };
}

function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof JournalError) return undefined;
    throw error;
  }
}
