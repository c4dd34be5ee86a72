import { DAY_MS } from "../../../time.ts";
import { UNDO_DAYS } from "../../limits.ts";
import type { Context } from "../../store/context.ts";
import { transact } from "../../store/transact.ts";
import { fold } from "../../text.ts";
import { readUndoRow } from "./undo_row.ts";
import { importGroup } from "./import_group.ts";
import type { EntryGroup, ImportedTag, Problem } from "./import_model.ts";
import type { ImportRun } from "./import_run.ts";
import { importTags } from "./import_tags.ts";
import { importTogether, type TogetherOptions } from "./import_together.ts";

/** Some entries of a journal that comes in, and tags that come before them. */
export interface ImportPiece {
  tags?: readonly ImportedTag[];
  groups: readonly EntryGroup[];
}

export interface PieceOptions extends TogetherOptions {
  /** The import that the piece is of: what it changes is remembered under this name. */
  importId?: string;
  /** Answers what would become of the piece, and writes nothing. */
  dryRun?: boolean;
  /** Whether an entry that is here stays as it is. */
  keepsExisting?: boolean;
  /** Whether the piece may have been written before, by a process that has died. */
  isResumed?: boolean;
}

/** What became of the entries of a piece. */
export interface PieceReport {
  created: number;
  updated: number;
  skipped: number;
  /** What was not taken, by the place of its record. */
  problems: Problem[];
  /** What was taken, but not as it is there. */
  notes: Problem[];
}

/**
 * Writes a piece of an import: what is simply new together, all else entry by entry. A piece that is
 * written again changes nothing, and with `isResumed` it is counted as it was then.
 */
export async function importPiece(
  context: Context,
  { tags = [], groups }: ImportPiece,
  { isResumed, pause, signal, onWriting, dryRun = false, ...options }: PieceOptions = {},
): Promise<PieceReport> {
  const run: ImportRun = { context, dryRun, plannedTags: [], plannedCount: 0, ...options };
  const report: PieceReport = { created: 0, updated: 0, skipped: 0, problems: [], notes: [] };
  report.problems.push(...await importTags(run, { tags, groups }));
  const together = await importTogether(run, groups, { pause, signal, onWriting });
  const named = new Set<string>();
  const again = secondOf(groups);
  for (const [n, group] of groups.entries()) {
    signal?.throwIfAborted();
    const { outcome, head, problems, notes } = await importGroup(run, group, together.get(group));
    const isSkipped = head !== undefined && outcome === "skipped";
    const then = isResumed && isSkipped ? await readUndoRow(run, head) : undefined;
    if (outcome) report[then?.outcome ?? outcome]++;
    report.problems.push(...problems);
    report.notes.push(...notes);
    if (together.has(group)) continue;
    await pause?.();
    if (outcome !== "created" && outcome !== "updated") continue;
    // It may have made the tags for which others were left to be done alone.
    const made = new Set(tagNamesOf(group)).difference(named);
    for (const name of made) named.add(name);
    const others = groups.slice(n + 1).filter((other) =>
      !together.has(other) && !again.has(other) && tagNamesOf(other).some((name) => made.has(name))
    );
    if (others.length === 0) continue;
    const more = await importTogether(run, others, { pause, signal, onWriting });
    for (const [other, written] of more) together.set(other, written);
  }
  return report;
}

/** Of two with the same id, the second one is a change of the first, and never goes before it. */
function secondOf(groups: readonly EntryGroup[]): Set<EntryGroup> {
  const ids = new Set<string>();
  return new Set(groups.filter(({ id }) => ids.size === ids.add(id).size));
}

function tagNamesOf({ entry }: EntryGroup): string[] {
  return entry?.values.tags.map(({ name }) => fold(name.trim())) ?? [];
}

/**
 * Says that an import begins, before it writes anything: what is remembered of it is removed after
 * 30 days, however it ends.
 */
export function beginImport(context: Context, importId: string): Promise<void> {
  const { keys, now } = context;
  const key = keys.removal("undo", { at: now() + UNDO_DAYS * DAY_MS, id: importId });
  return transact(context, () =>
    Promise.resolve({
      result: undefined,
      write: (operation) => operation.set(key, new Uint8Array()),
    }));
}
