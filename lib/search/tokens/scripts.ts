import { INVISIBLE } from "../../invisible.ts";

/*
 * Sources of regular expressions with the flag `v`: what a text is made of, as search sees it.
 */

/** Characters of scripts that put no spaces between words, and signs such as emoji. */
export const DENSE = String
  .raw`[[[[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]&&[\p{L}\p{N}]]\p{So}\p{Sc}\p{Extended_Pictographic}\p{Regional_Indicator}]--${INVISIBLE}]`;

/** What belongs to the dense character before it: marks, what shows nothing, and skin tones. */
export const TRAILING = String.raw`[\p{M}${INVISIBLE}\uFF9E\uFF9F\u{1F3FB}-\u{1F3FF}]`;

/** Characters of words. */
export const LETTER = String.raw`[[\p{L}\p{N}\p{M}]--[${DENSE}${INVISIBLE}]]`;

/** A word: what shows nothing may stand within it. */
export const WORD = String.raw`${LETTER}+(?:${INVISIBLE}+${LETTER}+)*`;
