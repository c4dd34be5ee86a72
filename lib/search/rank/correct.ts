import type { RowReader } from "../index/rows.ts";
import type { Pacer } from "../pacer.ts";
import type { Term } from "../text/term.ts";
import { distance } from "./distance.ts";
import { spellingsOf } from "./spellings.ts";

/** Shorter words are mostly other words. */
const SHORTEST = 4;

/** From this length on, two faults are looked for. */
const LONG = 8;

/** From this length on, the first letter may be the fault. Shorter words mostly mean what they say. */
const FIRST_LETTER = 6;

/** Of scripts with letters, folded. */
const ALPHABETS = [
  "abcdefghijklmnopqrstuvwxyz",
  "абвгдежзийклмнопрстуфхцчшщъыьэюя",
  "αβγδεζηθικλμνξοπρστυφχψω",
];

const MAX_TERMS = 20_000;
/** So many are compared without a pause. */
const TERMS_AT_ONCE = 500;
const MAX_INSTEAD = 5;

/**
 * What is looked for instead of a word that is nowhere in the parts: another spelling of it, a word
 * that begins with it, or a word that differs by a fault of typing. Only terms of these parts are
 * considered, and `others`, which the viewer knows too, so it tells nothing of what is hidden. Returns
 * nothing if there is none.
 */
export async function correct(
  rows: RowReader,
  { tokens: [token], surface }: Term,
  { parts, others, pacer }: { parts: readonly number[]; others: readonly string[]; pacer: Pacer },
): Promise<string[]> {
  const spellings = spellingsOf(token, surface);
  if (spellings.length > 0) {
    const known = await knownOf(spellings);
    if (known.length > 0) return known;
  }
  if (token.length < SHORTEST) return [];
  const beginning = { prefix: token, shortest: token.length, longest: Infinity };
  const longer = [
    ...await rows.terms(beginning, { parts, limit: MAX_INSTEAD }),
    ...others.filter((other) => other.startsWith(token)),
  ];
  const faults = token.length < LONG ? 1 : 2;
  const alike = {
    prefix: token[0],
    shortest: token.length - faults,
    longest: token.length + faults,
  };
  const terms = (await rows.terms(alike, { parts, limit: MAX_TERMS })).filter(isToken);
  const near: { term: string; faults: number }[] = [];
  const words = new Set([...terms, ...others.filter((other) => other[0] === token[0])]);
  for (const [n, term] of [...words].entries()) {
    if (n % TERMS_AT_ONCE === 0) await pacer.pause();
    const found = distance(term, token, faults);
    if (found <= faults) near.push({ term, faults: found });
  }
  const least = Math.min(...near.map(({ faults }) => faults));
  const instead = near.filter(({ faults }) => faults === least).map(({ term }) => term);
  if (instead.length > 0) return instead.slice(0, MAX_INSTEAD);
  if (longer.length > 0 || token.length < FIRST_LETTER) return longer.slice(0, MAX_INSTEAD);
  return (await knownOf(otherBeginnings(token))).slice(0, MAX_INSTEAD);

  async function knownOf(words: readonly string[]): Promise<string[]> {
    const known = new Set((await rows.postings(words, { parts })).map(({ term }) => term));
    for (const other of others) known.add(other);
    return words.filter((word) => known.has(word));
  }
}

/** The words that differ by one fault in the first letter, or the first two. */
function otherBeginnings(token: string): string[] {
  const [first, second] = token;
  const rest = token.slice(1);
  const letters = ALPHABETS.find((letters) => letters.includes(first)) ?? "";
  return [
    ...[...letters].flatMap((letter) => [letter + rest, letter + token]),
    ...[rest, second + first + token.slice(2)],
  ].filter((other) => other !== token);
}

/** Not a stem, a filter or a beginning. */
function isToken(term: string): boolean {
  return !/^[~§¶]/.test(term);
}
