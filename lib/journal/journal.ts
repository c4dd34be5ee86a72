import type { Store } from "../kv/store.ts";
import type { ByteRange } from "../blobs/mod.ts";
import { addBlob, attachmentUsage, countFiles } from "./attachments/add_blob.ts";
import type {
  AttachmentRef,
  AttachmentUsage,
  BlobDraft,
  ReadAttachment,
  StoredBlob,
  Upload,
} from "./attachment_model.ts";
import {
  findAttachment,
  type FoundAttachment,
  readAttachment,
} from "./attachments/read_attachment.ts";
import { findUploaded, receiveUpload, requestUpload } from "./attachments/uploads.ts";
import { addTagToEntry, removeTagFromEntry } from "./entries/entry_tags.ts";
import type { JournalAccess, JournalOptions } from "./access.ts";
import { contextOf } from "./store/context.ts";
import { createEntry } from "./entries/create_entry.ts";
import { createTag } from "./tags/create_tag.ts";
import { deleteTag } from "./tags/delete_tag.ts";
import { getEntry } from "./entries/get_entry.ts";
import type { JournalStats, OnThisDay, OnThisDayQuery, StatsQuery } from "./insight/model.ts";
import { onThisDay } from "./insight/on_this_day.ts";
import { journalStats } from "./insight/stats.ts";
import { listEntries } from "./entries/list_entries.ts";
import { listRevisions } from "./entries/list_revisions.ts";
import type {
  Entry,
  EntryDraft,
  EntryPage,
  EntryPatch,
  EntryQuery,
  Neighbours,
  RevisionPage,
  RevisionQuery,
  RevisionText,
  Tag,
  TagDraft,
  TagPatch,
  Writer,
  WrittenEntry,
} from "./model.ts";
import type {
  ExportPage,
  ExportQuery,
  ImportDraft,
  ImportedDocument,
  ImportOptions,
  ImportPiece,
  ImportReport,
  OnProgress,
  PieceOptions,
  PieceReport,
  UndoReport,
} from "./portability/mod.ts";
import { purgeEntry } from "./entries/purge_entry.ts";
import { getTag, listTags } from "./tags/read_tags.ts";
import { neighboursOf, writerOf } from "./entries/neighbours.ts";
import { readRevision } from "./entries/read_revision.ts";
import { restoreRevision } from "./entries/restore_revision.ts";
import { withTagSweep } from "./sweep/sweep_tags.ts";
import { withSweep } from "./sweep/with_sweep.ts";
import { restoreEntry, trashEntry } from "./entries/trash.ts";
import {
  type DateSettings,
  readDateSettings,
  setDateSettings,
  setTimeZone,
} from "./store/settings.ts";
import { zoneOf } from "./store/zone_of.ts";
import { updateEntry } from "./entries/update_entry.ts";
import { updateTag } from "./tags/update_tag.ts";
import { whichExist } from "./store/which_exist.ts";

/**
 * The journal of one user. Every method either does all it says or throws with nothing written:
 * NotFoundError for what the viewer cannot see, InvalidError and LimitError for bad input, BusyError
 * if other processes do not let it through, and what Deno KV throws.
 */
export interface Journal {
  /**
   * Writes an entry and returns it. With an idempotency key that this client has used in the last 24
   * hours for the same arguments, it returns the entry made then: as it is now, or as it was written
   * where the viewer may not see it any more. Throws KeyTakenError for other arguments, and
   * KeyOfTrashedError if that entry is in the trash.
   */
  createEntry(draft: EntryDraft): Promise<WrittenEntry>;

  /** Returns an entry, also one in the trash. */
  getEntry(id: string): Promise<Entry>;

  /** Returns which client wrote what an entry says. */
  writerOf(id: string): Promise<Writer>;

  /** Returns the entries before and after one, those in the trash left out. */
  neighboursOf(id: string): Promise<Neighbours>;

  /** Returns those of the ids that lead to an entry, also one in the trash. */
  whichExist(ids: readonly string[]): Promise<Set<string>>;

  /**
   * Changes what `patch` gives, and keeps what the entry said as a revision. Throws ConflictError if
   * the version is not `ifVersion` or a passage to replace is not there exactly once, and
   * TrashedError in the trash. Without `ifVersion`, what others have written first is kept.
   */
  updateEntry(
    id: string,
    patch: EntryPatch,
    options?: { ifVersion?: number },
  ): Promise<WrittenEntry>;

  /** Moves an entry to the trash, where it is unknown after 30 days. Idempotent. */
  trashEntry(id: string): Promise<Entry>;

