import { ALL, prefixToken } from "../index/filter_tokens.ts";
import type { PostingRow, RowReader } from "../index/rows.ts";
import type { Correction, Request } from "../index/search_index.ts";
import type { Clause } from "../text/query.ts";
import type { Pacer } from "../pacer.ts";
import { isWord, type Term } from "../text/term.ts";
import { correct } from "./correct.ts";

/** The rows in which the documents of a clause are. */
export interface ClauseRows {
  occur: Clause["occur"];
  /** Postings of words. */
  lists: { rows: readonly PostingRow[]; isExact: boolean; isTag?: boolean }[];
  /** Phrases: for each token the rows, with positions, of what it can be. */
  phrases: (readonly PostingRow[])[][];
}

/** How many terms a beginning stands for at most. */
const MAX_EXPANSIONS = 300;

/** So many words are corrected: each is compared with much of what was ever written. */
const MAX_CORRECTED = 4;

/** Reads what the clauses of a request need, in a few turns. A word that is nowhere is corrected. */
export async function readClauses(
  rows: RowReader,
  request: Request,
  { pacer }: { pacer: Pacer },
): Promise<{ clauses: ClauseRows[]; corrections: Correction[] }> {
  const { parts, tags, tagWords } = request;
  if (request.clauses.length === 0) {
    const all = await rows.postings(ALL, { parts });
    return {
      clauses: [{ occur: "must", lists: [{ rows: all, isExact: true }], phrases: [] }],
      corrections: [],
    };
  }
  const terms = request.clauses.flatMap(({ terms }) => terms);
  const expansions = new Map<string, string[]>();
  for (const term of terms) {
    const prefix = term.tokens[term.tokens.length - 1];
    if (!term.isPrefix || prefixToken(term) !== undefined || expansions.has(prefix)) continue;
    const query = { prefix, shortest: prefix.length, longest: Infinity };
    expansions.set(prefix, await rows.terms(query, { parts, limit: MAX_EXPANSIONS }));
  }
  const needed = new Set(
    terms.flatMap((term) => [
      ...namesOf(term, expansions),
      ...term.stems,
    ]).concat(tags.flat()),
  );
  const found = groupByTerm(await rows.postings([...needed], { parts }));
  const tokens = new Set(
    terms.filter(isPhrase).flatMap((term) => tokensOf(term, expansions).flat()),
  );
  const placed = tokens.size === 0
    ? new Map<string, PostingRow[]>()
    : groupByTerm(await rows.postings([...tokens], { parts, withPositions: true }));

  const corrections: Correction[] = [];
  let wordsLeft = MAX_CORRECTED;
  const clauses: ClauseRows[] = [];
  for (const [n, { terms, occur }] of request.clauses.entries()) {
    const clause: ClauseRows = { occur, lists: [], phrases: [] };
    const tagged = (tags[n] ?? []).flatMap((tag) => found.get(tag) ?? []);
    if (tagged.length > 0) clause.lists.push({ rows: tagged, isExact: true, isTag: true });
    for (const term of terms) {
      const forms = term.stems.flatMap((stem) => found.get(stem) ?? []);
      const exact = namesOf(term, expansions).flatMap((name) => found.get(name) ?? []);
      if (exact.length > 0) clause.lists.push({ rows: exact, isExact: true });
      if (forms.length > 0) clause.lists.push({ rows: forms, isExact: false });
      if (isPhrase(term)) {
        clause.phrases.push(
          tokensOf(term, expansions).map((names) =>
            names.flatMap((name) => placed.get(name) ?? [])
          ),
        );
      }
      const isNowhere = exact.length + forms.length + tagged.length === 0;
      if (!isNowhere || !isWord(term) || term.isExact || occur === "not") continue;
      if (wordsLeft-- <= 0) continue;
      const instead = await correct(rows, term, { parts, others: Object.keys(tagWords), pacer });
      if (instead.length === 0) continue;
      corrections.push({ word: term.surface, instead });
      const tagsInstead = instead.flatMap((word) => tagWords[word] ?? []);
      for (const terms of [instead, tagsInstead]) {
        const isTag = terms === tagsInstead;
        clause.lists.push({ rows: await rows.postings(terms, { parts }), isExact: false, isTag });
      }
    }
    clauses.push(clause);
  }
  return { clauses, corrections };
}

/** The terms of an index that a term of one token is. */
function namesOf(term: Term, expansions: ReadonlyMap<string, string[]>): string[] {
  if (isPhrase(term)) return [];
  if (!term.isPrefix) return [term.tokens[0]];
  const short = prefixToken(term);
  return short === undefined ? expansions.get(term.tokens[0]) ?? [] : [short];
}

/**
 * What each token of a phrase can be. A short beginning at its end would be too many terms: it is
 * left out here, and seen to when the entries are read.
 */
function tokensOf(term: Term, expansions: ReadonlyMap<string, string[]>): string[][] {
  const whole = term.tokens.map((token) => [token]);
  if (!term.isPrefix) return whole;
  const last = term.tokens[term.tokens.length - 1];
  return [
    ...whole.slice(0, -1),
    ...prefixToken(term) === undefined ? [expansions.get(last) ?? []] : [],
  ];
}

function isPhrase({ tokens }: Term): boolean {
  return tokens.length > 1;
}

function groupByTerm(rows: readonly PostingRow[]): Map<string, PostingRow[]> {
  return Map.groupBy(rows, ({ term }) => term);
}
