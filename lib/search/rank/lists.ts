import { BLOCK, decodePositions, readPlaced, readPostings } from "../index/postings.ts";
import type { PostingRow } from "../index/rows.ts";

const EXACT = 1;
const IN_TITLE = 2;

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
    readPostings(postings, (slot, count, isInTitle, length) => {
      const flags = (isExact ? EXACT : 0) | (isInTitle || isTag ? IN_TITLE : 0);
      this.#add(base + slot, count, flags, length);
    });
  }

  /** Adds one document, in which a phrase is. */
  addMatch(doc: number, { count, isInTitle, length }: Found): void {
    this.#add(doc, count, EXACT | (isInTitle ? IN_TITLE : 0), length);
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

interface Found {
  count: number;
  isInTitle: boolean;
  length: number;
}

/**
 * Adds the documents in which the tokens of a phrase follow each other. Each token comes as the rows
 * of all terms that it can be; rows have positions.
 */
export function addPhrase(list: ClauseList, tokens: readonly (readonly PostingRow[])[]): void {
  const order = [...tokens.keys()].sort((a, b) => sizeOf(tokens[a]) - sizeOf(tokens[b]));
  let found: Map<number, Placed> | undefined;
  for (const n of order) found = narrow(found, tokens[n], n);
  for (const [doc, { starts, isInTitle, length }] of found ?? []) {
    list.addMatch(doc, { count: Math.min(starts.length, 255), isInTitle, length });
  }
}

/** A document that has some tokens of a phrase. */
interface Placed extends Omit<Found, "count"> {
  /** Where the phrase could begin. */
  starts: number[];
}

/** Those of the documents that have the token number `n` of a phrase, too, in its place. */
function narrow(
  found: ReadonlyMap<number, Placed> | undefined,
  rows: readonly PostingRow[],
  n: number,
): Map<number, Placed> {
  const narrowed = new Map<number, Placed>();
  for (const row of rows) {
    const base = row.block * BLOCK;
    readPlaced(row, (slot, _, isInTitle, length, start, end) => {
      const doc = base + slot;
      const known = found?.get(doc);
      if (found !== undefined && known === undefined) return;
      const positions = decodePositions(row.positions.subarray(start, end));
      const before = known && new Set(known.starts);
      const starts = positions.map((position) => position - n)
        .filter((first) => before?.has(first) ?? true);
      if (starts.length === 0) return;
      const same = narrowed.get(doc);
      if (same) same.starts.push(...starts);
      else {narrowed.set(doc, {
          starts,
          isInTitle: isInTitle && (known?.isInTitle ?? true),
          length,
        });}
    });
  }
  return narrowed;
}

function sizeOf(rows: readonly PostingRow[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}
