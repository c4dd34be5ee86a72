import type { PostingRow } from "../index/rows.ts";
import type { Request } from "../index/search_index.ts";
import type { Pacer } from "../pacer.ts";
import { addScores, addScoresOf, exclude, keep } from "./add_scores.ts";
import type { ClauseRows } from "./clause_rows.ts";
import type { ClauseList } from "./lists.ts";
import { addPhrase } from "./phrase.ts";
import { normsFor, rarity } from "./score.ts";
import type { Scratch } from "./scratch.ts";

/** The documents that meet the clauses, and what each gets from them. */
export interface Scored {
  docs: Int32Array;
  scores: Float64Array;
  weights: number[];
}

/** Scores every document that meets the clauses. */
export async function scoreClauses(
  clauses: readonly ClauseRows[],
  { request, documents, scratch, averageLength, pacer }: {
    request: Request;
    documents: number;
    scratch: Scratch;
    averageLength: number;
    pacer: Pacer;
  },
): Promise<Scored> {
  const { scores, docs, demanded, isExcluded, list } = scratch;
  let count = 0;
  const norms = normsFor(averageLength);
  const weights: number[] = [];
  const rare = rarestOf(clauses, request.rarest);
  let demands = 0;
  for (const [n, clause] of clauses.entries()) {
    const { occur } = clause;
    const alone = aloneOf(clause);
    if (alone === undefined) await fillList(list, clause, { pacer });
    if (occur === "not") {
      exclude(scratch);
      weights.push(0);
    } else {
      const size = alone === undefined ? list.size : countOf(alone.rows);
      const weight = request.after?.weights.clauses[n] ??
        (rare.has(n) ? weightOf(size, documents) : 0);
      weights.push(weight);
      if (occur === "must") demands++;
      const clause = { count, weight, isDemanded: occur === "must", norms };
      count = alone === undefined
        ? addScores(scratch, clause)
        : addScoresOf(alone, scratch, clause);
    }
    list.clear();
    await pacer.pause();
  }
  const found = docs.subarray(0, count);
  if (demands === 0 && clauses.every(({ occur }) => occur !== "not")) {
    return { docs: found, scores, weights };
  }
  const isMatch = (doc: number) => demanded[doc] === demands && isExcluded[doc] === 0;
  return { docs: keep(found, isMatch), scores, weights };
}

async function fillList(
  list: ClauseList,
  { lists, phrases }: ClauseRows,
  { pacer }: { pacer: Pacer },
): Promise<void> {
  for (const { rows, ...kind } of lists) for (const row of rows) list.addRow(row, kind);
  for (const phrase of phrases) await addPhrase(list, phrase, { pacer });
}

/** The postings of a clause that is one term, and so has each document once. */
function aloneOf({ occur, lists, phrases }: ClauseRows): ClauseRows["lists"][number] | undefined {
  const [only, ...others] = lists;
  const isAlone = only !== undefined && occur !== "not" && others.length + phrases.length === 0 &&
    only.rows.every(({ term }) => term === only.rows[0].term);
  return isAlone ? only : undefined;
}

function countOf(rows: readonly PostingRow[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/** As a cursor holds it, and never 0: what all entries have is still found. */
function weightOf(count: number, documents: number): number {
  return Math.max(1, Math.round(rarity(count, documents) * 1e3)) / 1e3;
}

/** The numbers of the clauses that count. */
function rarestOf(clauses: readonly ClauseRows[], count = clauses.length): Set<number> {
  const sizes = clauses.map(({ lists }) => countOf(lists.flatMap(({ rows }) => rows)));
  const order = sizes.map((size, n) => ({ size, n })).filter(({ size }) =>
    size > 1 || count === clauses.length
  )
    .sort((a, b) => a.size - b.size || a.n - b.n);
  return new Set(order.slice(0, count).map(({ n }) => n));
}
