import { type RawBuilder, sql } from "kysely";
import { spaced } from "./document.ts";
import type { Term } from "./terms.ts";

/** Further terms must match but do not count. */
const SCORED_TERMS = 8;

/** BM25's own, with the length of an entry of some sentences as the average. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
const AVERAGE_LENGTH = 150;
const TITLE_BONUS = 2;

const PER_TOKEN = SATURATION * LENGTH_SHARE / AVERAGE_LENGTH;

/**
 * How well the row of a document fits the terms, in SQL that SQLite and PostgreSQL compute alike.
 * It is BM25 without the rarity of words: an entry's score depends on nothing but the entry and
 * the query. So no other entry, private or not, shows in it, and a cursor can rely on it.
 */
export function scoreOf(terms: readonly Term[]): RawBuilder<number> {
  const scores = terms.slice(0, SCORED_TERMS).map(needleOf).map((needle) => {
    const norm = sql`(${real(SATURATION * (1 - LENGTH_SHARE))} + ${real(PER_TOKEN)} * length)`;
    // n / (n + norm), written so that the occurrences, which cost the most, are counted once.
    const share = sql`1 - ${norm} / (${norm} + ${occurrences("lead", needle)})`;
    const isInTitle = sql`${occurrences("title", needle)} > 0`;
    return sql`(${share} + case when ${isInTitle} then ${real(TITLE_BONUS)} else ${real(0)} end)`;
  });
  return sql`${sql.join(scores, sql` + `)}`;
}

/** The text of a term among the tokens of a document. */
export function needleOf({ tokens, isPrefix }: Term): string {
  const text = spaced(tokens);
  return isPrefix ? text.trimEnd() : text;
}

function occurrences(column: "lead" | "title", needle: string): RawBuilder<number> {
  const text = sql.ref(column);
  const without = sql`replace(${text}, cast(${needle} as text), '')`;
  return sql`((length(${text}) - length(${without})) / ${sql.lit([...needle].length)})`;
}

function real(value: number): RawBuilder<number> {
  return sql`cast(${sql.lit(value)} as double precision)`;
}
