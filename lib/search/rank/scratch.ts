import { ClauseList } from "./lists.ts";

/** The arrays that a search works in: an element for each document. They hold nothing at first. */
export interface Scratch {
  /** When each document happened. */
  times: Float64Array;
  scores: Float64Array;
  /** The documents that meet a clause. */
  docs: Int32Array;
  isMet: Uint8Array;
  /** How many of the clauses that must be met a document meets. */
  demanded: Uint8Array;
  isExcluded: Uint8Array;
  list: ClauseList;
}

/** Larger ones are not kept: memory is for those who search now. */
const MAX_KEPT = 256 * 1024;

let kept: Scratch | undefined;

/**
 * Runs `work` in arrays for so many documents. They are kept for the next search: to get some megabytes
 * from the system, and to give them back, takes as long as what a search does in them.
 */
export async function withScratch<T>(
  documents: number,
  work: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  const scratch = kept !== undefined && kept.docs.length >= documents ? kept : make(documents);
  kept = undefined;
  try {
    return await work(scratch);
  } finally {
    if (scratch.docs.length <= MAX_KEPT) {
      empty(scratch);
      kept = scratch;
    }
  }
}

function make(documents: number): Scratch {
  return {
    times: new Float64Array(documents),
    scores: new Float64Array(documents),
    docs: new Int32Array(documents),
    isMet: new Uint8Array(documents),
    demanded: new Uint8Array(documents),
    isExcluded: new Uint8Array(documents),
    list: new ClauseList(documents),
  };
}

/** Nothing of one person's search is there in the next one's. */
function empty(scratch: Scratch): void {
  const { times, scores, docs, isMet, demanded, isExcluded, list } = scratch;
  for (const array of [times, scores, docs, isMet, demanded, isExcluded]) array.fill(0);
  list.clear();
}
