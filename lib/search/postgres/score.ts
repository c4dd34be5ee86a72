import { type RawBuilder, sql } from "kysely";
import {
  countedTerms,
  NORM_BASE,
  NORM_SLOPE,
  REPEATED,
  SCALE,
  scoredTerms,
  TITLE_BONUS,
} from "../rank/score.ts";
import { needleOf, type Term } from "../text/terms.ts";

/** The score of a row, as SQLite's index has it, too. */
export function scoreOf(terms: readonly Term[]): RawBuilder<number> {
  const scores = scoredTerms(terms).map((term) => {
    const occurrences = countedTerms(terms).includes(term) ? occurrencesOf(term) : real(1);
    return sql`${textScore(occurrences)} + ${titleScore(term)}`;
  });
  return sql`round((${sql.join(scores, sql` + `)}) * ${real(SCALE)})::integer`;
}

function textScore(occurrences: RawBuilder<number>): RawBuilder<number> {
  const norm = sql`${real(NORM_BASE)} + ${real(NORM_SLOPE)} * length`;
  return sql`${occurrences} / (${occurrences} + ${norm})`;
}

function occurrencesOf(term: Term): RawBuilder<number> {
  return sql`(case when ${contains("repeated", term)} then ${real(REPEATED)} else ${real(1)} end)`;
}

/** A phrase counts where all its words are in the title. */
function titleScore({ tokens, isPrefix }: Term): RawBuilder<number> {
  const words = tokens.map((token, n): Term => {
    return { tokens: [token], isPrefix: isPrefix && n === tokens.length - 1, width: 1 };
  });
  const isInTitle = sql.join(words.map((word) => contains("title", word)), sql` and `);
  return sql`case when ${isInTitle} then ${real(TITLE_BONUS)} else ${real(0)} end`;
}

function contains(column: "title" | "repeated", term: Term): RawBuilder<boolean> {
  return sql`strpos(${sql.ref(column)}, ${needleOf(term)}) > 0`;
}

function real(value: number): RawBuilder<number> {
  return sql`${sql.lit(value)}::double precision`;
}
