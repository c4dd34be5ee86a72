import { BLOCK, countAt, isTitleAt, lengthAt, POSTING_BYTES, slotAt } from "../index/postings.ts";
import type { ClauseRows } from "./clause_rows.ts";
import type { Scratch } from "./scratch.ts";
import { share } from "./score.ts";

/*
 * What is done for each document of a clause, a hundred thousand times in a search for frequent words:
 * in functions of their own, which wait for nothing, it is compiled better.
 */

/** What a clause is worth, and how many documents meet those before it. */
interface ClauseWorth {
  count: number;
  weight: number;
  isDemanded: boolean;
  /** Of {@linkcode normsFor}. */
  norms: Float64Array;
}

/**
 * Adds to the score of each document what it gets for the clause whose list is filled. Returns how many
 * documents meet a clause now.
 */
export function addScores(
  { scores, docs, isMet, demanded, list }: Scratch,
  { count, weight, isDemanded, norms }: ClauseWorth,
): number {
  let found = count;
  for (let at = 0; at < list.size; at++) {
    const doc = list.docs[at];
    const norm = norms[list.length(doc)];
    const part = share(list.count(doc), norm, list.isExact(doc), list.isInTitle(doc));
    scores[doc] += weight * part;
    if (weight > 0 && isMet[doc] === 0) {
      isMet[doc] = 1;
      docs[found++] = doc;
    }
    if (isDemanded) demanded[doc]++;
  }
  return found;
}

/** The same for a clause that is one term: without a list, for each document is in one posting. */
export function addScoresOf(
  { rows, isExact, isTag = false }: ClauseRows["lists"][number],
  { scores, docs, isMet, demanded }: Scratch,
  { count, weight, isDemanded, norms }: ClauseWorth,
): number {
  let found = count;
  for (const { block, postings } of rows) {
    const base = block * BLOCK;
    for (let at = 0; at < postings.length; at += POSTING_BYTES) {
      const doc = base + slotAt(postings, at);
      const norm = norms[lengthAt(postings, at)];
      const isInTitle = isTag || isTitleAt(postings, at);
      scores[doc] += weight * share(countAt(postings, at), norm, isExact, isInTitle);
      if (weight > 0 && isMet[doc] === 0) {
        isMet[doc] = 1;
        docs[found++] = doc;
      }
      if (isDemanded) demanded[doc]++;
    }
  }
  return found;
}

/** Leaves the documents out that have the clause whose list is filled. */
export function exclude({ isExcluded, list }: Scratch): void {
  for (let at = 0; at < list.size; at++) isExcluded[list.docs[at]] = 1;
}

/** Those documents that are as they must be, in the same place: `filter` takes five times as long. */
export function keep(docs: Int32Array, is: (doc: number) => boolean): Int32Array {
  let kept = 0;
  for (let n = 0; n < docs.length; n++) if (is(docs[n])) docs[kept++] = docs[n];
  return docs.subarray(0, kept);
}
