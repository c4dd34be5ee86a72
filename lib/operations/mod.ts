/**
 * What an operator does with the data: back it up, restore it, clean it, build the index again. For
 * processes of their own, beside the server or while it is stopped.
 */
export { type Backup, backUp } from "./backup.ts";
export { RefusedError } from "./errors.ts";
export { journalFile } from "./journal_file.ts";
export { reindex, type Reindexed } from "./reindex.ts";
export { type DoctorOptions, examine, type Finding, withoutSecrets } from "./doctor/mod.ts";
export { restore, type Restored } from "./restore.ts";
export { size } from "./size.ts";
export { sweepFiles } from "./sweep_files.ts";
export { vacuum, type Vacuumed } from "./vacuum.ts";
