import { BLOCK, countAt, isTitleAt, lengthAt, POSTING_BYTES, slotAt } from "../index/postings.ts";
import type { PostingRow } from "../index/rows.ts";

/*
 * What a list knows of a document, in one number: how often the clause is there in the lowest byte,
 * never 0, the code of the document's length in the next one, and these.
 */
const LENGTH = 8;
const EXACT = 1 << 16;
const IN_TITLE = 1 << 17;
const MAX_COUNT = 255;

/** Where the postings of one clause are put together: an entry for each document of an index. */
export class ClauseList {
  /** The documents that have any, in the order in which they came. */
  readonly docs: Int32Array;
  size = 0;
  readonly #known: Uint32Array;

  constructor(documents: number) {
    this.docs = new Int32Array(documents);
    this.#known = new Uint32Array(documents);
  }

  /** Adds the postings of a row. Forms of a word contain the word: the larger count is kept. */
  addRow(
    { block, postings }: Pick<PostingRow, "block" | "postings">,
    { isExact, isTag = false }: { isExact: boolean; isTag?: boolean },
  ): void {
    const base = block * BLOCK;
    const flags = (isExact ? EXACT : 0) | (isTag ? IN_TITLE : 0);
    for (let at = 0; at < postings.length; at += POSTING_BYTES) {
      const flag = isTitleAt(postings, at) ? flags | IN_TITLE : flags;
      this.#add(base + slotAt(postings, at), countAt(postings, at), flag, lengthAt(postings, at));
    }
  }

  /** Adds one document, in which a phrase is. */
  addMatch(
    doc: number,
    { count, isInTitle, length }: { count: number; isInTitle: boolean; length: number },
  ): void {
    this.#add(doc, Math.min(count, MAX_COUNT), EXACT | (isInTitle ? IN_TITLE : 0), length);
  }

  count(doc: number): number {
    return this.#known[doc] & MAX_COUNT;
  }

  length(doc: number): number {
    return this.#known[doc] >> LENGTH & 255;
  }

  isExact(doc: number): boolean {
    return (this.#known[doc] & EXACT) !== 0;
  }

  isInTitle(doc: number): boolean {
    return (this.#known[doc] & IN_TITLE) !== 0;
  }

  clear(): void {
    const [docs, known] = [this.docs, this.#known];
    for (let n = 0; n < this.size; n++) known[docs[n]] = 0;
    this.size = 0;
  }

  #add(doc: number, count: number, flags: number, length: number): void {
    const before = this.#known[doc];
    if (before === 0) this.docs[this.size++] = doc;
    const most = Math.max(count, before & MAX_COUNT);
    this.#known[doc] = before & (EXACT | IN_TITLE) | flags | length << LENGTH | most;
  }
}
