import { NOT_TRASHED, prefixToken } from "../index/filter_tokens.ts";
import type { Request } from "../index/search_index.ts";
import { isWord, type Term } from "../text/terms.ts";

/*
 * Requests in the language of FTS5, where everything in quotation marks is literal.
 */

/** The tokens under which a row has the tokens by which it is ranked. */
export const RANKING_TOKENS = { title: "†", repeated: "‡" } as const;

export type RankingToken = typeof RANKING_TOKENS[keyof typeof RANKING_TOKENS];

/** What finds all matches, and some that are in the trash where only others are asked for. */
export function matchOf({ terms, filterTokens }: Request): string {
  return all([...terms.flatMap(matchesOfTerm), ...filterTokens.filter(isLookedUp).map(quote)]);
}

/** Whether FTS5 looks for the token; a column of the row says whether it is trashed. */
function isLookedUp(mark: string): boolean {
  return mark !== NOT_TRASHED;
}

/** The query for rows that have the ranking tokens of `term`, whatever else they have. */
export function matchOfRanking(term: Term, mark: RankingToken): string {
  return all(rankingTokensOf(term, mark));
}

/** The same, but only rows that have the tokens of the request, and a few other words of it. */
export function matchOfRankingAmong(
  { terms, filterTokens }: Request,
  term: Term,
  mark: RankingToken,
): string {
  const others = terms.filter((other) => other !== term && isWord(other)).slice(0, 2);
  return all([
    ...rankingTokensOf(term, mark),
    ...others.map(quoteTerm),
    ...filterTokens.filter(isLookedUp).map(quote),
  ]);
}

function matchesOfTerm(term: Term): string[] {
  const beginning = prefixToken(term);
  if (beginning === undefined) return [quoteTerm(term)];
  // All that starts with a few letters is a long list to put together; the token has it ready. After
  // other words it finds too much, which the entries themselves set right.
  const before = term.tokens.slice(0, -1);
  return [...before.length > 0 ? [quote(before.join(" "))] : [], quote(beginning)];
}

function rankingTokensOf(term: Term, mark: RankingToken): string[] {
  const beginning = prefixToken(term);
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
