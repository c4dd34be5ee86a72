import type { Attachment, AttachmentRef } from "./attachment_model.ts";
import type { DerivedFieldName, EntryFields, FieldsPatch } from "./entry_fields.ts";

/** A tag as an entry names it. */
export interface TagRef {
  id: string;
  name: string;
}

/**
 * What an entry says: what a revision keeps when it is rewritten, and what another journal can give.
 * Times are milliseconds since 1970-01-01 UTC.
 */
export interface EntryValues extends EntryFields {
  content: string;
}

/** A journal entry. */
export interface Entry extends EntryValues {
  /** A ULID, never reused. */
  id: string;
  /** The day that it had where it was written; of one of which nothing is known, the reader's. */
  day: string;
  createdAt: number;
  updatedAt: number;
  /** 1 for a new entry, one more with every change. */
  version: number;
  wordCount: number;
  tags: TagRef[];
  /** Files that belong to it, in their order; absent if there are none. */
  attachments?: Attachment[];
  /** Set while the entry is in the trash. */
  trashedAt?: number;
}

/** An entry that was just written. */
export interface WrittenEntry extends Entry {
  /** Those of its tags that did not exist for the viewer before; absent if there are none. */
  newTags?: TagRef[];
}

/** An entry in a list: the first words instead of the content, and names instead of tags. */
export interface EntrySummary extends Omit<Entry, "content" | "tags"> {
  excerpt: string;
  tags: string[];
}

/** When something happens. */
interface TimeGiven {
  /** Milliseconds, or a time of ISO 8601: a day, or one with an offset from UTC or without. */
  occurredAt?: number | string;
  /** Where that was written: an IANA name. Otherwise it is taken in the person's time zone. */
  timeZone?: string;
}

/** What a new entry is made of. `occurredAt` is now unless given. */
export interface EntryDraft
  extends Omit<Partial<EntryFields>, "occurredAt" | DerivedFieldName>, TimeGiven {
  title: string;
  content: string;
  /** Ids or names. What has the form of an id is the id of a tag or the name of one that exists. */
  tags?: string[];
  /** Files that are here already, in their order; each once. */
  attachments?: readonly AttachmentRef[];
  /** Creates the tags that `tags` names and that do not exist yet; without it they are an error. */
  createMissingTags?: boolean;
  /**
   * For 24 hours the same key makes the same entry once, however often and however concurrently it is
   * sent. With other arguments it is an error.
   */
  idempotencyKey?: string;
}

/**
 * What changes in an entry: only what is given. Null clears, `tags` replaces the whole set. Either
 * `content` is the whole new text, or `replace` and then `append` change the one that there is.
 */
export interface EntryPatch extends Omit<FieldsPatch, "occurredAt" | DerivedFieldName>, TimeGiven {
  content?: string;
  /** Each passage must be in the content exactly once, as it was before the update. */
  replace?: Replacement[];
  /** Comes after a blank line, or as it is if it begins with a line break. */
  append?: string;
  tags?: string[];
  /** Replaces all of them. */
  attachments?: readonly AttachmentRef[];
  createMissingTags?: boolean;
}

/** A passage of a content, and what stands there instead. */
export interface Replacement {
  find: string;
  with: string;
}

/** Which entries to list; every condition must hold. */
export interface EntryQuery {
  /** Id or name. */
  tag?: string;
  /** The whole mood, in any case. */
  mood?: string;
  favorite?: boolean;
  private?: boolean;
  /**
   * The first moment, inclusive: milliseconds or a time of ISO 8601. A day without a time is that of
   * entries: all that have it, or a later one.
   */
  from?: number | string;
  /** The last moment, inclusive, or the last day. */
  to?: number | string;
  /** Where days and times without an offset are: an IANA name, that of the person unless given. */
  timeZone?: string;
  /** True lists the trash and nothing else; otherwise the trash is left out. */
  trashed?: boolean;
  /** 1 to 100, 20 unless given. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/**
 * One page. It can hold fewer entries than asked for, even none, and still have a `nextCursor`: a
 * rare combination of conditions is searched a bounded part at a time.
 */
export interface EntryPage {
  entries: EntrySummary[];
  nextCursor?: string;
}

/** What an entry said until it was rewritten. */
export interface Revision {
  /** A ULID. */
  id: string;
  /** When it was replaced. */
  savedAt: number;
  /** The client that had written it, as far as it is known. */
  client?: string;
  /** The client that replaced it, as far as it is known. */
  replacedBy?: string;
  /**
   * A document has brought it here, which says who wrote it and, if it was replaced before that, by
   * whom and when.
   */
  isImported?: true;
  /** The version that the entry had until then. */
  version: number;
  title: string;
  excerpt: string;
  wordCount: number;
}

/** All that an entry said until it was rewritten. */
export interface RevisionText extends Omit<Revision, "excerpt">, EntryValues {
  /** Those that still exist. */
  tags: TagRef[];
  attachments?: Attachment[];
}

/** Who wrote what an entry says. */
export interface Writer {
  /** The client, as far as it is known. */
  client?: string;
  /** A document has brought it here, which says who wrote it. */
  isImported?: true;
}

/** The entries beside one in the order of time; absent where there is none. */
export interface Neighbours {
  older?: EntrySummary;
  newer?: EntrySummary;
}

/** Which page of the revisions of an entry to list. */
export interface RevisionQuery {
  /** 1 to 100, 100 unless given. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** One page of revisions. */
export interface RevisionPage {
  revisions: Revision[];
  nextCursor?: string;
}

/** A tag with the number of entries, not trashed, that the viewer may see. */
export interface Tag {
  id: string;
  name: string;
  description?: string;
  entryCount: number;
  createdAt: number;
  updatedAt: number;
}

/** Which page of the tags. */
export interface TagQuery {
  /** All that there are unless given. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** One page of tags. */
export interface TagPage {
  tags: Tag[];
  nextCursor?: string;
}

/** What a new tag is made of. */
export interface TagDraft {
  name: string;
  description?: string;
}

/** What changes in a tag: only what is given. Null clears the description. */
export interface TagPatch {
  name?: string;
  description?: string | null;
}
