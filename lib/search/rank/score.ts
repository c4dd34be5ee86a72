import { LENGTHS } from "../index/postings.ts";

/*
 * How well an entry fits: BM25 with the numbers of the part of a journal that a viewer may see.
 */

const SATURATION = 0.9;
const LENGTH_SHARE = 0.4;

/** What another form of a word is worth beside the word itself. */
const FORM_SHARE = 0.9;

/** What a word in the title, or a tag, is worth beside one in the text. */
const TITLE_SHARE = 1.6;

/** What words side by side add, as a share of the rarer one's weight. */
export const NEARNESS_SHARE = 0.25;

/** Scores are whole numbers, so that a cursor holds one exactly. */
export const SCALE = 1e6;

/** The weight of something that `count` of `documents` have: the rarer, the more. */
export function rarity(count: number, documents: number): number {
  return Math.log(1 + (documents - count + 0.5) / (count + 0.5));
}

/** What the length of a document adds below the line of BM25, by its code. */
export function normsFor(averageLength: number): Float64Array {
  return LENGTHS.map((length) =>
    SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / averageLength)
  );
}

/** The share of a clause's weight that a document gets; `norm` is of {@linkcode normsFor}. */
export function share(count: number, norm: number, isExact: boolean, isInTitle: boolean): number {
  return count / (count + norm) * (isExact ? 1 : FORM_SHARE) * (isInTitle ? TITLE_SHARE : 1);
}
