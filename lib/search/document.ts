import type { ChangedEntry } from "../journal/mod.ts";
import { BREAK, initialMark, marksOf } from "./marks.ts";
import { normalize, tokenize } from "./tokens.ts";

/**
 * An entry as it is indexed. The texts are tokens, each with a space on both sides, so that a phrase
 * is found, and counted, by looking for its own text.
 */
export interface Document {
  id: string;
  versionstamp: string;
  occurredAt: number;
  title: string;
  /** All that can be found. */
  words: string;
  /** The start of `words`, by which matches are ranked: no long entry makes ranking slow. */
  lead: string;
  /** How many tokens title and content have. */
  length: number;
  /** What filters look up. */
  marks: string[];
}

const LEAD_UNITS = 1_200;

/** The texts of an entry. */
type Texts = Pick<ChangedEntry, "title" | "content" | "mood" | "location" | "weather">;

/** The document of an entry. */
export function toDocument(entry: ChangedEntry): Document {
  const { id, versionstamp, occurredAt } = entry;
  const tokens = tokensOf(entry);
  const words = spaced(tokens.all);
  const initials = new Set(tokens.all.filter((token) => token !== BREAK).map(initialMark));
  return {
    ...{ id, versionstamp, occurredAt, words },
    title: spaced(tokens.title),
    lead: words.slice(0, words.indexOf("  ", LEAD_UNITS) + 1) || words,
    length: tokens.length,
    marks: [...marksOf(entry), ...initials],
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

/** Tokens as the texts of a document hold them. */
export function spaced(tokens: readonly string[]): string {
  return tokens.map((token) => ` ${token} `).join("");
}
