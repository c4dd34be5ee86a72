import type { Zone } from "../../days/zone.ts";
import type { Context } from "../../store/context.ts";
import { zoneOf } from "../../store/zone_of.ts";
import type { OnProgress } from "../export/export_model.ts";
import { importGroup } from "./import_group.ts";
import type { ImportDraft, ImportedDocument, ImportReport, Note } from "./import_model.ts";
import type { ImportRun } from "./import_run.ts";
import { importTags } from "./import_tags.ts";
import { readEpicme } from "./sources/epicme.ts";
import { readForeign } from "./sources/foreign.ts";

export interface ImportOptions {
  onProgress?: OnProgress;
  /** Ends the import between two entries; what is written by then stays, and is whole. */
  signal?: AbortSignal;
}

const MAX_TOLD = 100;

const REPORT_EVERY = 25;

/**
 * Imports a document, entry by entry. What is wrong with one is told and leaves the others alone;
 * throws InvalidError for a document that is not of its format, LimitError for one of too many records.
 */
export async function importEntries(
  context: Context,
  draft: ImportDraft,
  { onProgress, signal }: ImportOptions = {},
): Promise<ImportReport> {
  const zone = await zoneOf(context, draft.timeZone);
  const { tags, groups, problems, notes } = await readDocument(draft, zone);
  const dryRun = draft.dryRun ?? false;
  const run: ImportRun = { context, dryRun, plannedTags: [], plannedCount: 0 };
  const report = { created: 0, updated: 0, skipped: 0 };
  problems.push(...await importTags(run, { tags, groups }));
  for (const [n, group] of groups.entries()) {
    signal?.throwIfAborted();
    const { outcome, ...found } = await importGroup(run, group);
    if (outcome) report[outcome]++;
    problems.push(...found.problems);
    notes.push(...found.notes);
    const done = n + 1;
    if (done % REPORT_EVERY === 0 || done === groups.length) {
      await onProgress?.(done, groups.length);
    }
  }
  const errors = firstOf(problems);
  return {
    ...{ ...report, failed: problems.length, errors },
    ...notes.length > 0 && { notes: firstOf(notes) },
  };
}

function firstOf<T extends Note>(told: T[]): T[] {
  return told.sort((a, b) => a.index - b.index).slice(0, MAX_TOLD);
}

/** Editors on Windows write a byte order mark first, which is not JSON. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/** Reads a document; throws InvalidError for one that is not of its format. */
export function readDocument(
  { format, ...draft }: ImportDraft,
  zone: Zone,
): Promise<ImportedDocument> {
  const document = draft.document.replace(BYTE_ORDER_MARK, "");
  return format === "epicme" ? readEpicme(document) : readForeign(document, { format, zone });
}
