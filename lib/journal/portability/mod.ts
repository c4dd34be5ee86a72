/** The way out of the journal, and in, with all that belongs to it. */
export { exportJournal } from "./export/export_journal.ts";
export type { ExportFormat, ExportPage, ExportQuery, OnProgress } from "./export/export_model.ts";
export { exportRecords } from "./export/export_records.ts";
export { frontMatter } from "./export/front_matter.ts";
export { writeJson } from "./export/write_json.ts";
export type { EntryRecord, ExportRecord } from "./format.ts";
export { exportPage } from "./export/export_page.ts";
export { exportSchema } from "./format.ts";
export { importEntries, type ImportOptions, readDocument } from "./import/import_entries.ts";
export type {
  EntryGroup,
  ImportDraft,
  ImportedDocument,
  ImportedEntry,
  ImportedTag,
  ImportFormat,
  ImportReport,
} from "./import/import_model.ts";
export {
  beginImport,
  type ImportPiece,
  importPiece,
  type PieceOptions,
  type PieceReport,
} from "./import/import_piece.ts";
export { fileEntries, type FileEntry } from "./import/sources/file_entry.ts";
export { type KeptEntry, undoImport, type UndoReport } from "./undo/undo_import.ts";
