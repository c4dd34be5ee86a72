/*
 * A posting list says in which documents a term is, and how often. It is kept in blocks: one row of a
 * database for a term, a part of the journal, and a range of document numbers. A posting has four
 * bytes: the slot in eleven bits, whether it is in the title, its count, and the code of the length.
 * So postings are added to a block by putting them behind the others, which a database does itself.
 */

/** How many document numbers a block has: as many as eleven bits tell apart. */
export const BLOCK = 2048;

/** A term in one document. */
export interface Posting {
  /** The number of the document within its block. */
  slot: number;
  /** How often the term is there, 1 to 255. */
  count: number;
  isInTitle: boolean;
  /** How long the document is, as {@linkcode lengthCode} writes it. */
  length: number;
  /** Where the term is, as {@linkcode addPosition} writes it; empty for what has no place. */
  positions: ArrayLike<number>;
}

/** The postings of a block, as a database keeps them. */
export interface PostingBlock {
  postings: Uint8Array;
  /** For each posting how many bytes its positions take, and then these. */
  positions: Uint8Array;
  count: number;
}

export const POSTING_BYTES = 4;
const MAX_COUNT = 255;
const IN_TITLE = 1 << 15;
const CODES_PER_DOUBLING = 16;

/** The length of a document in one byte, to within some percent. */
export function lengthCode(tokens: number): number {
  return Math.min(255, Math.round(CODES_PER_DOUBLING * Math.log2(1 + tokens)));
}

/** The length that each code stands for. */
export const LENGTHS = Float64Array.from(
  { length: 256 },
  (_, code) => 2 ** (code / CODES_PER_DOUBLING) - 1,
);

/** Writes postings, in any order. */
export function encodeBlock(postings: readonly Posting[]): PostingBlock {
  const bytes = new Uint8Array(postings.length * POSTING_BYTES);
  let at = 0;
  PLACES.start();
  for (const { slot, count, isInTitle, length, positions } of postings) {
    const head = slot | (isInTitle ? IN_TITLE : 0);
    bytes[at++] = head & 255;
    bytes[at++] = head >> 8;
    bytes[at++] = Math.min(count, MAX_COUNT);
    bytes[at++] = length;
    PLACES.add(positions);
  }
  return { postings: bytes, positions: PLACES.end(), count: postings.length };
}

/** Reads a block whole. */
export function decodeBlock(block: Pick<PostingBlock, "postings" | "positions">): Posting[] {
  const list: Posting[] = [];
  readPlaced(block, (slot, count, isInTitle, length, start, end) => {
    list.push({ slot, count, isInTitle, length, positions: block.positions.subarray(start, end) });
  });
  return list;
}

/*
 * What the posting at a byte says. Postings are read by the hundred thousand: a function that is called
 * back for each of them takes several times as long.
 */

export function slotAt(postings: Uint8Array, at: number): number {
  return (postings[at] | postings[at + 1] << 8) & (BLOCK - 1);
}

export function isTitleAt(postings: Uint8Array, at: number): boolean {
  return (postings[at + 1] & IN_TITLE >> 8) !== 0;
}

export function countAt(postings: Uint8Array, at: number): number {
  return postings[at + 2];
}

export function lengthAt(postings: Uint8Array, at: number): number {
  return postings[at + 3];
}

/** Calls `take` for each posting of a block, with the range of the bytes of its positions. */
export function readPlaced(
  { postings, positions }: Pick<PostingBlock, "postings" | "positions">,
  take: (
    slot: number,
    count: number,
    isInTitle: boolean,
    length: number,
    start: number,
    end: number,
  ) => void,
): void {
  for (let n = 0, at = 0; n < postings.length; n += POSTING_BYTES) {
    let size = 0;
    for (let shift = 0;; shift += 7) {
      const byte = positions[at++];
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    const [slot, count, length] = [
      slotAt(postings, n),
      countAt(postings, n),
      lengthAt(postings, n),
    ];
    take(slot, count, isTitleAt(postings, n), length, at, at += size);
  }
}

/** Adds a position to those of a term in a document, after `before`, the last one: a varint. */
export function addPosition(bytes: number[], position: number, before: number): void {
  let gap = position - before;
  for (; gap > 127; gap >>>= 7) bytes.push(gap & 127 | 128);
  bytes.push(gap);
}

/** The positions that {@linkcode addPosition} has written. */
export function decodePositions(bytes: ArrayLike<number>): number[] {
  const positions: number[] = [];
  let position = 0;
  for (let at = 0; at < bytes.length;) {
    for (let shift = 0;; shift += 7) {
      const byte = bytes[at++];
      position += (byte & 127) << shift;
      if (byte < 128) break;
    }
    positions.push(position);
  }
  return positions;
}

const FIRST_BYTES = 4096;
const MAX_KEPT_BYTES = 1024 * 1024;

/** Puts the positions of postings behind each other. One is used for all, and gives out copies. */
class PlaceWriter {
  #at = 0;
  #target = new Uint8Array(FIRST_BYTES);

  start(): void {
    this.#at = 0;
  }

  add(positions: ArrayLike<number>): void {
    this.#reserve(positions.length + 5);
    let size = positions.length;
    for (; size > 127; size >>>= 7) this.#target[this.#at++] = size & 127 | 128;
    this.#target[this.#at++] = size;
    // Mostly it is one byte, for which `set` takes ten times as long.
    for (let n = 0; n < positions.length; n++) this.#target[this.#at++] = positions[n];
  }

  end(): Uint8Array<ArrayBuffer> {
    const bytes = this.#target.slice(0, this.#at);
    // A frequent word in long entries takes megabytes, and seldom comes again.
    if (this.#target.length > MAX_KEPT_BYTES) this.#target = new Uint8Array(FIRST_BYTES);
    return bytes;
  }

  #reserve(length: number): void {
    if (this.#at + length <= this.#target.length) return;
    const larger = new Uint8Array(Math.max(this.#target.length * 2, this.#at + length));
    larger.set(this.#target.subarray(0, this.#at));
    this.#target = larger;
  }
}

const PLACES = new PlaceWriter();
