import type { PostingBlock } from "./postings.ts";

/*
 * What an index needs of a database: rows of four kinds, all of one owner and of one moment. Both
 * databases keep the same rows.
 */

/** The postings of a term in one block of one part. */
export interface PostingRow extends PostingBlock {
  term: string;
  part: number;
  block: number;
}

export type PostingKey = Pick<PostingRow, "term" | "part" | "block">;

/** A document, by its number. */
export interface DocumentRow {
  doc: number;
  id: string;
  at: number;
  part: number;
  length: number;
  /** Its tokens in their order, see document.ts. */
  words: string;
  /** Its other terms, between spaces. */
  terms: string;
}

/** When the documents of a block happened, by their slots: as doubles, in milliseconds. */
export interface TimesRow {
  block: number;
  times: Uint8Array;
}

/** How much is in a part. */
export interface PartRow {
  part: number;
  documents: number;
  /** The tokens of all of them. */
  tokens: number;
}

/** What a search reads. */
export interface RowReader {
  parts(): Promise<PartRow[]>;
  /** The postings of terms, without their positions unless they are asked for. */
  postings(
    terms: readonly string[],
    options: { parts: readonly number[]; withPositions?: boolean },
  ): Promise<PostingRow[]>;
  /** Of all blocks. They are not to be changed. */
  times(): Promise<readonly TimesRow[]>;
  /** The terms in parts that begin with a text and have so many UTF-16 units, in their order. */
  terms(
    query: { prefix: string; shortest: number; longest: number },
    options: { parts: readonly number[]; limit: number },
  ): Promise<string[]>;
  documents(docs: readonly number[]): Promise<Omit<DocumentRow, "terms">[]>;
  /** The ids of documents: their words are a thousand times as long. */
  ids(docs: readonly number[]): Promise<Pick<DocumentRow, "doc" | "id">[]>;
  /** The number of the document of an entry, if it is in one of the parts. */
  docOf(id: string, options: { parts: readonly number[] }): Promise<number | undefined>;
}

/** What a step of an index reads and writes, in one transaction. */
export interface RowWriter {
  documentsById(ids: readonly string[]): Promise<DocumentRow[]>;
  /** The largest number that a document has, or -1. */
  lastDoc(): Promise<number>;
  blocks(keys: readonly PostingKey[]): Promise<PostingRow[]>;
  times(blocks: readonly number[]): Promise<TimesRow[]>;
  parts(): Promise<PartRow[]>;
  removeDocuments(docs: readonly number[]): Promise<void>;
  insertDocuments(rows: readonly DocumentRow[]): Promise<void>;
  /** Writes blocks over what was there. */
  writeBlocks(rows: readonly PostingRow[]): Promise<void>;
  /** Puts postings behind those of their blocks, which are made if there are none. */
  addToBlocks(rows: readonly PostingRow[]): Promise<void>;
  removeBlocks(keys: readonly PostingKey[]): Promise<void>;
  writeTimes(rows: readonly TimesRow[]): Promise<void>;
  writeParts(rows: readonly PartRow[]): Promise<void>;
}
