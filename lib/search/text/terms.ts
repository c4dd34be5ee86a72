import { withoutInvisible } from "../../invisible.ts";
import { spaced } from "./spaced.ts";
import { isDense, normalize, type Token, tokenize } from "./tokens.ts";

/** Tokens that must follow each other in a text. Every term of a query must be found. */
export interface Term {
  tokens: readonly string[];
  /** The last token is the beginning of a word, or of a run of dense text. */
  isPrefix: boolean;
  /** How many tokens of a text it covers: the last pair of dense characters covers two. */
  width: number;
}

/**
 * A phrase, or what stands between spaces. Phones write curly quotation marks by themselves; one
 * after a letter opens nothing, as in 5".
 */
const PARTS = /(?<![\p{L}\p{N}])["“”„]([^"“”„]*)["“”„](\*?)|([^\s"“”„]+)/gu;

/**
 * What a person looks for. "Quoted words" are a phrase, `wor*` is the beginning of a word, all
 * else is words; a sign that means nothing is left out, so no query is wrong. Where there is no
 * word, there are no terms.
 */
export function parseTerms(query: string): Term[] {
  const terms = new Map<string, Term>();
  for (const [, phrase, star, words] of withoutInvisible(normalize(query)).matchAll(PARTS)) {
    const term = toTerm(phrase === undefined ? words : phrase + star);
    if (term !== undefined) terms.set(`${term.isPrefix} ${term.tokens.join(" ")}`, term);
  }
  return [...terms.values()];
}

/** Whether the term is one whole word. */
export function isWord({ tokens, isPrefix }: Term): boolean {
  return tokens.length === 1 && !isPrefix;
}

/** The text of a term among the tokens of a document. */
export function needleOf({ tokens, isPrefix }: Term): string {
  const text = spaced(tokens);
  return isPrefix ? text.trimEnd() : text;
}

function toTerm(text: string): Term | undefined {
  const tokens = tokenize(text);
  const last = tokens.at(-1);
  if (last === undefined) return undefined;
  if (!isDense(text.slice(last.start))) {
    const isPrefix = text.slice(last.end) === "*";
    return { tokens: textsOf(tokens), isPrefix, width: tokens.length };
  }
  // What comes next in the entry is unknown: the last character is asked for as a beginning, unless
  // the token before has it already.
  const before = tokens.at(-2);
  const isTold = before?.end === last.start && isDense(text.slice(before.start));
  const asked = isTold ? tokens.slice(0, -1) : tokens;
  return { tokens: textsOf(asked), isPrefix: !isTold, width: tokens.length };
}

function textsOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ text }) => text);
}
