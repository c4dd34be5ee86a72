import type { RowReader } from "../index/rows.ts";
import type { Term } from "../text/terms.ts";
import { distance } from "./distance.ts";
import { spellingsOf } from "./spellings.ts";

/** Shorter words are mostly other words. */
const SHORTEST = 4;

/** From this length on, two faults are looked for. */
const LONG = 8;

const MAX_TERMS = 20_000;
const MAX_INSTEAD = 5;

/**
 * What is looked for instead of a word that is nowhere in the parts: another spelling of it, a word
 * that begins with it, or a word that differs by a fault of typing. Only terms of these parts are
 * considered, so it tells nothing of others. Returns nothing if there is none.
 */
export async function correct(
  rows: RowReader,
  { tokens: [token], surface }: Term,
  { parts }: { parts: readonly number[] },
): Promise<string[]> {
  const spellings = spellingsOf(token, surface);
  if (spellings.length > 0) {
    const known = new Set((await rows.postings(spellings, { parts })).map(({ term }) => term));
    if (known.size > 0) return spellings.filter((spelling) => known.has(spelling));
  }
  if (token.length < SHORTEST) return [];
  const beginning = { prefix: token, shortest: token.length, longest: Infinity };
  const longer = await rows.terms(beginning, { parts, limit: MAX_INSTEAD });
  const faults = token.length < LONG ? 1 : 2;
  for (const prefix of [token[0], ""]) {
    const query = { prefix, shortest: token.length - faults, longest: token.length + faults };
    const terms = (await rows.terms(query, { parts, limit: MAX_TERMS })).filter(isToken);
    const near = terms.map((term) => ({ term, faults: distance(term, token, faults) }))
      .filter((found) => found.faults <= faults);
    const least = Math.min(...near.map(({ faults }) => faults));
    const instead = near.filter(({ faults }) => faults === least).map(({ term }) => term);
    if (instead.length > 0) return instead.slice(0, MAX_INSTEAD);
    if (longer.length > 0) return longer;
  }
  return [];
}

/** Not a stem, a filter or a beginning. */
function isToken(term: string): boolean {
  return !/^[~§¶]/.test(term);
}
