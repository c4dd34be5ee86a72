import { compact, type StoredEntry } from "../../store/stored.ts";
import type { Plan } from "../../store/transact.ts";
import type { EntryOutcome } from "./import_model.ts";
import type { ImportRun } from "./import_run.ts";

/** What an import did to one entry. It is written in the commit that did it, and kept for 30 days. */
export interface UndoRow {
  /** Skipped: it remembers what the document said, or has got revisions. */
  outcome: EntryOutcome["outcome"];
  /** The version that the import left. */
  version: number;
  /** Of the entry: another one may have its id by the time of the undo. */
  arrivedAt?: number;
  /** The entry as it was; absent where the import made it. */
  before?: StoredEntry;
  /** Versions of which the import brought a revision. */
  revisions?: number[];
}

/** Whether the undo of an import has put an entry into the trash, and nobody has moved it since. */
export function isUndone({ trashedAt, undoneAt }: StoredEntry): boolean {
  return undoneAt !== undefined && undoneAt === trashedAt;
}

/** Adds to the write of an entry what undoes it; what an earlier write of this import said stays. */
export async function withUndoRow<T extends EntryOutcome>(
  run: ImportRun,
  plan: Plan<T>,
): Promise<Plan<T>> {
  const { result, write } = plan;
  if (run.importId === undefined || run.dryRun || !write || result.isHidden) return plan;
  const { keys } = run.context;
  const { outcome, head, before } = result;
  const key = keys.undoRow(run.importId, head.id);
  // Of an entry that is new nothing can be known yet.
  const first = before && await readUndoRow(run, head);
  const row = compact<UndoRow>({
    ...first,
    outcome: first && first.outcome !== "skipped" ? first.outcome : outcome,
    version: head.version,
    arrivedAt: head.arrivedAt,
    before: first ? first.before : before,
  });
  return { result, write: (operation) => write(operation).set(key, row) };
}

/** What this import has done to an entry by now; what it did to an earlier one of that id is over. */
export async function readUndoRow(
  { context: { store, keys }, importId }: ImportRun,
  head: StoredEntry,
): Promise<UndoRow | undefined> {
  if (importId === undefined) return undefined;
  const { value } = await store.read.get<UndoRow>(keys.undoRow(importId, head.id));
  return value && isAbout(value, head) ? value : undefined;
}

/** Whether a row tells of this entry, and not of one that had its id before. */
export function isAbout({ arrivedAt }: UndoRow, head: StoredEntry): boolean {
  return arrivedAt === head.arrivedAt;
}
