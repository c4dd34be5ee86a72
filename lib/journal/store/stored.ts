import type { EntryFields, FieldName } from "../entry_fields.ts";
import type { Entry, Tag } from "../model.ts";

/** What lists need of an entry: it is in each of its index rows, too. It names tags by id only. */
export interface StoredSummary extends Omit<Entry, "content" | "tags" | "day"> {
  /** Absent where nothing is known of where it was written, as of old entries. */
  day?: string;
  excerpt: string;
  /** Can name tags that are deleted by now: ids are never reused, so readers just drop those. */
  tagIds: string[];
  /** From this time on the entry is unknown. KV's own expiry is too late to rely on. */
  purgeAfter?: number;
}

/** The value of an entry's key: all of it but a long body. */
export interface StoredEntry extends StoredSummary {
  /** How many chunks the body has; none if it is short. */
  chunks: number;
  /** The body, if it is short. */
  shortBody?: string;
  /** When the undo of an import put it into the trash, as long as that is why it is there. */
  undoneAt?: number;
  /** Which client wrote what the entry says. */
  client?: string;
  /** Set while the entry says what a document brought here, `client` included. */
  isImported?: true;
  /** The version with which the body was written; 1 unless given. */
  bodyVersion?: number;
  /** How many revisions are kept; none unless given. */
  revisionCount?: number;
  /** Set if its change row names the entries that came in the same commit, too. */
  sharesChange?: true;
  /** The key of the row that makes its creation idempotent, which goes when the entry goes. */
  onceKey?: Deno.KvKey;
  /**
   * When an import made it. One id can come again after its entry was purged: this tells the two apart
   * where their versions do not.
   */
  arrivedAt?: number;
  /** What it said in the document of another app that it was imported from, as a digest. */
  sourceDigest?: string;
  /** The same part by part: the next import takes what has changed there, and nothing else. */
  sourceParts?: SourceParts;
}

/** The parts of an entry of which a document of another app can speak. */
export type SourcePart = FieldName | "content" | "tags";

/** A short digest of each part of which such a document spoke. */
export type SourceParts = { [Part in SourcePart]?: string };

/** The value of a revision's key: what an entry said, without its body, until it was rewritten. */
export interface StoredRevision extends
  EntryFields,
  Pick<
    StoredEntry,
    | "version"
    | "wordCount"
    | "excerpt"
    | "tagIds"
    | "attachments"
    | "chunks"
    | "client"
    | "isImported"
  > {
  id: string;
  savedAt: number;
  replacedBy?: string;
  /** Where its body is: the entry still has the body of this version, or it is an old one. */
  bodyVersion: number;
}

/** The value of an idempotency key's row: what it has made, for 24 hours. */
export interface StoredCreation {
  entryId: string;
  createdAt: number;
  /** Of the arguments, to tell a retry from another entry. */
  digest: string;
}

/** The value of a tag's key. */
export interface StoredTag extends Omit<Tag, "entryCount"> {
  /**
   * Set once the tag was open. A tag of before this was kept has none: it is open while an open
   * entry has it.
   */
  open?: OpenTag;
  /** The name as it is compared, where that is less than its folding: its row is at that key. */
  foldedName?: string;
  /** What viewers of private entries are shown instead of the description. */
  privateDescription?: string;
}

/** What a tag is for viewers without private entries. */
export interface OpenTag {
  /** When it came into being for them. */
  since: number;
  /** One of them has made it: it is open also while no open entry has it. */
  isMade?: true;
}

/**
 * The value of the tag table's key. Every creation, renaming and deletion of a tag writes it, so
 * that one check protects all that a commit assumes about tags: KV Connect allows no more than ten.
 */
export interface TagTable {
  count: number;
}

/** `value` without the properties that are undefined or null: absent is how they are stored. */
export function compact<T extends object>(value: { [K in keyof T]: T[K] | null }): T {
  const parts: Partial<T> = {};
  for (const name of Object.keys(value) as (keyof T)[]) {
    const part = value[name];
    if (part != null) parts[name] = part;
  }
  return parts as T;
}
