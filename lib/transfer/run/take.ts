import type { EntryGroup, Journal } from "../../journal/mod.ts";
import type { Pacer } from "../../search/pacer.ts";
import type { ImportJob, LeftOut } from "../model.ts";
import type { Source } from "../sources/source.ts";
import { keepFiles } from "./keep_files.ts";
import { readAhead } from "./read_ahead.ts";
import { tellOf } from "./tell.ts";

export interface TakeOptions {
  journal: Journal;
  pacer: Pacer;
  signal: AbortSignal;
  /** Writes down how far it is, with what there is to tell, and returns the job as it is then. */
  save(job: ImportJob, told: readonly LeftOut[]): Promise<ImportJob>;
}

/**
 * Imports a file from where `job` says it is. Each piece is written before its figures are: a process
 * that dies between the two leaves a piece that is written again, which changes nothing.
 */
export async function take(
  source: Source,
  job: ImportJob,
  { journal, pacer, signal, save }: TakeOptions,
): Promise<ImportJob> {
  const { id: importId, choices, pieces } = job;
  const { allPrivate = false, keepsExisting = false } = choices ?? {};
  const { pause } = pacer;
  if (pieces === 0) await journal.beginImport(importId);
  let n = 0;
  const upcoming = readAhead(source.pieces());
  for await (const piece of upcoming.items) {
    signal.throwIfAborted();
    if (n++ < pieces) continue;
    const fileNotes: LeftOut[] = [];
    const groups: EntryGroup[] = [];
    for (const group of allPrivate ? piece.groups.map(asPrivate) : piece.groups) {
      const files = piece.files?.get(group.id);
      groups.push(files ? await keepFiles(group, files, { journal, told: fileNotes }) : group);
      if (files) await pause();
      signal.throwIfAborted();
    }
    // The first one may have been written by a process that died before it could say so.
    const isResumed = n === pieces + 1;
    const onWriting = upcoming.begin;
    const options = { importId, keepsExisting, isResumed, pause, signal, onWriting };
    const report = await journal.importPiece({ ...piece, groups }, options);
    const told = tellOf({ ...piece, leftOut: [...piece.leftOut, ...fileNotes] }, report);
    job = await save({
      ...job,
      pieces: n,
      done: job.done + groups.length,
      created: job.created + report.created,
      updated: job.updated + report.updated,
      skipped: job.skipped + report.skipped,
      failed: job.failed + told.filter(({ isNote }) => !isNote).length,
    }, told);
  }
  return job;
}

function asPrivate({ id, entry, revisions }: EntryGroup): EntryGroup {
  return {
    id,
    entry: entry && { ...entry, values: { ...entry.values, isPrivate: true } },
    revisions: revisions.map((each) => ({ ...each, values: { ...each.values, isPrivate: true } })),
  };
}
