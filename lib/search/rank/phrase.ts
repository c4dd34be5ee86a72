import { BLOCK, readPlaced } from "../index/postings.ts";
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
  for (const block of byBlock[order[0]].keys()) {
    if (!byBlock.every((rows) => rows.has(block))) continue;
    const starts = new Starts();
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
  /** For each slot where its starts are in `#starts`, and how many there are. */
  readonly #from = new Int32Array(BLOCK);
  readonly #count = new Int32Array(BLOCK);
  readonly #isInTitle = new Uint8Array(BLOCK).fill(1);
  readonly #length = new Uint8Array(BLOCK);
  #starts = new Int32Array(BLOCK);
  #isSeen = new Uint8Array(BLOCK);
  #size = 0;
  /** Slots that have the first token as several terms: their starts are not in order yet. */
  readonly #mixed = new Set<number>();

  see(row: PostingRow, { n, isFirst }: { n: number; isFirst: boolean }): void {
    readPlaced(row, (slot, _, isInTitle, length, start, end) => {
      if (!isInTitle) this.#isInTitle[slot] = 0;
      this.#length[slot] = length;
      if (isFirst) this.#begin(slot, row.positions, { n, start, end });
      else if (this.#count[slot] > 0) this.#mark(slot, row.positions, { n, start, end });
    });
  }

  /** Drops the starts that were not seen since the last time. */
  settle(): void {
    for (const slot of this.#mixed) {
      this.#starts.subarray(this.#from[slot], this.#from[slot] + this.#count[slot]).sort();
    }
    this.#mixed.clear();
    for (let slot = 0; slot < BLOCK; slot++) {
      const from = this.#from[slot];
      let kept = from;
      for (let at = from; at < from + this.#count[slot]; at++) {
        if (this.#isSeen[at] === 1) this.#starts[kept++] = this.#starts[at];
      }
      this.#count[slot] = kept - from;
    }
    this.#isSeen.fill(0, 0, this.#size);
  }

  addTo(list: ClauseList, block: number): void {
    for (let slot = 0; slot < BLOCK; slot++) {
      const count = this.#count[slot];
      if (count === 0) continue;
      const isInTitle = this.#isInTitle[slot] === 1;
      list.addMatch(block * BLOCK + slot, { count, isInTitle, length: this.#length[slot] });
    }
  }

  #begin(slot: number, positions: Uint8Array, { n, start, end }: Range): void {
    const before = this.#count[slot];
    const old = this.#from[slot];
    this.#reserve(before + end - start);
    this.#from[slot] = this.#size;
    if (before > 0) {
      // Another term of the token was there: its starts move behind all others, too.
      this.#starts.copyWithin(this.#size, old, old + before);
      this.#isSeen.fill(1, this.#size, this.#size + before);
      this.#size += before;
      this.#mixed.add(slot);
    }
    for (let at = start, position = 0; at < end;) {
      for (let shift = 0;; shift += 7) {
        const byte = positions[at++];
        position += (byte & 127) << shift;
        if (byte < 128) break;
      }
      this.#isSeen[this.#size] = 1;
      this.#starts[this.#size++] = position - n;
    }
    this.#count[slot] = this.#size - this.#from[slot];
  }

  #mark(slot: number, positions: Uint8Array, { n, start, end }: Range): void {
    let candidate = this.#from[slot];
    const last = candidate + this.#count[slot];
    for (let at = start, position = 0; at < end && candidate < last;) {
      for (let shift = 0;; shift += 7) {
        const byte = positions[at++];
        position += (byte & 127) << shift;
        if (byte < 128) break;
      }
      while (candidate < last && this.#starts[candidate] < position - n) candidate++;
      if (candidate < last && this.#starts[candidate] === position - n) this.#isSeen[candidate] = 1;
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

/** The bytes of the positions of token number `n`. */
interface Range {
  n: number;
  start: number;
  end: number;
}
