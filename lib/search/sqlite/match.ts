import { beginningMark, LIVING } from "../index/filter_tokens.ts";
import type { Request } from "../index/search_index.ts";
import { isWord, type Term } from "../text/terms.ts";

/*
 * Requests in the language of FTS5, where everything in quotation marks is literal.
 */

/** The marks under which a row has the tokens by which it is ranked. */
export const RANKING_MARKS = { title: "†", repeated: "‡" } as const;

export type RankingMark = typeof RANKING_MARKS[keyof typeof RANKING_MARKS];

/** What finds all matches, and some that are in the trash where only others are asked for. */
export function matchOf({ terms, marks }: Request): string {
  return all([...terms.flatMap(matchesOfTerm), ...marks.filter(isLookedUp).map(quote)]);
}

/** Whether FTS5 looks for the mark; rows tell of themselves whether they are living. */
function isLookedUp(mark: string): boolean {
  return mark !== LIVING;
}

/** What finds the rows in which the tokens of `term` are marked, whatever else they have. */
export function matchOfMarked(term: Term, mark: RankingMark): string {
  return all(markedTokens(term, mark));
}

/** The same, but only rows that have the marks of the request, and a few other words of it. */
export function matchOfMarkedAmong(
  { terms, marks }: Request,
  term: Term,
  mark: RankingMark,
): string {
  const others = terms.filter((other) => other !== term && isWord(other)).slice(0, 2);
  return all([
    ...markedTokens(term, mark),
    ...others.map(quoteTerm),
    ...marks.filter(isLookedUp).map(quote),
  ]);
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
