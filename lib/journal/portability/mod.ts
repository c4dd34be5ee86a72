/** The way out of the journal, and in, with all that belongs to it. */
export { exportJournal } from "./export/export_journal.ts";
export type { ExportFormat, ExportPage, ExportQuery, OnProgress } from "./export/export_model.ts";
export { exportPage } from "./export/export_page.ts";
export { exportSchema } from "./format.ts";
export { importEntries, type ImportOptions } from "./import/import_entries.ts";
export type { ImportDraft, ImportFormat, ImportReport } from "./import/import_model.ts";
export { fileEntries, type FileEntry } from "./import/sources/file_entry.ts";
