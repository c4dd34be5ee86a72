/*
 * Sources of regular expressions with the flag `v`: what a text is made of, as search sees it.
 */

/** Characters of scripts that put no spaces between words, and signs such as emoji. */
export const DENSE = String
  .raw`[[[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]&&[\p{L}\p{N}]]\p{So}\p{Sc}\p{Extended_Pictographic}\p{Regional_Indicator}]`;

/** What belongs to the dense character before it: tokens, joiners of emoji, and skin tones. */
export const TRAILING = String.raw`[\p{M}\uFE0F\u200D\uFF9E\uFF9F\u{1F3FB}-\u{1F3FF}]`;

/** Characters of words. */
export const LETTER = String.raw`[[\p{L}\p{N}\p{M}]--${DENSE}]`;
