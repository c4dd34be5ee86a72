import type { Archive } from "./archive/archive.ts";

/** A file that belongs to an entry. */
export interface ReadAttachment {
  /** Unlike those of the other attachments of its entry; `content` refers to it as `![alt](name)`. */
  name: string;
  /** A media type as the app has it. Nobody has looked at the bytes. */
  type?: string;
  alt?: string;
  /** In bytes, as far as the archive tells. */
  size?: number;
  /** In lower case hexadecimal, as far as the app tells. */
  sha256?: string;
  /** A new stream of its bytes; fails with a FormatError where they are damaged. */
  open(): Promise<ReadableStream<Uint8Array>>;
}

/** An entry as another app has it. What the app does not speak of is absent. */
export interface ReadEntry {
  kind: "entry";
  /** What it is known by in that app: the same in each export. */
  source: string;
  /** What its id here is derived from. For Day One and jrnl the same as in documents that tools import. */
  key: readonly string[];
  title: string;
  /** Markdown. */
  content: string;
  /**
   * Milliseconds since 1970-01-01 UTC, or ISO 8601: a day such as 2026-11-23, or a time with an offset
   * or without. One without is local in `timeZone`, or else in the time zone of the import.
   */
  occurredAt: number | string;
  /** An IANA name or an offset, if the app says where it was written. */
  timeZone?: string;
  /** The day that it had there, such as 2026-11-23. */
  day?: string;
  /** What clocks were ahead of UTC there, such as +09:00. */
  utcOffset?: string;
  createdAt?: number;
  updatedAt?: number;
  tags: string[];
  /** How many more there are that are no names; none unless given. */
  unnamedTags?: number;
  mood?: string;
  location?: string;
  weather?: string;
  isFavorite?: boolean;
  isPrivate?: boolean;
  /** In their order. */
  attachments: ReadAttachment[];
  /** What the app says and we have no place for, each a sentence without a final full stop. */
  notes: string[];
}

/** A line of our own export, whose shape the journal knows. */
export interface ReadRecord {
  kind: "record";
  record: unknown;
  attachments: ReadAttachment[];
}

/** Something that was left out. */
export interface Skipped {
  kind: "skipped";
  /** What it is: a path in the archive, or a place in a document. */
  what: string;
  why: string;
}

export type ReadItem = ReadEntry | ReadRecord | Skipped;

/** How days with the year at their end are written: 3 April is 03/04 or 04/03. */
export type DateOrder = "dmy" | "mdy";

/** Which column of a table is what, each by its header. */
export interface CsvMapping {
  /** ISO 8601, days as `dateOrder` says, days in words, or seconds since 1970. */
  time: string;
  /** A time of the day, where `time` has only the day. */
  timeOfDay?: string;
  /** Only needed where the file itself does not tell. */
  dateOrder?: DateOrder;
  content?: string;
  title?: string;
  tags?: string;
  mood?: string;
  location?: string;
  weather?: string;
  favorite?: string;
  private?: string;
}

/** What a column can be. */
export type CsvField = Exclude<keyof CsvMapping, "dateOrder">;

export interface ReadOptions {
  /** Where times without an offset were local: an IANA name. */
  timeZone: string;
  /** Of a CSV. */
  mapping?: Partial<CsvMapping>;
}

/** Everything of an archive in its order, one at a time. Throws FormatError for the archive itself. */
export type Reader = (archive: Archive, options: ReadOptions) => AsyncIterable<ReadItem>;
