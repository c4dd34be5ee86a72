import { execAll } from "../tokens/exec_all.ts";
import { type Token, tokenize } from "../tokens/tokens.ts";
import type { ClauseOf } from "./clause_of.ts";
import type { Clause } from "./query.ts";
import { isWord, type Term } from "./term.ts";

/*
 * In a text of nothing but ASCII every word is a run of letters and digits, so what could be a match
 * is found without taking the whole text apart: that takes ten times as long.
 */

/** Where a clause is met in a text (UTF-16 units). */
export interface Match {
  /** The number of the clause. */
  clause: number;
  start: number;
  end: number;
}

/** The dollar is a token of its own, as other signs of money are. */
const PLAIN = new RegExp(String.raw`^[\p{ASCII}--[$]]*$`, "v");
const PLAIN_TOKEN = /^[a-z0-9]+$/;

const LETTER = /[a-z0-9]/i;

/** A longer word is known by its first characters, see tokens.ts. */
const SURE_CHARACTERS = 63;

/** Whether a text can be looked at by {@linkcode plainFinder}. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** The tokens of a plain text that are in a range of it, or begin or end there (UTF-16 units). */
export function tokensNear(text: string, [from, to]: [number, number]): Token[] {
  let [first, last] = [from, to];
  while (first > 0 && LETTER.test(text[first - 1])) first--;
  while (last < text.length && LETTER.test(text[last])) last++;
  return tokenize(text.slice(first, last)).map(({ text, start, end }) => ({
    text,
    start: first + start,
    end: first + end,
  }));
}

/**
 * Returns what finds where clauses are met in plain texts; undefined if a clause has a word that is
 * too long for it.
 */
export function plainFinder(
  clauses: readonly Clause[],
  clauseOf: ClauseOf,
): ((text: string) => Match[]) | undefined {
  const all = clauses.flatMap(({ terms }) => terms);
  if (all.some(({ tokens }) => tokens.some(({ length }) => length > SURE_CHARACTERS))) return;
  const words = wordsPattern(clauseOf);
  const sequences: { clause: number; pattern: RegExp }[] = [];
  for (const [clause, { terms, occur }] of clauses.entries()) {
    if (occur === "not") continue;
    for (const term of terms.filter((term) => !isWord(term))) {
      if (!term.tokens.every((token) => PLAIN_TOKEN.test(token))) continue;
      sequences.push({ clause, pattern: sequencePattern(term) });
    }
  }
  return (text) => {
    const matches: Match[] = [];
    for (const { 0: word, index: start } of words ? execAll(words, text) : []) {
      const clause = clauseOf(tokenize(word)[0].text, word);
      if (clause !== undefined) matches.push({ clause, start, end: start + word.length });
    }
    for (const { clause, pattern } of sequences) {
      for (const { 1: found, index: start } of execAll(pattern, text)) {
        matches.push({ clause, start, end: start + found.length });
      }
    }
    return matches.sort(byPlace);
  };
}

/** The order of matches: by their beginnings, the longest first. */
export function byPlace(a: Match, b: Match): number {
  return a.start - b.start || b.end - a.end;
}

/** What could be a word of a clause; undefined if no plain word can. */
function wordsPattern({ beginnings }: ClauseOf): RegExp | undefined {
  const plain = [...beginnings].flatMap((beginning) => {
    const letters = beginning.trimEnd();
    if (!PLAIN_TOKEN.test(letters)) return [];
    return letters === beginning ? `${letters}[a-z0-9]*` : `${letters}(?![a-z0-9])`;
  });
  return plain.length === 0 ? undefined : new RegExp(`(?<![a-z0-9])(?:${plain.join("|")})`, "gi");
}

/** Tokens that follow each other, at each place where they do: one may begin within another. */
function sequencePattern({ tokens, isPrefix }: Term): RegExp {
  const end = isPrefix ? "[a-z0-9]*" : "(?![a-z0-9])";
  return new RegExp(`(?<![a-z0-9])(?=(${tokens.join("[^a-z0-9]+")}${end}))`, "gi");
}
