import type { ExportFormat, ExportPage, ImportReport } from "../../journal/mod.ts";
import { counted } from "./counted.ts";
import { join, more } from "./entries.ts";

/** A larger page is in the structured answer only: twice would be too much for one answer. */
const MAX_TEXT_BYTES = 150_000;

/** Answers with a page of a document, for clients that show only text as well. */
export function exportAnswer(format: ExportFormat, page: ExportPage) {
  const { document, nextCursor } = page;
  const bytes = new TextEncoder().encode(document).length;
  const shown = bytes <= MAX_TEXT_BYTES ? document : `A page of ${bytes} bytes.`;
  return { structured: { format, ...page }, text: join([shown, more(nextCursor)]) };
}

const MAX_SHOWN = 20;

/** Answers with what became of the entries of a document, or would have become of them. */
export function importAnswer(report: ImportReport, { dryRun = false } = {}) {
  const { created, updated, skipped, failed, errors } = report;
  const shown = errors.slice(0, MAX_SHOWN);
  const rest = failed - shown.length;
  const entries = counted(created, "entry", "entries");
  return {
    structured: report,
    text: join([
      dryRun
        ? `The import would create ${entries}, update ${updated} and skip ${skipped}.`
        : `The import created ${entries}, updated ${updated} and skipped ${skipped}.`,
      failed > 0 ? `Not importable: ${counted(failed, "record", "records")}.` : undefined,
      ...shown.map(({ index, reason }) => `- record ${index}: ${reason}`),
      rest > 0 ? `- and ${rest} more` : undefined,
    ]),
  };
}
