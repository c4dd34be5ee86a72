import { isWord, type Term } from "../text/terms.ts";

/*
 * How well an entry fits a query. It is BM25 without the rarity of words: a score depends on nothing
 * but the entry and the query. So no other entry, private or not, shows in it, and a cursor can rely
 * on it. All that it needs of an entry is known when the entry is written.
 */

/** Further terms must match but do not count. */
const SCORED_TERMS = 8;
const COUNTED_WORDS = 3;

/** BM25's own, with the length of an entry of some sentences as the average. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
const AVERAGE_LENGTH = 150;

/** What a match in the title is worth beside one in the text, which is worth 1 at most. */
export const TITLE_BONUS = 2;

/** As how many occurrences those of a repeated word count, however many there are. */
export const REPEATED = 3;

/** Scores are whole numbers, so that a cursor holds one exactly. */
export const SCALE = 1e6;

/** The norm of an entry of `length` tokens is `NORM_BASE + NORM_SLOPE * length`. */
export const NORM_BASE = SATURATION * (1 - LENGTH_SHARE);
export const NORM_SLOPE = SATURATION * LENGTH_SHARE / AVERAGE_LENGTH;

/** The score of one term in the text of an entry. */
export function textScore(occurrences: number, length: number): number {
  return occurrences / (occurrences + NORM_BASE + NORM_SLOPE * length);
}

/** The terms that count. */
export function scoredTerms(terms: readonly Term[]): readonly Term[] {
  return terms.slice(0, SCORED_TERMS);
}

/**
 * The terms of which it counts how often they occur. A phrase or a beginning counts once, and so does
 * a word among many.
 */
export function countedTerms(terms: readonly Term[]): readonly Term[] {
  return terms.length > COUNTED_WORDS ? [] : terms.filter(isWord);
}
