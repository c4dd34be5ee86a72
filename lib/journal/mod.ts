/**
 * The journal: entries and tags of one user, on Deno KV. It knows nothing of HTTP, tokens or MCP.
 * Every time is a number of milliseconds since 1970-01-01 UTC.
 */
export type { JournalAccess, JournalFault, JournalOptions, OnFault } from "./access.ts";
export type {
  Attachment,
  AttachmentRef,
  AttachmentUsage,
  BlobDraft,
  ReadAttachment,
  StoredBlob,
  Upload,
} from "./attachment_model.ts";
export type { Draft, DraftSummary, KeptDraft } from "./drafts/draft_model.ts";
export { type Drafts, openDrafts } from "./drafts/drafts.ts";
export type { BlobPlace } from "../blobs/mod.ts";
export type { FoundAttachment } from "./attachments/read_attachment.ts";
export { sweepOrphans } from "./attachments/sweep_orphans.ts";
export { attachmentIdOf, toRef } from "./attachments/use_blobs.ts";
export { type Journal, openJournal } from "./journal.ts";
export {
  type Change,
  type ChangedEntry,
  type ChangeReader,
  openChangeReader,
  renewEpoch,
} from "./feed/change_reader.ts";
export { sweepEverybody, type SweepOptions } from "./sweep/sweep_everybody.ts";
export { type Heads, watchHeads } from "./feed/heads.ts";
export { type JournalChange, type JournalWatch, watchJournal } from "./feed/watch_journal.ts";
export {
  type FoundEntry,
  openSelection,
  parseSearchText,
  type Selection,
  type SelectionQuery,
} from "./feed/selection.ts";
export type {
  JournalStats,
  OnThisDay,
  OnThisDayPage,
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
  Neighbours,
  Replacement,
  Revision,
  RevisionPage,
  RevisionQuery,
  RevisionText,
  Tag,
  TagDraft,
  TagPage,
  TagPatch,
  TagQuery,
  TagRef,
  Writer,
  WrittenEntry,
} from "./model.ts";
export { firstMomentOf } from "./days/range.ts";
export { offsetMs } from "./days/utc_offset.ts";
export { isWrittenTime } from "./days/written_time.ts";
export { eraseJournal } from "./store/erase_journal.ts";
export { isId } from "../ids.ts";
export { erasureKey } from "./store/keys.ts";
export {
  BeingErasedError,
  BusyError,
  ConflictError,
  InvalidCursorError,
  InvalidError,
  JournalError,
  type JournalErrorCode,
  KeyOfTrashedError,
  KeyTakenError,
  LimitError,
  MissingTagsError,
  NotFoundError,
  TrashedError,
} from "./errors.ts";
// Its code is loaded when it is used: most requests neither export nor import.
export type {
  EntryGroup,
  EntryRecord,
  ExportFormat,
  ExportPage,
  ExportRecord,
  FileEntry,
  ImportDraft,
  ImportedDocument,
  ImportedEntry,
  ImportedTag,
  ImportFormat,
  ImportPiece,
  ImportReport,
  KeptEntry,
  PieceReport,
} from "./portability/mod.ts";
export {
  CLEARABLE_FIELD_NAMES,
  type DerivedFieldName,
  ENTRY_FIELDS,
  type EntryFields,
  FIELD_NAMES,
  type FieldName,
  type FieldValue,
  GIVEN_FIELD_NAMES,
  type GivenFieldName,
  type ListedFieldName,
  type OptionalFieldName,
  pickFields,
  SHOWN_FIELD_NAMES,
  type ShownFieldName,
} from "./entry_fields.ts";
export { withoutPhotoLinks } from "./entries/prose.ts";
export { LIMITS, UNDO_DAYS } from "./limits.ts";
export { EARLIEST, LATEST } from "./parse.ts";
export { pageOfYears } from "./insight/page_of_years.ts";
export { pageOfTags } from "./tags/page_of_tags.ts";
export { listUsers } from "./store/list_users.ts";
export { DATE_LANGUAGES, type DateLanguage, type DateSettings } from "./store/settings.ts";
