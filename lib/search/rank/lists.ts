import { BLOCK, countAt, isTitleAt, lengthAt, POSTING_BYTES, slotAt } from "../index/postings.ts";
import type { PostingRow } from "../index/rows.ts";

const EXACT = 1;
const IN_TITLE = 2;
const MAX_COUNT = 255;

/** Where the postings of one clause are put together: an entry for each document of an index. */
export class ClauseList {
  /** The documents that have any, in the order in which they came. */
  readonly docs: Int32Array;
  size = 0;
  readonly #counts: Uint8Array;
  readonly #flags: Uint8Array;
  readonly #lengths: Uint8Array;

  constructor(documents: number) {
    this.docs = new Int32Array(documents);
    this.#counts = new Uint8Array(documents);
    this.#flags = new Uint8Array(documents);
    this.#lengths = new Uint8Array(documents);
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
    return this.#counts[doc];
  }

  length(doc: number): number {
    return this.#lengths[doc];
  }

  isExact(doc: number): boolean {
    return (this.#flags[doc] & EXACT) !== 0;
  }

  isInTitle(doc: number): boolean {
    return (this.#flags[doc] & IN_TITLE) !== 0;
  }

  clear(): void {
    for (let n = 0; n < this.size; n++) this.#counts[this.docs[n]] = this.#flags[this.docs[n]] = 0;
    this.size = 0;
  }

  #add(doc: number, count: number, flags: number, length: number): void {
    if (this.#counts[doc] === 0) this.docs[this.size++] = doc;
    if (count > this.#counts[doc]) this.#counts[doc] = count;
    this.#flags[doc] |= flags;
    this.#lengths[doc] = length;
  }
}
