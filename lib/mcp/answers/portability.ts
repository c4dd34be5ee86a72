import type { ExportFormat, ExportPage, ImportReport } from "../../journal/mod.ts";
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

/** Answers with what became of the entries of a document; `mood` says whether it really did. */
export function importAnswer(report: ImportReport, mood: "Has" | "Would have") {
  const { created, updated, skipped, failed, errors } = report;
  const shown = errors.slice(0, MAX_SHOWN);
  const rest = failed - shown.length;
  return {
    structured: report,
    text: join([
      `${mood} created ${created}, updated ${updated} and skipped ${skipped} entries. ` +
      `${failed} could not be imported${failed > 0 ? ":" : "."}`,
      ...shown.map(({ index, reason }) => `- record ${index}: ${reason}`),
      rest > 0 ? `- and ${rest} more` : undefined,
    ]),
  };
}
