import { beginningMark } from "../marks.ts";
import { isCounted } from "../score.ts";
import type { Request } from "../search_index.ts";
import type { Term } from "../terms.ts";

/*
 * Requests in the language of FTS5, where everything in quotation marks is literal.
 */

/** The marks under which a row has the tokens by which it is ranked. */
export const RANKING_MARKS = { title: "†", twice: "‡", often: "‡‡" } as const;

export type RankingMark = typeof RANKING_MARKS[keyof typeof RANKING_MARKS];

/** What finds all matches. */
export function matchOf({ terms, marks }: Request): string {
  return all([...terms.flatMap(matchesOfTerm), ...marks.map(quote)]);
}

/**
 * What finds the matches, perhaps among others, in which the tokens of `term` are marked. Phrases
 * are left out: their places would be read again.
 */
export function matchOfMarked({ terms, marks }: Request, term: Term, mark: RankingMark): string {
  return all([
    ...markedTokens(term, mark),
    ...terms.filter(isCounted).map(quoteTerm),
    ...marks.map(quote),
  ]);
}

/** Whether FTS5 must put a list together before it finds anything. */
export function needsList({ terms }: Request): boolean {
  return terms.some((term) => term.isPrefix && beginningMark(term) === undefined);
}

function matchesOfTerm(term: Term): string[] {
  const beginning = beginningMark(term);
  if (beginning === undefined) return [quoteTerm(term)];
  // All that starts with a few letters is a long list to put together; the mark has it ready. After
  // other words it finds too much, which the entries themselves set right.
  const before = term.tokens.slice(0, -1);
  return [...before.length > 0 ? [quote(before.join(" "))] : [], quote(beginning)];
}

function markedTokens(term: Term, mark: RankingMark): string[] {
  const beginning = beginningMark(term);
  return term.tokens.map((token, n) => {
    const isLast = n === term.tokens.length - 1;
    if (!isLast || !term.isPrefix) return quote(mark + token);
    return beginning ? quote(mark + beginning) : `${quote(mark + token)} *`;
  });
}

function quoteTerm({ tokens, isPrefix }: Term): string {
  return `${quote(tokens.join(" "))}${isPrefix ? " *" : ""}`;
}

function quote(text: string): string {
  return `"${text}"`;
}

function all(parts: readonly string[]): string {
  return parts.join(" AND ");
}
