import type { FoundEntry } from "../journal/mod.ts";
import { textsOf } from "./index/document.ts";
import { cutPhrases } from "./look_up.ts";
import { matchFinder } from "./text/matches.ts";
import { asPositive, type Clause } from "./text/query.ts";
import { normalize } from "./tokens/tokens.ts";

/** Whether an entry has the {@linkcode cutPhrases} to their end. */
export function isWhole({ summary, content }: FoundEntry, clauses: readonly Clause[]): boolean {
  const cut = cutPhrases(clauses);
  return cut.length === 0 || meets({ ...summary, content }, cut);
}

/**
 * Whether an entry, with the names of its tags, meets every clause that it must, none that it must
 * not, and at least one.
 */
export function meets(
  entry: Parameters<typeof textsOf>[0] & { tags: readonly string[] },
  clauses: readonly Clause[],
): boolean {
  const find = matchFinder(asPositive(clauses));
  const met = new Set(
    [...textsOf(entry), ...entry.tags.map(normalize)].flatMap((text) =>
      find(text).matches.map(({ clause }) => clause)
    ),
  );
  return clauses.every(({ occur }, n) => occur === "should" || (occur === "must") === met.has(n)) &&
    clauses.some(({ occur }, n) => occur !== "not" && met.has(n));
}
