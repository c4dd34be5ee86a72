import { withoutInvisible } from "../../invisible.ts";
import { fold } from "../tokens/fold.ts";
import type { Language } from "./languages.ts";

const REMEMBERED_STEMS = 50_000;
/** No longer word is remembered: one can be as long as an entry. In UTF-16 units. */
const REMEMBERED_UNITS = 64;
const WORD = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{M}]{3,64}$/u;

/** Stems by language, all forgotten at once where there are too many: it is read for each word. */
const known = new Map<string, Map<string, string>>();

/**
 * Returns the stem of a word as the text has it, folded: what all forms of the word share. It is
 * empty for what has no stem, such as numbers.
 */
export function stemOf(word: string, { code, stem }: Language): string {
  const stems = known.get(code) ?? new Map<string, string>();
  let found = stems.get(word);
  if (found === undefined) {
    const lower = withoutInvisible(word).toLowerCase();
    found = WORD.test(lower) ? fold(stem(lower)) : "";
    if (word.length > REMEMBERED_UNITS) return found;
    if (stems.size === REMEMBERED_STEMS) stems.clear();
    known.set(code, stems.set(word, found));
  }
  return found;
}

/** The term under which an index keeps the texts that have another form of the stem. */
export function stemTerm(stem: string, { code }: Language): string {
  return `~${code}${stem}`;
}
