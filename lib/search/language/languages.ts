import { stemmer as danish } from "@orama/stemmers/danish";
import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as finnish } from "@orama/stemmers/finnish";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as german } from "@orama/stemmers/german";
import { stemmer as italian } from "@orama/stemmers/italian";
import { stemmer as norwegian } from "@orama/stemmers/norwegian";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as russian } from "@orama/stemmers/russian";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import { stemmer as swedish } from "@orama/stemmers/swedish";
import { dan, deu, eng, fin, fra, ita, nld, nob, por, rus, spa, swe } from "stopword";
import { tokenize } from "../tokens/tokens.ts";

/** A language whose words are reduced to stems. */
export interface Language {
  /** ISO 639-1. */
  code: string;
  /** Returns the stem of a word in lower case, by Snowball's algorithm. */
  stem(word: string): string;
  /** The words that a sentence of the language is held together by, folded. */
  stopWords: ReadonlySet<string>;
}

/**
 * The list has no pronouns, few words that questions begin with, and nothing of what an apostrophe
 * leaves of "mother's" and "didn't".
 */
const QUESTION_WORDS =
  "s t d m ll re ve didn doesn don hadn hasn haven isn wasn weren wouldn couldn me my your his her its our their us them him you i she he it when what where who whom whose which how why much long often many"
    .split(" ");

/** The languages that have stems. */
export const LANGUAGES: readonly Language[] = [
  language("en", english, eng, QUESTION_WORDS),
  language("de", german, deu),
  language("fr", french, fra),
  language("es", spanish, spa),
  language("it", italian, ita),
  language("pt", portuguese, por),
  language("nl", dutch, nld),
  language("sv", swedish, swe),
  language("ru", russian, rus),
  language("da", danish, dan),
  language("nb", norwegian, nob),
  language("fi", finnish, fin),
];

function language(
  code: string,
  stem: Language["stem"],
  words: readonly string[],
  more: readonly string[] = [],
): Language {
  const tokens = [...words, ...more].flatMap((word) => tokenize(word).map(({ text }) => text));
  return { code, stem, stopWords: new Set(tokens) };
}
