import type { ChangedEntry } from "../journal/mod.ts";
import { beginningsOf, BREAK, marksOf } from "./marks.ts";
import { spaced } from "./spaced.ts";
import { normalize, tokenize } from "./tokens.ts";

/** An entry as it is indexed. */
export interface Document {
  id: string;
  occurredAt: number;
  /**
   * All that can be found: tokens, each with a space on both sides, so that a phrase is found by
   * looking for its own text.
   */
  words: string;
  /** What filters and short beginnings of words look up. */
  marks: string[];
  /** How many tokens title and content have. */
  length: number;
  /** The tokens by which matches are ranked, each once: those of the title, ... */
  title: string[];
  /** ... those that stand twice at least near the start of the entry, ... */
  twice: string[];
  /** ... and those that stand there four times at least. */
  often: string[];
}

/** Where tokens are counted: no long entry makes ranking slow. */
const COUNTED_TOKENS = 250;

/** The texts of an entry. */
type Texts = Pick<ChangedEntry, "title" | "content" | "mood" | "location" | "weather">;

/** The document of an entry. */
export function toDocument(entry: ChangedEntry): Document {
  const { id, occurredAt } = entry;
  const { title, all, length } = tokensOf(entry);
  const counts = countTokens(all.slice(0, COUNTED_TOKENS));
  const tokens = new Set(all);
  tokens.delete(BREAK);
  return {
    ...{ id, occurredAt, length },
    words: spaced(all),
    marks: [...marksOf(entry), ...beginningsOf(tokens)],
    title: [...new Set(title)],
    twice: atLeast(counts, 2),
    often: atLeast(counts, 4),
  };
}

/** All that can be found of an entry, as in its document. */
export function wordsOf(entry: Texts): string {
  return spaced(tokensOf(entry).all);
}

function tokensOf(
  { title, content, mood, location, weather }: Texts,
): { title: string[]; all: string[]; length: number } {
  const [first, ...others] = [title, content, mood, location, weather].map((text) =>
    tokenize(normalize(text ?? "")).map((token) => token.text)
  );
  const all = others.filter(({ length }) => length > 0)
    .reduce((before, text) => [...before, BREAK, ...text], first);
  return { title: first, all, length: first.length + others[0].length };
}

function countTokens(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) {
    if (token !== BREAK) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return counts;
}

function atLeast(counts: ReadonlyMap<string, number>, least: number): string[] {
  return [...counts].flatMap(([token, count]) => count >= least ? token : []);
}
