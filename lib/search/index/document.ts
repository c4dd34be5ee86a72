import { type ChangedEntry, withoutPhotoLinks } from "../../journal/mod.ts";
import { BREAK, filterTokensOf, prefixTokensOf } from "./filter_tokens.ts";
import type { Pacer } from "../pacer.ts";
import { spaced } from "../text/spaced.ts";
import { normalize, tokenize } from "../text/tokens.ts";

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
  filterTokens: string[];
  /** How many tokens title and content have. */
  length: number;
  /** The tokens by which matches are ranked, each once: those of the title, ... */
  title: string[];
  /** ... and those that stand more than once near the start of the entry. */
  repeated: string[];
}

/** Where tokens are counted: no long entry makes ranking slow. */
const COUNTED_TOKENS = 250;

/** The texts of an entry. */
type Texts = Pick<ChangedEntry, "title" | "content" | "mood" | "location" | "weather">;

/** The document of an entry. */
export function toDocument(entry: ChangedEntry): Document {
  const { id, occurredAt } = entry;
  const { title, all, length } = tokensOf(entry);
  const tokens = new Set(all);
  tokens.delete(BREAK);
  return {
    ...{ id, occurredAt, length },
    words: spaced(all),
    filterTokens: [...filterTokensOf(entry), ...prefixTokensOf(tokens)],
    title: [...new Set(title)],
    repeated: repeatedIn(all.slice(0, COUNTED_TOKENS)),
  };
}

/** The documents of entries, in their order. Tokens are made in small bits. */
export async function toDocuments(
  entries: readonly ChangedEntry[],
  { pacer }: { pacer: Pacer },
): Promise<Document[]> {
  const documents: Document[] = [];
  for (const entry of entries) {
    documents.push(toDocument(entry));
    await pacer.pause();
  }
  return documents;
}

/** All that can be found of an entry, as in its document. */
export function wordsOf(entry: Texts): string {
  return spaced(tokensOf(entry).all);
}

function tokensOf(
  { title, content, mood, location, weather }: Texts,
): { title: string[]; all: string[]; length: number } {
  const [first, ...others] = [title, content, mood, location, weather].map((text) =>
    tokenize(normalize(withoutPhotoLinks(text ?? ""))).map((token) => token.text)
  );
  let all = first;
  for (const text of others) if (text.length > 0) all = [...all, BREAK, ...text];
  return { title: first, all, length: first.length + others[0].length };
}

function repeatedIn(tokens: readonly string[]): string[] {
  const [once, more] = [new Set<string>(), new Set<string>()];
  for (const token of tokens) (once.has(token) ? more : once).add(token);
  more.delete(BREAK);
  return [...more];
}
