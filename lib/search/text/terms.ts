import { LANGUAGES } from "../language/languages.ts";
import { stemOf, stemTerm } from "../language/stems.ts";
import { isDense, normalize, type Token, tokenize } from "../tokens/tokens.ts";
import type { Term } from "./term.ts";

/**
 * A longer phrase is known by its first tokens: a text that says one word a hundred thousand times is
 * compared with each of them at each of its words.
 */
const MAX_TOKENS = 48;

/** Returns the term of some text, or undefined if there is no token in it. `star` makes it a prefix. */
export function toTerm(text: string, { star = false, isExact = false } = {}): Term | undefined {
  const surface = normalize(text);
  const tokens = tokenize(surface);
  if (tokens.length > MAX_TOKENS) {
    const known = textsOf(tokens.slice(0, MAX_TOKENS));
    return { tokens: known, isPrefix: false, width: known.length, surface, stems: [], isExact };
  }
  const last = tokens.at(-1);
  if (last === undefined) return undefined;
  if (!isDense(surface.slice(last.start))) {
    const isPrefix = star || surface.slice(last.end) === "*";
    const hasForms = tokens.length === 1 && !isPrefix && !isExact;
    const stems = hasForms ? stemsOf(surface.slice(last.start, last.end)) : [];
    return { tokens: textsOf(tokens), isPrefix, width: tokens.length, surface, stems, isExact };
  }
  // What comes next in the entry is unknown: the last character is asked for as a beginning, unless
  // the token before has it already.
  const before = tokens.at(-2);
  const isTold = before?.end === last.start && isDense(surface.slice(before.start));
  const asked = isTold ? tokens.slice(0, -1) : tokens;
  return {
    ...{ tokens: textsOf(asked), isPrefix: !isTold, width: tokens.length },
    ...{ surface, stems: [], isExact },
  };
}

function stemsOf(word: string): string[] {
  return LANGUAGES.flatMap((language) => {
    const stem = stemOf(word, language);
    return stem === "" ? [] : stemTerm(stem, language);
  });
}

function textsOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ text }) => text);
}
