import type { FoundEntry } from "../journal/mod.ts";
import type { Correction } from "./index/search_index.ts";
import type { FoundSummary } from "./model.ts";
import { startPacer } from "./pacer.ts";
import { matchFinder } from "./text/matches.ts";
import type { Clause } from "./text/query.ts";
import { snippetOf } from "./text/snippet.ts";
import { toTerm } from "./text/terms.ts";
import { isDense, normalize } from "./tokens/tokens.ts";

/** The clauses as they were looked for: what was taken instead of a word counts as the word. */
export function withCorrections(
  clauses: readonly Clause[],
  corrections: readonly Correction[],
): Clause[] {
  const instead = new Map(corrections.map(({ word, instead }) => [word, instead]));
  return clauses.map((clause) => ({
    ...clause,
    terms: clause.terms.flatMap((term) => [
      term,
      ...(instead.get(term.surface) ?? []).flatMap((word) => toTerm(word) ?? []),
    ]),
  }));
}

/** Found entries as they are shown: with the passage, and the words, that show why. */
export async function withSnippets(
  found: readonly FoundEntry[],
  clauses: readonly Clause[],
): Promise<FoundSummary[]> {
  const pacer = startPacer();
  const find = matchFinder(clauses);
  const most = clauses.filter(({ occur }) => occur !== "not").length;
  const entries: FoundSummary[] = [];
  for (const { summary: { excerpt: _, ...summary }, content } of found) {
    const { text: snippet, met } = await snippetOf(content, { most, find, pacer });
    if (met.size < most) {
      const others = find(normalize([summary.title, ...summary.tags].join("\n")));
      for (const { clause } of others.matches) met.add(clause);
    }
    const words = clauses.flatMap(({ terms: [term] }, n) => met.has(n) ? term.surface : []);
    entries.push({ ...summary, snippet, matched: joinPairs(words) });
    await pacer.pause();
  }
  return entries;
}

/** Words without the pairs that a run of dense text was looked for by: they are the run again. */
function joinPairs(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const [first] = word;
    if (before !== undefined && isDense(word) && before.endsWith(first)) {
      joined[joined.length - 1] = before + word.slice(first.length);
    } else joined.push(word);
  }
  return joined;
}
