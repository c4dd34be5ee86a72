import { LRUCache } from "lru-cache";
import { tagToken } from "./index/filter_tokens.ts";
import { startPacer } from "./pacer.ts";
import { matchFinder } from "./text/matches.ts";
import { asPositive, type Clause } from "./text/query.ts";
import { normalize, type Token, tokenize } from "./tokens/tokens.ts";

/** The names of tags by id, taken apart. */
export interface TagTexts {
  readonly tags: readonly { filterToken: string; name: string; tokens: readonly Token[] }[];
  /** For each word of the names, the filter tokens of those tags. */
  readonly byWord: Readonly<Record<string, readonly string[]>>;
}

/** In characters of names, of which each can be a token: some 30 MB if all are. */
const KEPT = {
  maxSize: 200_000,
  sizeCalculation: ({ tags }: TagTexts) => tags.reduce((sum, { name }) => sum + name.length, 1),
};

const known = new LRUCache<ReadonlyMap<string, string>, TagTexts>(KEPT);

/** Takes names apart; the same map must always hold the same names. */
export async function takeTagsApart(names: ReadonlyMap<string, string>): Promise<TagTexts> {
  const texts = known.get(names) ?? await takeApart(names);
  known.set(names, texts);
  return texts;
}

async function takeApart(names: ReadonlyMap<string, string>): Promise<TagTexts> {
  const pacer = startPacer();
  const tags: TagTexts["tags"][number][] = [];
  const byWord = new Map<string, string[]>();
  for (const [id, given] of names) {
    const name = normalize(given);
    const [filterToken, tokens] = [tagToken(id), tokenize(name)];
    tags.push({ filterToken, name, tokens });
    for (const word of new Set(tokens.map(({ text }) => text))) {
      const others = byWord.get(word);
      if (others) others.push(filterToken);
      else byWord.set(word, [filterToken]);
    }
    await pacer.pause();
  }
  return { tags, byWord: Object.fromEntries(byWord) };
}

/**
 * For each clause, the filter tokens of the tags whose names meet it: an entry with such a tag meets it,
 * too. The tags must be those that the viewer may see.
 */
export async function tagsOfClauses(
  clauses: readonly Clause[],
  { tags }: TagTexts,
): Promise<string[][]> {
  const pacer = startPacer();
  const find = matchFinder(asPositive(clauses));
  const found = clauses.map(() => new Set<string>());
  for (const { filterToken, name, tokens } of tags) {
    for (const { clause } of find(name, tokens).matches) found[clause].add(filterToken);
    await pacer.pause();
  }
  return found.map((some) => [...some]);
}
