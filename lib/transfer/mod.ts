/**
 * Journals that come in and go out as files. An import is a job that is written down first, and that
 * any process goes on with; it can be undone for 30 days.
 */
export {
  type ImportChoices,
  type ImportJob,
  type ImportState,
  type LeftOut,
  type LookedAt,
  type Table,
  TOLD_AT_ONCE,
} from "./model.ts";
export {
  canBeUndone,
  eraserOf,
  openTransfers,
  type PersonTransfers,
  TransferError,
  type Transfers,
} from "./transfers.ts";
export {
  type ExportProgress,
  type Exports,
  exportShare,
  type ExportState,
  openExports,
  type TellExport,
} from "./exports.ts";
export type { JobThreadOptions } from "./thread/job_thread.ts";
export { type Uploads, UploadTooLargeError } from "./uploads.ts";
// Its code is loaded when somebody asks for a zip.
export type { Measured, Selected, ZipOptions } from "./export/mod.ts";
