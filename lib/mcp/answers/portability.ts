import type { ExportFormat, ExportPage, ImportReport } from "../../journal/mod.ts";
import { ANSWER_BYTES } from "./budget.ts";
import { counted } from "./counted.ts";
import { join, more } from "./entries.ts";

/** Of the format, of two cursors, and of what is said of them. */
const AROUND_DOCUMENT = 2_500;

/** The size of a page inside JSON: it is in the text and in the structured content. */
export const DOCUMENT_BYTES = Math.floor((ANSWER_BYTES - AROUND_DOCUMENT) / 2);

/** Answers with a page of a document, for clients that show only text as well. */
export function exportAnswer(format: ExportFormat, page: ExportPage) {
  const { document, nextCursor } = page;
  return { structured: { format, ...page }, text: join([document, more(nextCursor)]) };
}

const MAX_SHOWN = 20;

/** Answers with what became of the entries of a document, or would have become of them. */
export function importAnswer(report: ImportReport, { dryRun = false } = {}) {
  const { created, updated, skipped, failed, errors, notes = [] } = report;
  const entries = counted(created, "entry", "entries");
  return {
    structured: report,
    text: join([
      dryRun
        ? `The import would create ${entries}, update ${updated} and skip ${skipped}.`
        : `The import created ${entries}, updated ${updated} and skipped ${skipped}.`,
      failed > 0 ? `Not importable: ${counted(failed, "record", "records")}.` : undefined,
      ...told(errors, failed),
      notes.length > 0 ? "Imported, but not as the document has it:" : undefined,
      ...told(notes, notes.length),
    ]),
  };
}

function told(some: readonly { index: number; reason: string }[], count: number): string[] {
  const shown = some.slice(0, MAX_SHOWN).map(({ index, reason }) => `- record ${index}: ${reason}`);
  return count > shown.length ? [...shown, `- and ${count - shown.length} more`] : shown;
}
