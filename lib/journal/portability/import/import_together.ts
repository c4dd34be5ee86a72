import { checkingOnce, type CommitSize, fitsCommit, sizeOf } from "../../../kv/commit_size.ts";
import { JournalError } from "../../errors.ts";
import { saveRows } from "../../entries/save_entry.ts";
import { readTagTable } from "../../tags/find_tags.ts";
import { readOpenCounts } from "../../tags/open_tags.ts";
import { type Plan, transact, type Write } from "../../store/transact.ts";
import { withUndoRow } from "./undo_row.ts";
import { readKnownTags } from "./find_imported_tags.ts";
import { planEntry } from "./import_entry.ts";
import type { EntryGroup, EntryOutcome } from "./import_model.ts";
import type { ImportRun } from "./import_run.ts";
import { unknownOf } from "./orphaned_history.ts";
import { type ParsedEntry, parseEntry } from "./parse_imported.ts";

/** Long enough that a commit costs little for each, and short enough that others wait little for it. */
const ENTRIES_PER_COMMIT = 50;

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
 * their rows, or none is. Whatever else there is to an entry is left to be done alone: it is here, it
 * makes a tag, it is wrong, or somebody writes to the journal at the same time.
 */
export async function importTogether(
  run: ImportRun,
  groups: readonly EntryGroup[],
  { pause, signal }: { pause?: () => Promise<void>; signal?: AbortSignal } = {},
): Promise<Map<EntryGroup, EntryOutcome>> {
  const outcomes = new Map<EntryGroup, EntryOutcome>();
  if (run.dryRun) return outcomes;
  const candidates: Candidate[] = [];
  for (const group of await simplyNew(run, groups)) {
    signal?.throwIfAborted();
    const parsed = parsedOf(run, group);
    if (parsed) candidates.push({ group, parsed });
    await pause?.();
  }
  for (let at = 0; at < candidates.length;) {
    signal?.throwIfAborted();
    const written = await writeSome(run, candidates.slice(at, at + ENTRIES_PER_COMMIT));
    for (const [group, outcome] of written.outcomes) outcomes.set(group, outcome);
    at += written.looked;
    await pause?.();
  }
  return outcomes;
}

/** Entries of unknown ids, with tags that exist and stay what they are. */
async function simplyNew(run: ImportRun, groups: readonly EntryGroup[]): Promise<EntryGroup[]> {
  const { context } = run;
  const ofId = new Map(groups.flatMap((group) => group.entry ? [[group.id, group]] : []));
  const unknown = await unknownOf(context, [...ofId.keys()]);
  const some = groups.filter((group) => ofId.get(group.id) === group && unknown.has(group.id));
  const named = some.flatMap(({ entry }) => entry!.values.tags);
  const known = await readKnownTags(run, named);
  const found = named.flatMap((tag) => known.find(tag) ?? []);
  const distinct = [...new Map(found.map((tag) => [tag.id, tag])).values()];
  const counts = await readOpenCounts(context, distinct);
  // Whoever makes or opens a tag does it alone; from the next piece on, all have it.
  return some.filter(({ entry }) =>
    entry!.values.tags.every((named) => {
      const tag = known.find(named);
      return tag && (entry!.values.isPrivate || tag.open?.isMade || counts.get(tag.id)! > 0);
    })
  );
}

/** An entry within all limits; what is wrong with another one is told when it is done alone. */
function parsedOf({ context }: ImportRun, { entry }: EntryGroup): ParsedEntry | undefined {
  try {
    return parseEntry(context, entry!);
  } catch (error) {
    if (error instanceof JournalError) return undefined;
    throw error;
  }
}

async function writeSome(run: ImportRun, candidates: readonly Candidate[]): Promise<Written> {
  let most = candidates.length;
  return await transact(run.context, async () => {
    const some = candidates.slice(0, most);
    // Where somebody else came first, fewer are tried.
    most = Math.floor(most / 2);
    if (some.length > 1) return await planSome(run, some);
    return { result: { looked: candidates.length, outcomes: new Map() } };
  });
}

async function planSome(run: ImportRun, candidates: readonly Candidate[]): Promise<Plan<Written>> {
  const { context } = run;
  const { store, keys } = context;
  // Every change of an entry writes it: one check tells that all of them are still unknown. KV
  // Connect allows ten.
  const [head, table] = await Promise.all([store.read.get(keys.head()), readTagTable(context)]);
  const unknown = await unknownOf(context, candidates.map(({ group }) => group.id));
  const plans = await Promise.all(
    candidates.map((each) => unknown.has(each.group.id) ? planOne(run, each) : undefined),
  );
  const written: Written = { looked: 0, outcomes: new Map() };
  const sizes: CommitSize[] = [];
  const writes: Write[] = [];
  for (const [n, plan] of plans.entries()) {
    const size = plan && sizeOf(plan.write);
    if (size && !fitsCommit([...sizes, size]) && writes.length > 0) break;
    written.looked = n + 1;
    // Alone it is larger than a commit may be with what comes along: it has one of its own.
    if (!plan || !size || !fitsCommit([size])) continue;
    sizes.push(size);
    writes.push(plan.write);
    written.outcomes.set(candidates[n].group, plan.result);
  }
  if (writes.length === 0) return { result: written };
  const ids = [...written.outcomes.keys()].map(({ id }) => id);
  return {
    result: written,
    write: (operation) =>
      checkingOnce(operation, (once) => {
        once.check(head).check(table)
          .set(keys.change(store.write.commitVersionstamp()), ids)
          .set(keys.head(), new Uint8Array());
        return writes.reduce((all, write) => write(all), once);
      }),
  };
}

/** What is written of one entry among others; nothing if it cannot be among them. */
async function planOne(
  run: ImportRun,
  { parsed }: Candidate,
): Promise<Required<Plan<EntryOutcome>> | undefined> {
  try {
    const { result, fresh } = await planEntry(run, parsed);
    if (!fresh) return undefined;
    const { planned: _, ...outcome } = result;
    const after = { ...fresh.after, sharesChange: true as const };
    const rows = saveRows(run.context, { ...fresh, after });
    const { write = rows } = await withUndoRow(run, { result: outcome, write: rows });
    return { result: outcome, write };
  } catch (error) {
    if (error instanceof JournalError) return undefined;
    throw error;
  }
}
