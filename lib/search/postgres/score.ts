import { type RawBuilder, sql } from "kysely";
import {
  isCounted,
  NORM_BASE,
  NORM_SLOPE,
  OFTEN,
  SCALE,
  scoredTerms,
  TITLE_BONUS,
  TWICE,
} from "../score.ts";
import { needleOf, type Term } from "../terms.ts";

/** The score of a row, as SQLite's index has it, too. */
export function scoreOf(terms: readonly Term[]): RawBuilder<number> {
  const scores = scoredTerms(terms).map((term) => sql`${textScore(term)} + ${titleScore(term)}`);
  return sql`round((${sql.join(scores, sql` + `)}) * ${real(SCALE)})::integer`;
}

function textScore(term: Term): RawBuilder<number> {
  const occurrences = sql`(${occurrencesOf(term)})`;
  const norm = sql`${real(NORM_BASE)} + ${real(NORM_SLOPE)} * length`;
  return sql`${occurrences} / (${occurrences} + ${norm})`;
}

function occurrencesOf(term: Term): RawBuilder<number> {
  if (!isCounted(term)) return real(1);
  return sql`case when not ${contains("twice", term)} then ${real(1)}
    when ${contains("often", term)} then ${real(OFTEN)} else ${real(TWICE)} end`;
}

/** A phrase counts where all its words are in the title. */
function titleScore({ tokens, isPrefix }: Term): RawBuilder<number> {
  const words = tokens.map((token, n): Term => {
    return { tokens: [token], isPrefix: isPrefix && n === tokens.length - 1, width: 1 };
  });
  const isInTitle = sql.join(words.map((word) => contains("title", word)), sql` and `);
  return sql`case when ${isInTitle} then ${real(TITLE_BONUS)} else ${real(0)} end`;
}

function contains(column: "title" | "twice" | "often", term: Term): RawBuilder<boolean> {
  return sql`strpos(${sql.ref(column)}, ${needleOf(term)}) > 0`;
}

function real(value: number): RawBuilder<number> {
  return sql`${sql.lit(value)}::double precision`;
}
