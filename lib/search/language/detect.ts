import { type Language, LANGUAGES } from "./languages.ts";

/** How much of a text is looked at. */
const TOKENS = 300;

/** A second language counts if it has this share of the stop words of the first. */
const SHARE = 0.6;

const ENGLISH = LANGUAGES.slice(0, 1);
const RUSSIAN = LANGUAGES.filter(({ code }) => code === "ru");
const NONE: readonly number[] = [];

/** The numbers of the languages that a stop word belongs to. */
const BY_STOP_WORD = new Map<string, number[]>();
for (const [n, { stopWords }] of LANGUAGES.entries()) {
  for (const word of stopWords) BY_STOP_WORD.set(word, [...BY_STOP_WORD.get(word) ?? [], n]);
}

const CYRILLIC = /\p{scx=Cyrillic}/u;

/**
 * Returns the languages of a text, told by its stop words: in most sentences every third word is one.
 * It depends on nothing but the text. A text without any is taken as English, or as Russian if it is
 * in Cyrillic.
 */
export function languagesOf(tokens: readonly string[]): readonly Language[] {
  const counts = countStopWords(tokens);
  const most = Math.max(...counts);
  if (most === 0) return tokens.some((token) => CYRILLIC.test(token)) ? RUSSIAN : ENGLISH;
  return LANGUAGES.filter((_, n) => counts[n] >= most * SHARE);
}

/**
 * Returns the stop words of a question. One stop word is not enough to tell a language but English:
 * many are names, or words with a meaning, in another language.
 */
export function stopWordsOf(tokens: readonly string[]): ReadonlySet<string> {
  const counts = countStopWords(tokens);
  const most = Math.max(...counts);
  const sure = LANGUAGES.filter((_, n) => counts[n] === most && (most > 1 || n === 0));
  return new Set(sure.slice(0, 1).flatMap(({ stopWords }) => [...stopWords]));
}

function countStopWords(tokens: readonly string[]): Uint16Array {
  const counts = new Uint16Array(LANGUAGES.length);
  const end = Math.min(tokens.length, TOKENS);
  for (let n = 0; n < end; n++) {
    for (const language of BY_STOP_WORD.get(tokens[n]) ?? NONE) counts[language]++;
  }
  return counts;
}
