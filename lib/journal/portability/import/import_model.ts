import type { AttachmentRef } from "../../attachment_model.ts";
import type { JournalErrorCode } from "../../errors.ts";
import type { EntryValues } from "../../model.ts";
import type { SourceParts, StoredEntry } from "../../store/stored.ts";

/** Documents that can be imported: our own, Day One's and jrnl's, each in JSON. */
export type ImportFormat = "epicme" | "dayone" | "jrnl";

export interface ImportDraft {
  format: ImportFormat;
  document: string;
  /** Where times without an offset were local: an IANA name, that of the person unless given. */
  timeZone?: string;
  /** Answers what an import would answer, and writes nothing. */
  dryRun?: boolean;
}

/** What became of the entries of a document; an entry that is given revisions only is updated, too. */
export interface ImportReport {
  created: number;
  updated: number;
  skipped: number;
  /** How many records could not be imported. */
  failed: number;
  /** The first 100 of them: their place in the document, from 0, and why. */
  errors: Problem[];
  /** The first 100 records of which something was left out or not taken, and why; absent if none. */
  notes?: Note[];
}

/** Something to tell of the record at `index`, which was imported. */
export interface Note {
  index: number;
  reason: string;
}

export interface Problem extends Note {
  code?: JournalErrorCode;
}

/** A tag that an entry names. Without an id, or where the id is unknown, the name counts. */
export interface TagName {
  id?: string;
  name: string;
}

/** What an entry or a revision says, with its tags. Nothing of it is checked yet. */
export interface ImportedValues extends EntryValues {
  tags: TagName[];
  /** Files that are here already; those that are not are left out. Absent if nothing is said. */
  attachments?: readonly AttachmentRef[];
}

export interface ImportedEntry {
  index: number;
  id: string;
  values: ImportedValues;
  createdAt: number;
  updatedAt: number;
  version: number;
  client?: string;
  trashedAt?: number;
  purgeAfter?: number;
  /** Of what the document says, where it is not ours. */
  sourceDigest?: string;
  /** The same of each part of which the document speaks. */
  sourceParts?: SourceParts;
  /** Whether it comes from another app, which knows nothing of what has become of it here. */
  isForeign: boolean;
}

export interface ImportedRevision {
  index: number;
  id: string;
  values: ImportedValues;
  version: number;
  savedAt: number;
  client?: string;
  replacedBy?: string;
}

export interface ImportedTag {
  index: number;
  id: string;
  name: string;
  description?: string;
  privateDescription?: string;
  createdAt: number;
  updatedAt: number;
}

/** What a document has of one entry: itself, revisions of it, or both. */
export interface EntryGroup {
  id: string;
  entry?: ImportedEntry;
  revisions: ImportedRevision[];
}

/** A document in our terms. */
export interface ImportedDocument {
  tags: ImportedTag[];
  groups: EntryGroup[];
  problems: Problem[];
  notes: Note[];
}

/** What became of an entry. */
export interface EntryOutcome {
  outcome: "created" | "updated" | "skipped";
  /** The entry after it. */
  head: StoredEntry;
  /** Whether the viewer may not see the entry that is there: then nothing was written. */
  isHidden?: boolean;
  /** The version that was kept as a revision, if one was. */
  kept?: number;
  /** What the person is told of what was not taken. */
  note?: string;
  /** The entry before it; absent where it is new. */
  before?: StoredEntry;
}
