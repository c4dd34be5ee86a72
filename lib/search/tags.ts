import { tagToken } from "./index/filter_tokens.ts";
import { matchFinder } from "./text/matches.ts";
import { asPositive, type Clause } from "./text/query.ts";
import { normalize, tokenize } from "./tokens/tokens.ts";

/** For each word of the names of tags, by their ids, the filter tokens of those tags. */
export function tagsByWord(
  tagNames: ReadonlyMap<string, string>,
): Record<string, string[]> {
  const byWord = new Map<string, string[]>();
  for (const [id, name] of tagNames) {
    for (const word of new Set(tokenize(normalize(name)).map(({ text }) => text))) {
      const known = byWord.get(word);
      if (known) known.push(tagToken(id));
      else byWord.set(word, [tagToken(id)]);
    }
  }
  return Object.fromEntries(byWord);
}

/**
 * For each clause, the filter tokens of the tags whose names meet it: an entry with such a tag meets it,
 * too. The tags must be those that the viewer may see.
 */
export function tagsOfClauses(
  clauses: readonly Clause[],
  tagNames: ReadonlyMap<string, string>,
): string[][] {
  const find = matchFinder(asPositive(clauses));
  const tokens = clauses.map(() => new Set<string>());
  for (const [id, name] of tagNames) {
    for (const { clause } of find(normalize(name)).matches) tokens[clause].add(tagToken(id));
  }
  return tokens.map((some) => [...some]);
}
