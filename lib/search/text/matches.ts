import { type Token, tokenize } from "../tokens/tokens.ts";
import { clauseFinder, type ClauseOf } from "./clause_of.ts";
import { byPlace, isPlain, type Match, plainFinder } from "./plain.ts";
import type { Clause } from "./query.ts";
import { isWord, type Term } from "./term.ts";

/** What was found in a text. */
export interface Matches {
  /** Where clauses are met, in their order. */
  matches: Match[];
  /** The tokens of the text, where it had to be taken apart. */
  tokens?: readonly Token[];
}

/** Returns what finds where clauses are met in a normalized text; `known` are its tokens. */
export function matchFinder(
  clauses: readonly Clause[],
): (text: string, known?: readonly Token[]) => Matches {
  const clauseOf = clauseFinder(clauses);
  const inPlain = plainFinder(clauses, clauseOf);
  return (text, known) => {
    if (inPlain && isPlain(text)) return { matches: inPlain(text) };
    const tokens = known ?? tokenize(text);
    return { matches: matchesIn(text, tokens, { clauses, clauseOf }), tokens };
  };
}

function matchesIn(
  text: string,
  tokens: readonly Token[],
  { clauses, clauseOf }: { clauses: readonly Clause[]; clauseOf: ClauseOf },
): Match[] {
  const matches: Match[] = [];
  for (const { text: token, start, end } of tokens) {
    if (!clauseOf.isPossible(token)) continue;
    const clause = clauseOf(token, text.slice(start, end));
    if (clause !== undefined) matches.push({ clause, start, end });
  }
  for (const [clause, { terms, occur }] of clauses.entries()) {
    if (occur === "not") continue;
    for (const term of terms.filter((term) => !isWord(term))) {
      for (let n = 0; n < tokens.length; n++) {
        if (!isAt(tokens, term, n)) continue;
        const last = tokens[n + term.width - 1] ?? tokens[tokens.length - 1];
        matches.push({ clause, start: tokens[n].start, end: last.end });
      }
    }
  }
  return matches.sort(byPlace);
}

function isAt(tokens: readonly Token[], { tokens: expected, isPrefix }: Term, n: number): boolean {
  const last = expected.length - 1;
  for (let k = 0; k <= last; k++) {
    const token = tokens[n + k]?.text;
    if (token === undefined) return false;
    const isMet = isPrefix && k === last ? token.startsWith(expected[k]) : token === expected[k];
    if (!isMet) return false;
  }
  return true;
}
