import { setImmediate } from "node:timers/promises";
import type { EntryGroup, EntryOutcome } from "./import_model.ts";
import { carryOut, type ImportRun } from "./import_run.ts";
import {
  type Facts,
  type PlannedTogether,
  planTogether,
  readFacts,
  writeTogether,
} from "./plan_together.ts";

/** Long enough that a commit costs little for each, and short enough that others wait little for it. */
const ENTRIES_PER_COMMIT = 40;

export interface TogetherOptions {
  /** Waited for after each entry. */
  pause?: () => Promise<void>;
  /** Ends the piece between two entries. */
  signal?: AbortSignal;
  /** Called whenever a commit of many entries is under way: there is time for other work. */
  onWriting?: () => void;
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
  options: TogetherOptions = {},
): Promise<Map<EntryGroup, EntryOutcome>> {
  const outcomes = new Map<EntryGroup, EntryOutcome>();
  const known: Known = { groups: firstOf(groups), at: 0 };
  while (known.at < known.groups.length) {
    options.signal?.throwIfAborted();
    const { looked, outcomes: some } = await writeSome(run, known, options);
    for (const [group, outcome] of some) outcomes.set(group, outcome);
    known.at += looked;
    await options.pause?.();
  }
  return outcomes;
}

/** Of two with the same id, the second one is a change of the first. */
function firstOf(groups: readonly EntryGroup[]): EntryGroup[] {
  const ids = new Set<string>();
  return groups.filter(({ id }) => ids.size < ids.add(id).size);
}

/** How far a piece is, and what holds for the next commit as long as nobody else changes anything. */
interface Known {
  groups: readonly EntryGroup[];
  /** How many of them were looked at. */
  at: number;
  facts?: Facts;
  /** What comes next was planned while the commit before it was under way. */
  next?: Promise<PlannedTogether>;
}

type Written = Pick<PlannedTogether, "looked" | "outcomes">;

async function writeSome(
  run: ImportRun,
  known: Known,
  { pause, onWriting }: TogetherOptions,
): Promise<Written> {
  const { groups, at } = known;
  let most = run.dryRun ? groups.length : ENTRIES_PER_COMMIT;
  const someOf = () => groups.slice(at, at + most);
  const first = known.facts ??= await readFacts(run, groups);
  known.next ??= planTogether(run, someOf(), { facts: first, pause });
  // Before it is the person's turn, for which their other writes wait.
  await known.next;
  return await carryOut(run, async () => {
    if (most === 0) return { result: { looked: ENTRIES_PER_COMMIT, outcomes: new Map() } };
    const { facts = await readFacts(run, groups), next } = known;
    const result = await (next ?? planTogether(run, someOf(), { facts }));
    // Until it is written they may be old, and where somebody else came first, fewer are tried.
    known.facts = known.next = undefined;
    most = Math.floor(most / 2);
    const write = writeTogether(run, result, facts);
    if (!write || run.dryRun) return { result };
    const ahead = planAhead(run, groups.slice(at + result.looked), { facts, pause, onWriting });
    // Whoever uses it is told; where the commit fails, nobody does.
    ahead.catch(() => {});
    const onCommit = (versionstamp: string) => {
      known.facts = { ...facts, head: { ...facts.head, versionstamp } };
      known.next = ahead;
    };
    return { result, write, onCommit };
  });
}

/** Plans what comes after a commit that is about to begin, while it is under way. */
async function planAhead(
  run: ImportRun,
  groups: readonly EntryGroup[],
  { facts, pause, onWriting }: Pick<TogetherOptions, "pause" | "onWriting"> & { facts: Facts },
): Promise<PlannedTogether> {
  await setImmediate();
  onWriting?.();
  return await planTogether(run, groups.slice(0, ENTRIES_PER_COMMIT), { facts, pause });
}
