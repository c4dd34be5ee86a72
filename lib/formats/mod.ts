export type { Archive, ByteSource, Member } from "./archive/archive.ts";
export { blobSource, fileSource } from "./archive/byte_source.ts";
export { openArchive, openFolder } from "./archive/open_archive.ts";
export * from "./errors.ts";
export { type FormatId, FORMATS } from "./formats.ts";
export { FORMAT_LIMITS } from "./limits.ts";
export type {
  CsvField,
  CsvMapping,
  DateOrder,
  ReadAttachment,
  ReadEntry,
  Reader,
  ReadItem,
  ReadOptions,
  ReadRecord,
  Skipped,
} from "./read_entry.ts";
export { readArchive } from "./read_archive.ts";
export { dayOneRecords } from "./readers/day_one.ts";
export { jrnlRecords } from "./readers/jrnl.ts";
export { missingIn } from "./readers/tables/csv.ts";
export { lookAtTable, type TableLook } from "./readers/tables/look_at_table.ts";
export { type Column, suggestMapping } from "./readers/tables/suggest_mapping.ts";
export { type Recognition, recognize } from "./recognize.ts";
export { csvColumns } from "./readers/tables/csv_rows.ts";
