import { fitsCommit, record, type RecordedWrite, writeAll } from "../../../kv/recorded_write.ts";
import { JournalError } from "../../errors.ts";
import { saveRows } from "../../entries/save_entry.ts";
import { checkTagCount } from "../../parse.ts";
import type { StoredEntry, StoredTag, TagTable } from "../../store/stored.ts";
import { readTagTable } from "../../tags/find_tags.ts";
import { isMade, readOpenCounts } from "../../tags/open_tags.ts";
import type { Write } from "../../store/transact.ts";
import { withUndoRow } from "./undo_row.ts";
import { readKnownTags } from "./find_imported_tags.ts";
import { makeNew } from "./import_entry.ts";
import type { EntryGroup, EntryOutcome, ImportedEntry } from "./import_model.ts";
import type { ImportRun } from "./import_run.ts";
import { readUnderIds, type UnderIds } from "./orphaned_history.ts";
import { type ParsedEntry, parseEntry } from "./parse_imported.ts";
import { staysAsItIs } from "./stays_as_it_is.ts";

/** What was read of a piece: it holds as long as the head of the journal is this one. */
export interface Facts extends UnderIds {
  head: { key: Deno.KvKey; versionstamp: string | null };
  table: Deno.KvEntryMaybe<TagTable>;
  tagsOf: TagsOf;
}

/** What a commit will write of some entries. */
export interface PlannedTogether {
  /** How many of them were looked at. */
  looked: number;
  /** What becomes of those that are written, and of those that stay as they are. */
  outcomes: Map<EntryGroup, EntryOutcome>;
  writes: RecordedWrite[];
}

/** Reads what has to be known of entries to write them together. */
export async function readFacts(run: ImportRun, groups: readonly EntryGroup[]): Promise<Facts> {
  const { context } = run;
  const { store, keys } = context;
  // Every change of an entry writes it: one check tells that all of them are still unknown. KV
  // Connect allows ten.
  const [head, table] = await Promise.all([store.read.get(keys.head()), readTagTable(context)]);
  const [underIds, tagsOf] = await Promise.all([
    readUnderIds(context, groups.map(({ id }) => id)),
    readTagsOf(run, groups),
  ]);
  return { head, table, ...underIds, tagsOf };
}

/**
 * Plans as many of the entries, from the first one, as go into one commit.
 *
 * @param pause waited for after each of them
 */
export async function planTogether(
  run: ImportRun,
  groups: readonly EntryGroup[],
  { facts: { unknown, heads, tagsOf }, pause }: { facts: Facts; pause?: () => Promise<void> },
): Promise<PlannedTogether> {
  const planned: PlannedTogether = { looked: 0, outcomes: new Map(), writes: [] };
  const { outcomes, writes } = planned;
  for (const group of groups) {
    const parsed = parsedOf(run, group);
    const here = heads.get(group.id);
    if (parsed && here && staysAsItIs(run, here, parsed.entry)) {
      outcomes.set(group, { outcome: "skipped", head: here });
    } else if (parsed && unknown.has(group.id)) {
      const tags = tagsOf(parsed.entry);
      const plan = tags && await planOne(run, parsed, tags);
      // What a dry run would write need not be measured.
      const rows = plan && !run.dryRun ? record(plan.write) : undefined;
      if (rows && writes.length > 0 && !fitsCommit([...writes, rows])) break;
      // What is too long even so has a commit of its own.
      if (plan && (!rows || fitsCommit([rows]))) {
        if (rows) writes.push(rows);
        outcomes.set(group, plan.result);
      }
    }
    planned.looked++;
    await pause?.();
  }
  return planned;
}

/** An entry within all limits; what is wrong with another one is told when it is done alone. */
function parsedOf({ context }: ImportRun, { entry }: EntryGroup): ParsedEntry | undefined {
  return unlessRefused(() => entry && parseEntry(context, entry));
}

/** The commit of what was planned; nothing where nothing is written. */
export function writeTogether(
  { context: { keys, store } }: ImportRun,
  { outcomes, writes }: PlannedTogether,
  { head, table }: Facts,
): Write | undefined {
  if (writes.length === 0) return undefined;
  const ids = [...outcomes].flatMap(([{ id }, { outcome }]) => outcome === "created" ? id : []);
  return (operation) =>
    writeAll(operation, [
      record((first) =>
        first.check(head).check(table)
          .set(keys.change(store.write.commitVersionstamp()), ids)
          .set(keys.head(), new Uint8Array())
      ),
      ...writes,
    ]);
}

/** The tags of an entry, if all of them are here and stay as they are; else nothing. */
type TagsOf = (entry: ImportedEntry) => StoredTag[] | undefined;

async function readTagsOf(run: ImportRun, groups: readonly EntryGroup[]): Promise<TagsOf> {
  const named = groups.flatMap(({ entry }) => entry?.values.tags ?? []);
  const known = await readKnownTags(run, named);
  const found = new Map(
    named.flatMap((each) => known.find(each) ?? []).map((tag) => [tag.id, tag]),
  );
  const counts = await readOpenCounts(run.context, [...found.values()]);
  // Whoever opens a tag does it alone. A dry run opens none.
  const stays = (tag: StoredTag) => run.dryRun || isMade(tag) || counts.get(tag.id)! > 0;
  return ({ values, trashedAt }) => {
    const opens = !values.isPrivate && trashedAt === undefined;
    const tags = values.tags.map((each) => known.find(each));
    const isReady = tags.every((tag) => tag !== undefined && (!opens || stays(tag)));
    return isReady ? [...new Set(tags as StoredTag[])] : undefined;
  };
}

/** What is written of one entry among others; nothing if it is refused when it is done alone. */
async function planOne(
  run: ImportRun,
  parsed: ParsedEntry,
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
