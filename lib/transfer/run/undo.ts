import type { Journal } from "../../journal/mod.ts";
import type { Pacer } from "../../search/pacer.ts";
import type { ImportJob, LeftOut } from "../model.ts";

export interface UndoOptions {
  journal: Journal;
  pacer: Pacer;
  signal: AbortSignal;
  save(job: ImportJob, told: readonly LeftOut[]): Promise<ImportJob>;
}

/** Undoes an import to its end; what is undone already is not done again. */
export async function undo(
  job: ImportJob,
  { journal, pacer: { pause }, signal, save }: UndoOptions,
): Promise<ImportJob> {
  for (;;) {
    const report = await journal.undoImport(job.id, { pause, signal });
    if (report.isDone) return job;
    const told = report.kept.map(({ title, reason }) => ({ what: title, why: reason }));
    const { trashed, restored, kept } = job.undo ?? { trashed: 0, restored: 0, kept: 0 };
    const undone = {
      trashed: trashed + report.trashed,
      restored: restored + report.restored,
      kept: kept + report.kept.length,
    };
    const done = job.done + report.trashed + report.restored + report.kept.length;
    job = await save({ ...job, undo: undone, done: Math.min(done, job.total) }, told);
  }
}
