import { BLOCK, isTitleAt, lengthAt, POSTING_BYTES, slotAt } from "../index/postings.ts";
import type { PostingRow } from "../index/rows.ts";
import type { Pacer } from "../pacer.ts";
import type { ClauseList } from "./lists.ts";

/** The rows, with positions, of all terms that a token of a phrase can be. */
export type TokenRows = readonly PostingRow[];

/**
 * Adds the documents in which the tokens of a phrase follow each other. Nothing is made for a document:
 * common words are in all of them.
 */
export async function addPhrase(
  list: ClauseList,
  tokens: readonly TokenRows[],
  { pacer }: { pacer: Pacer },
): Promise<void> {
  const byBlock = tokens.map((rows) => Map.groupBy(rows, ({ block }) => block));
  const sizes = tokens.map((rows) => rows.reduce((sum, { count }) => sum + count, 0));
  const order = [...tokens.keys()].sort((a, b) => sizes[a] - sizes[b]);
  const starts = new Starts();
  for (const block of byBlock[order[0]].keys()) {
    if (!byBlock.every((rows) => rows.has(block))) continue;
    starts.clear();
    for (const [step, n] of order.entries()) {
      for (const row of byBlock[n].get(block)!) starts.see(row, { n, isFirst: step === 0 });
      starts.settle();
      await pacer.pause();
    }
    starts.addTo(list, block);
  }
}

/**
 * Where a phrase could begin in the documents of one block: behind `n` tokens before each place of the
 * token number `n`. Tokens are seen one after the other, and what one of them does not see is dropped.
 */
class Starts {
  /** The slots that have any. */
  readonly #slots = new Int32Array(BLOCK);
  #slotCount = 0;
  /** For each slot where its starts are in `#starts`, and how many there are. */
  readonly #from = new Int32Array(BLOCK);
  readonly #count = new Int32Array(BLOCK);
  readonly #isInTitle = new Uint8Array(BLOCK);
  readonly #length = new Uint8Array(BLOCK);
  #starts = new Int32Array(BLOCK);
  #isSeen = new Uint8Array(BLOCK);
  #size = 0;
  /** Slots that have the first token as several terms: their starts are not in order yet. */
  readonly #mixed = new Set<number>();

  /** Begins with another block. */
  clear(): void {
    this.#count.fill(0);
    this.#isSeen.fill(0, 0, this.#size);
    this.#size = this.#slotCount = 0;
  }

  see(row: PostingRow, { n, isFirst }: { n: number; isFirst: boolean }): void {
    if (isFirst) this.#begin(row, n);
    else this.#mark(row, n);
  }

  /** Drops the starts that were not seen since the last time. */
  settle(): void {
    for (const slot of this.#mixed) {
      this.#starts.subarray(this.#from[slot], this.#from[slot] + this.#count[slot]).sort();
    }
    this.#mixed.clear();
    const [slots, starts, isSeen] = [this.#slots, this.#starts, this.#isSeen];
    let slotCount = 0;
    for (let k = 0; k < this.#slotCount; k++) {
      const slot = slots[k];
      const from = this.#from[slot];
      const end = from + this.#count[slot];
      let kept = from;
      for (let at = from; at < end; at++) if (isSeen[at] === 1) starts[kept++] = starts[at];
      this.#count[slot] = kept - from;
      if (kept > from) slots[slotCount++] = slot;
    }
    this.#slotCount = slotCount;
    isSeen.fill(0, 0, this.#size);
  }

  addTo(list: ClauseList, block: number): void {
    for (let k = 0; k < this.#slotCount; k++) {
      const slot = this.#slots[k];
      const isInTitle = this.#isInTitle[slot] === 1;
      list.addMatch(block * BLOCK + slot, {
        count: this.#count[slot],
        isInTitle,
        length: this.#length[slot],
      });
    }
  }

  /*
   * The two read each byte of a common word: with calls and fields within they take twice as long.
   */

  #begin({ postings, positions }: PostingRow, n: number): void {
    // What another term of the token has found moves behind all others, too.
    this.#reserve(this.#size + positions.length);
    const [from, counts, isInTitle] = [this.#from, this.#count, this.#isInTitle];
    const [starts, isSeen] = [this.#starts, this.#isSeen];
    let size = this.#size;
    for (let posting = 0, at = 0; posting < postings.length; posting += POSTING_BYTES) {
      let byte = positions[at++];
      let bytes = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = positions[at++];
        bytes |= (byte & 127) << shift;
      }
      const slot = slotAt(postings, posting);
      const [old, before] = [from[slot], counts[slot]];
      from[slot] = size;
      if (before > 0) {
        starts.copyWithin(size, old, old + before);
        isSeen.fill(1, size, size += before);
        this.#mixed.add(slot);
      } else {
        this.#slots[this.#slotCount++] = slot;
        this.#length[slot] = lengthAt(postings, posting);
        isInTitle[slot] = 1;
      }
      if (!isTitleAt(postings, posting)) isInTitle[slot] = 0;
      const end = at + bytes;
      for (let position = 0; at < end;) {
        byte = positions[at++];
        position += byte & 127;
        for (let shift = 7; byte > 127; shift += 7) {
          byte = positions[at++];
          position += (byte & 127) << shift;
        }
        isSeen[size] = 1;
        starts[size++] = position - n;
      }
      counts[slot] = size - from[slot];
    }
    this.#size = size;
  }

  #mark({ postings, positions }: PostingRow, n: number): void {
    const [from, counts, isInTitle] = [this.#from, this.#count, this.#isInTitle];
    const [starts, isSeen] = [this.#starts, this.#isSeen];
    for (let posting = 0, at = 0; posting < postings.length; posting += POSTING_BYTES) {
      let byte = positions[at++];
      let bytes = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = positions[at++];
        bytes |= (byte & 127) << shift;
      }
      const slot = slotAt(postings, posting);
      const end = at + bytes;
      let candidate = from[slot];
      const last = candidate + counts[slot];
      if (!isTitleAt(postings, posting)) isInTitle[slot] = 0;
      for (let position = 0; at < end && candidate < last;) {
        byte = positions[at++];
        position += byte & 127;
        for (let shift = 7; byte > 127; shift += 7) {
          byte = positions[at++];
          position += (byte & 127) << shift;
        }
        const start = position - n;
        while (candidate < last && starts[candidate] < start) candidate++;
        if (candidate < last && starts[candidate] === start) isSeen[candidate] = 1;
      }
      at = end;
    }
  }

  #reserve(count: number): void {
    if (this.#size + count <= this.#starts.length) return;
    const length = Math.max(2 * this.#starts.length, this.#size + count);
    const [starts, isSeen] = [new Int32Array(length), new Uint8Array(length)];
    starts.set(this.#starts);
    isSeen.set(this.#isSeen);
    [this.#starts, this.#isSeen] = [starts, isSeen];
  }
}