  /** Takes an entry out of the trash. Idempotent. */
  restoreEntry(id: string): Promise<Entry>;

  /**
   * Removes an entry for ever, with its revisions, from the trash or not; returns it as it was.
   * Throws ConflictError if the version is not `ifVersion`.
   */
  purgeEntry(id: string, options?: { ifVersion?: number }): Promise<Entry>;

  /**
   * Returns a page of what an entry said before, the newest first: the last 1,000 revisions are
   * kept. What it said while it was private is for viewers of private entries only.
   */
  listRevisions(id: string, query?: RevisionQuery): Promise<RevisionPage>;

  /** Returns all that an entry said in a version which was replaced since. */
  readRevision(id: string, version: number): Promise<RevisionText>;

  /**
   * Makes an entry say what a revision said, without the tags that are deleted by now; what it said
   * until now becomes a revision. A private entry stays private. Throws TrashedError in the trash.
   */
  restoreRevision(id: string, revisionId: string): Promise<Entry>;

  /** Returns a page of entries, the newest `occurredAt` first, and the newest id where it is equal. */
  listEntries(query?: EntryQuery): Promise<EntryPage>;

  /**
   * Returns the entries of one day in every year, 20 of a year at most. In a common year, 28 February
   * brings back 29 February, too: every entry comes back once a year.
   */
  onThisDay(query?: OnThisDayQuery): Promise<OnThisDay>;

  /**
   * Returns figures of the entries of a range, all of them unless given. Streaks are of that range,
   * too. What is written meanwhile may or may not be counted.
   */
  stats(query?: StatsQuery): Promise<JournalStats>;

  /**
   * Returns a page of the whole journal as a document; see `exportJournal` for what is promised.
   * `onProgress` is called with how many entries are done.
   */
  exportPage(query: ExportQuery, onProgress?: OnProgress): Promise<ExportPage>;

  /**
   * Imports a document of entries and returns what became of them; errors of single entries are in
   * the answer. Throws InvalidError for a document that is not of its format, and what
   * `options.signal` is aborted with: what was written by then is whole, and a repeated import goes on.
   */
  importEntries(draft: ImportDraft, options?: ImportOptions): Promise<ImportReport>;

  /**
   * Takes a file in, to be named by an entry within a day. Throws LimitError for one that is too
   * large or for which there is no room.
   */
  addBlob(draft: BlobDraft): Promise<StoredBlob>;

  /** Returns how much the person's files take up. */
  attachmentUsage(): Promise<AttachmentUsage>;

  /** Returns how many files the person has, in whatever entry or revision. */
  countFiles(): Promise<number>;

  /** Returns what is known of an attachment of an entry that exists for the viewer. */
  getAttachment(id: string): Promise<FoundAttachment>;

  /** Returns an attachment with its bytes, or a part of them. The stream is to be read or cancelled. */
  readAttachment(id: string, range?: ByteRange): Promise<ReadAttachment>;

  /** Allows the client to bring one file within 15 minutes. */
  requestUpload(draft: { name: string; type?: string }): Promise<Upload>;

  /** Takes the file of an upload in: once, and in its time. */
  receiveUpload(id: string, stream: ReadableStream<Uint8Array>): Promise<StoredBlob>;

  /** Returns the file that this client has brought by an upload. */
  findUploaded(id: string): Promise<AttachmentRef>;

  /**
   * Reads a document, and returns its entries to be imported piece by piece. Throws InvalidError for
   * a document that is not of its format.
   */
  readDocument(draft: Omit<ImportDraft, "dryRun">): Promise<ImportedDocument>;

  /** Says that an import begins that can be undone, under a name of its own. */
  beginImport(importId: string): Promise<void>;

  /** Writes some entries of an import; what is wrong with one is in the answer. */
  importPiece(piece: ImportPiece, options?: PieceOptions): Promise<PieceReport>;

  /**
   * Undoes a part of an import and returns whether that was all: what was new goes to the trash, what
   * was changed is as it was before, and what was changed here since stays.
   */
  undoImport(
    importId: string,
    options?: { pause?: () => Promise<void>; signal?: AbortSignal },
  ): Promise<UndoReport>;

  /** Returns the person's time zone: UTC while nobody has told one. */
  timeZone(): Promise<string>;

  /** Sets the person's time zone; a proposal leaves one that is set. Throws InvalidError. */
  setTimeZone(timeZone: string, options?: { isProposal?: boolean }): Promise<void>;

  /** Returns how the person is shown dates. */
  dateSettings(): Promise<DateSettings>;

  /** Sets that. Throws InvalidError. */
  setDateSettings(settings: { language: string; firstWeekday: number }): Promise<void>;

