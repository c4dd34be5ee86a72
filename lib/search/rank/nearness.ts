import type { ClauseOf } from "../text/clause_of.ts";

/** Two words that are farther apart have nothing to do with each other. */
const FARTHEST = 12;

/** A word with the space after it: words between two others are counted by their length. */
const UNITS_PER_WORD = 6;

/** Where a word of a clause is among the words of a document. */
interface Place {
  clause: number;
  start: number;
  end: number;
}

/**
 * How near the words of different clauses are to each other: for each pair that stands side by side
 * somewhere, the lesser of their weights, less with each word in between.
 */
export function nearness(
  words: string,
  { clauseOf, weights }: { clauseOf: ClauseOf; weights: readonly number[] },
): number {
  const best = new Map<number, number>();
  let last: Place | undefined;
  for (const place of placesIn(words, clauseOf)) {
    if (last !== undefined && last.clause !== place.clause) {
      const distance = 1 + Math.max(0, place.start - last.end - 1) / UNITS_PER_WORD;
      const [low, high] = [last.clause, place.clause].sort((a, b) => a - b);
      const pair = low * weights.length + high;
      const worth = Math.min(weights[low], weights[high]) / distance;
      if (distance <= FARTHEST) best.set(pair, Math.max(best.get(pair) ?? 0, worth));
    }
    last = place;
  }
  return best.values().reduce((sum, worth) => sum + worth, 0);
}

/** Looks for beginnings in the text as it is: to take apart all of its words takes ten times as long. */
function placesIn(words: string, clauseOf: ClauseOf): Place[] {
  const text = ` ${words} `;
  const places: Place[] = [];
  for (const beginning of clauseOf.beginnings) {
    const sought = ` ${beginning}`;
    for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + 1)) {
      const end = text.indexOf(" ", at + 1);
      const clause = clauseOf(text.slice(at + 1, end));
      if (clause !== undefined) places.push({ clause, start: at + 1, end });
    }
  }
  return places.sort((a, b) => a.start - b.start);
}
