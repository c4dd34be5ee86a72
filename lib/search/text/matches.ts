import { LANGUAGES } from "../language/languages.ts";
import { stemOf, stemTerm } from "../language/stems.ts";
import type { Clause } from "./query.ts";
import { isWord, type Term } from "./terms.ts";
import type { Token } from "../tokens/tokens.ts";

/** Where a clause is met in a text (UTF-16 units). */
export interface Match {
  /** The number of the clause. */
  clause: number;
  start: number;
  end: number;
}

/** Tells which clause a word belongs to: itself, or another form of it. */
export interface ClauseOf {
  (token: string, surface?: string): number | undefined;
  /** What the words of clauses begin with: no other word belongs to one. */
  readonly beginnings: ReadonlySet<string>;
}

/** Forms of a word begin with the same letters. */
const COMMON_UNITS = 2;

/** What all forms of the tokens begin with, or the token itself where it has no others. */
function beginningOf({ tokens: [token], stems }: Term): string {
  return stems.length > 0 ? token.slice(0, COMMON_UNITS) : `${token} `;
}

/** Returns what tells the words of clauses, and other forms of them, in texts. */
export function clauseFinder(clauses: readonly Clause[]): ClauseOf {
  const exact = new Map<string, number>();
  const stems = new Map<string, number>();
  const beginnings = new Set<string>();
  for (const [n, { terms, occur }] of clauses.entries()) {
    if (occur === "not") continue;
    for (const term of terms.filter(isWord)) {
      exact.set(term.tokens[0], n);
      for (const stem of term.stems) stems.set(stem, n);
      beginnings.add(beginningOf(term));
    }
  }
  const known = new Map<string, number | undefined>();
  const clauseOf = (token: string, surface = token) => {
    const same = exact.get(token);
    if (same !== undefined || !beginnings.has(token.slice(0, COMMON_UNITS))) return same;
    if (known.has(token)) return known.get(token);
    let found: number | undefined;
    for (const language of LANGUAGES) {
      found ??= stems.get(stemTerm(stemOf(surface, language), language));
    }
    known.set(token, found);
    return found;
  };
  return Object.assign(clauseOf, { beginnings });
}

/** Returns where clauses are met in the tokens of a text, in their order. */
export function matchesIn(
  text: string,
  tokens: readonly Token[],
  { clauses, clauseOf }: { clauses: readonly Clause[]; clauseOf: ClauseOf },
): Match[] {
  const matches: Match[] = [];
  for (const { text: token, start, end } of tokens) {
    const clause = clauseOf(token, text.slice(start, end));
    if (clause !== undefined) matches.push({ clause, start, end });
  }
  for (const [clause, { terms, occur }] of clauses.entries()) {
    if (occur === "not") continue;
    for (const term of terms.filter((term) => !isWord(term))) {
      for (const n of tokens.keys()) {
        if (!isAt(tokens, term, n)) continue;
        const last = tokens[n + term.width - 1] ?? tokens[tokens.length - 1];
        matches.push({ clause, start: tokens[n].start, end: last.end });
      }
    }
  }
  return matches.sort((a, b) => a.start - b.start || b.end - a.end);
}

function isAt(tokens: readonly Token[], { tokens: expected, isPrefix }: Term, n: number): boolean {
  return expected.every((text, k) => {
    const token = tokens[n + k]?.text;
    if (token === undefined) return false;
    return isPrefix && k === expected.length - 1 ? token.startsWith(text) : token === text;
  });
}
