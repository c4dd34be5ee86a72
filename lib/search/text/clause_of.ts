import { LANGUAGES } from "../language/languages.ts";
import { stemOf, stemTerm } from "../language/stems.ts";
import type { Clause } from "./query.ts";
import { isWord, type Term } from "./term.ts";

/** Tells which clause a word belongs to: itself, or another form of it. */
export interface ClauseOf {
  (token: string, surface?: string): number | undefined;
  /** What the words of clauses begin with: no other word belongs to one. */
  readonly beginnings: ReadonlySet<string>;
  /** Whether a word can belong to one, by its first letters: to look it up takes far longer. */
  isPossible(token: string): boolean;
}

/** Forms of a word begin with the same letters. */
const COMMON_UNITS = 2;

/** What all forms of the tokens begin with, or the token itself where it has no others. */
function beginningOf({ tokens: [token], stems }: Term): string {
  return stems.length > 0 ? token.slice(0, COMMON_UNITS) : `${token} `;
}

/** The first two units of a token as a number. */
function unitsOf(token: string): number {
  return token.charCodeAt(0) << 16 | token.charCodeAt(1);
}

/** Returns what tells the words of clauses, and other forms of them, in texts. */
export function clauseFinder(clauses: readonly Clause[]): ClauseOf {
  const exact = new Map<string, number>();
  const stems = new Map<string, number>();
  const beginnings = new Set<string>();
  const firstUnits = new Set<number>();
  for (const [n, { terms, occur }] of clauses.entries()) {
    if (occur === "not") continue;
    for (const term of terms.filter(isWord)) {
      exact.set(term.tokens[0], n);
      for (const stem of term.stems) stems.set(stem, n);
      const beginning = beginningOf(term);
      beginnings.add(beginning);
      firstUnits.add(unitsOf(beginning.trimEnd()));
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
  const isPossible = (token: string) => firstUnits.has(unitsOf(token));
  return Object.assign(clauseOf, { beginnings, isPossible });
}
