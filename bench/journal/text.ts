/*
 * Texts of journals that never were: the same in every run.
 */

const WORDS = 5_000;
const WORDS_PER_ENTRY = 170;

/** About 1 KB: one common word, and words that are the rarer the higher their number. */
export function textOf(n: number): string {
  const random = randomFrom(n);
  const words = Array.from({ length: WORDS_PER_ENTRY }, () => wordOf(random()));
  return `the entry ${n} ${words.join(" ")}`;
}

/** The word at a share of the way from the most common to the rarest. */
function wordOf(share: number): string {
  return `w${Math.floor(WORDS * share ** 3)}`;
}

/** Mulberry32: numbers from 0 to 1 that depend on nothing but the seed. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9E3779B1);
  return () => {
    state = state + 0x6D2B79F5 | 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}
