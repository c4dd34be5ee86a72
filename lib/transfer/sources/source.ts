import type { ImportPiece, Journal } from "../../journal/mod.ts";
import type { CsvMapping, ReadAttachment } from "../../formats/mod.ts";
import type { LeftOut, Table } from "../model.ts";

/** Some entries of a file, in the order of the file: what is read, written and counted at once. */
export interface SourcePiece extends ImportPiece {
  leftOut: LeftOut[];
  /** How many pictures, recordings and other files belong to these entries. */
  attachments: number;
  /** These, by the id of their entry, as far as their bytes are in the file. */
  files?: Map<string, readonly ReadAttachment[]>;
}

/** A file whose format is known. Reading it again gives the same pieces. */
export interface Source {
  /** What people call the format. */
  format: string;
  pieces(): AsyncIterable<SourcePiece>;
  /** Of a table: what its columns are. */
  table?: Table;
  close(): Promise<void>;
}

export interface SourceOptions {
  /** What the person's file was called. */
  name: string;
  /** Of the person, to read documents of its formats. */
  journal: Journal;
  /** Where times without a zone are; the person's unless given. */
  timeZone?: string;
  /** What the columns of a table are, as the person has chosen. */
  mapping?: Partial<CsvMapping>;
}

/** A file of which nothing can be imported, with a sentence that says what it seems to be. */
export class UnknownFileError extends Error {
  override name = "UnknownFileError";
}

/**
 * What is written between two looks at the job: a quarter of a second at most. A job remembers how many
 * pieces are done: with another number, an import that goes on after an update would skip entries.
 */
export const ENTRIES_PER_PIECE = 100;
