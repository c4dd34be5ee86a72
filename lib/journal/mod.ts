/**
 * The journal: entries and tags of one user, on Deno KV. It knows nothing of HTTP, tokens or MCP.
 * Every time is a number of milliseconds since 1970-01-01 UTC.
 */
export { type Journal, type JournalOptions, openJournal, type Owner } from "./journal.ts";
export {
  type Change,
  type ChangedEntry,
  type ChangeReader,
  openChangeReader,
  renewEpoch,
} from "./change_reader.ts";
export { sweepEverybody, type SweepOptions } from "./sweep_everybody.ts";
export { type Heads, watchHeads } from "./watch/heads.ts";
export { type JournalChange, type JournalWatch, watchJournal } from "./watch/watch_journal.ts";
export {
  type FoundEntry,
  openSelection,
  parseSearchText,
  type Selection,
  type SelectionQuery,
} from "./selection.ts";
export type {
  JournalStats,
  OnThisDay,
  OnThisDayQuery,
  StatsQuery,
  YearOnThisDay,
} from "./insight/model.ts";
export type {
  Entry,
  EntryDraft,
  EntryPage,
  EntryPatch,
  EntryQuery,
  EntrySummary,
  Revision,
  RevisionPage,
  RevisionQuery,
  Tag,
  TagDraft,
  TagPatch,
  TagRef,
} from "./model.ts";
export { eraseJournal } from "./erase_journal.ts";
export { erasureKey } from "./keys.ts";
export {
  BeingErasedError,
  BusyError,
  ConflictError,
  InvalidError,
  JournalError,
  type JournalErrorCode,
  LimitError,
  NotFoundError,
  TrashedError,
} from "./errors.ts";
export {
  type ExportFormat,
  exportJournal,
  type ExportPage,
  exportSchema,
  type ImportDraft,
  type ImportFormat,
  type ImportReport,
} from "./portability/mod.ts";
export { LIMITS } from "./limits.ts";
export { listUsers } from "./list_users.ts";