  /**
   * Writes a tag. Throws ConflictError if its name is taken, in any case. Where a tag has it that is
   * hidden from the viewer, that one becomes the new tag.
   */
  createTag(draft: TagDraft): Promise<Tag>;

  /** Returns a tag by its id. */
  getTag(id: string): Promise<Tag>;

  /** Returns all tags that exist for the viewer, by name. */
  listTags(): Promise<Tag[]>;

  /** Changes what `patch` gives. Throws ConflictError if another tag has the name. */
  updateTag(id: string, patch: TagPatch): Promise<Tag>;

  /** Takes a tag off all entries, also those the viewer cannot see, and returns it as it was. */
  deleteTag(id: string): Promise<Tag>;

  /** Puts a tag, by id or name, on an entry. Idempotent; throws TrashedError in the trash. */
  addTagToEntry(entryId: string, tag: string): Promise<Entry>;

  /** Takes a tag, by id or name, off an entry. Idempotent; throws TrashedError in the trash. */
  removeTagFromEntry(entryId: string, tag: string): Promise<Entry>;
}

/** Loaded when it is used: with the formats of others it is half of the journal's code. */
const portability = () => import("./portability/mod.ts");

/** Returns the journal that `access` reaches. */
export function openJournal(
  store: Store,
  access: JournalAccess,
  options?: JournalOptions,
): Journal {
  const context = contextOf(store, access, options);
  const written = <T>(write: Promise<T>) => withSweep(context, write);
  return {
    createEntry: (draft) => written(createEntry(context, draft)),
    getEntry: (id) => getEntry(context, id),
    writerOf: (id) => writerOf(context, id),
    neighboursOf: (id) => neighboursOf(context, id),
    whichExist: (ids) => whichExist(context, ids),
    updateEntry: (id, patch, options) => written(updateEntry(context, { id, patch, ...options })),
    trashEntry: (id) => written(trashEntry(context, id)),
    restoreEntry: (id) => written(restoreEntry(context, id)),
    purgeEntry: (id, options) =>
      withSweep(context, purgeEntry(context, { id, ...options }), { isUrgent: true }),
    listRevisions: (id, query) => listRevisions(context, { id, ...query }),
    readRevision: (id, version) => readRevision(context, { id, version }),
    restoreRevision: (id, revisionId) => written(restoreRevision(context, { id, revisionId })),
    listEntries: (query = {}) => listEntries(context, query),
    onThisDay: (query = {}) => onThisDay(context, query),
    stats: (query = {}) => journalStats(context, query),
    async exportPage(query, onProgress) {
      const { exportPage } = await portability();
      return await exportPage(context, query, { onProgress });
    },
    async importEntries(draft, options) {
      const { importEntries } = await portability();
      const work = importEntries(context, draft, options);
      return await (draft.dryRun ? work : written(work));
    },
    addBlob: (draft) => written(addBlob(context, draft)),
    attachmentUsage: () => attachmentUsage(context),
    countFiles: () => countFiles(context),
    getAttachment: (id) => findAttachment(context, id),
    readAttachment: (id, range) => readAttachment(context, { id, range }),
    requestUpload: (draft) => requestUpload(context, draft),
    receiveUpload: (id, stream) => written(receiveUpload(context, { id, stream })),
    findUploaded: (id) => findUploaded(context, id),
    async readDocument(draft) {
      const { readDocument } = await portability();
      return await readDocument(draft, await zoneOf(context, draft.timeZone));
    },
    async beginImport(importId) {
      const { beginImport } = await portability();
      await beginImport(context, importId);
    },
    async importPiece(piece, options) {
      const { importPiece } = await portability();
      return await importPiece(context, piece, options);
    },
    async undoImport(importId, options) {
      const { undoImport } = await portability();
      return await undoImport(context, importId, options);
    },
    timeZone: async () => (await zoneOf(context)).name,
    async setTimeZone(timeZone, options) {
      await setTimeZone(context, { timeZone, ...options });
    },
    dateSettings: () => readDateSettings(context),
    setDateSettings: (settings) => setDateSettings(context, settings),
    createTag: (draft) => withTagSweep(context, createTag(context, draft)),
    getTag: (id) => getTag(context, id),
    listTags: () => listTags(context),
    updateTag: (id, patch) => withTagSweep(context, updateTag(context, { id, patch })),
    deleteTag: (id) => withTagSweep(context, deleteTag(context, id)),
    addTagToEntry: (id, tag) => written(addTagToEntry(context, { id, tag })),
    removeTagFromEntry: (id, tag) => written(removeTagFromEntry(context, { id, tag })),
  };
}
