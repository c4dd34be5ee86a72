import { type Kysely, type RawBuilder, sql } from "kysely";
import { startPacer } from "../pacer.ts";
import {
  countedTerms,
  REPEATED,
  SCALE,
  scoredTerms,
  textScore,
  TITLE_BONUS,
} from "../rank/score.ts";
import type { Request } from "../index/search_index.ts";
import type { Term } from "../text/terms.ts";
import type { SqliteTables } from "./database.ts";
import { matchOfRanking, matchOfRankingAmong, RANKING_TOKENS, type RankingToken } from "./match.ts";
import type { NewestRows } from "./newest_rows.ts";
import { isBetween } from "./rows.ts";

/** The score of each row, at the same place. Only the index is read: it has the ranking tokens. */
export async function scoreRows(
  db: Kysely<SqliteTables>,
  request: Request,
  { rows, lengths }: NewestRows,
): Promise<number[]> {
  const terms = scoredTerms(request.terms);
  const counted = countedTerms(request.terms);
  const once = lengths.map((length) => textScore(1, length));
  const scores = once.map((score) => score * terms.length);
  const pacer = startPacer();
  for (const term of terms) {
    for (const n of await rankingPlaces(db, request, { term, mark: RANKING_TOKENS.title, rows })) {
      scores[n] += TITLE_BONUS;
    }
    await pacer.pause();
    if (!counted.includes(term)) continue;
    for (
      const n of await rankingPlaces(db, request, { term, mark: RANKING_TOKENS.repeated, rows })
    ) {
      scores[n] += textScore(REPEATED, lengths[n]) - once[n];
    }
    await pacer.pause();
  }
  return scores.map((score) => Math.round(score * SCALE));
}

/**
 * The places of the rows that have the ranking tokens of a term. They are found sooner alone than
 * together with all else, unless far more rows have them than match. Nothing is left out then: ranks
 * must not depend on rows that the request does not find, such as private ones.
 */
async function rankingPlaces(
  db: Kysely<SqliteTables>,
  request: Request,
  { term, mark, rows }: { term: Term; mark: RankingToken; rows: readonly number[] },
): Promise<number[]> {
  const limit = 2 * rows.length;
  const alone = await newestAmong(db, matchOfRanking(term, mark), { rows, limit });
  const marked = alone.length < limit
    ? alone
    : await thoseAmong(db, matchOfRankingAmong(request, term, mark), rows);
  const places: number[] = [];
  let n = 0;
  // Both lists are in the same order.
  for (const row of marked) {
    while (rows[n] > row) n++;
    if (rows[n] === row) places.push(n);
  }
  return places;
}

/** The newest of what matches from the first of the rows to the last. */
async function newestAmong(
  db: Kysely<SqliteTables>,
  match: string,
  { rows, limit }: { rows: readonly number[]; limit: number },
): Promise<number[]> {
  return await read(db, sql`${matching(match, rows)} order by rowid desc limit ${limit}`);
}

/**
 * Those of the rows that match, the newest first. The sign keeps SQLite from asking FTS5 for each row
 * by itself, which takes thirty times as long.
 */
async function thoseAmong(
  db: Kysely<SqliteTables>,
  match: string,
  rows: readonly number[],
): Promise<number[]> {
  return await read(
    db,
    sql`select row from (${matching(match, rows)})
      where +row in (select value from json_each(${JSON.stringify(rows)}))
      order by row desc`,
  );
}

function matching(match: string, rows: readonly number[]): RawBuilder<unknown> {
  const range = { first: rows[rows.length - 1], last: rows[0] };
  return sql`select rowid as row from search_words
    where search_words match ${match} and ${isBetween(sql`rowid`, range)}`;
}

async function read(db: Kysely<SqliteTables>, query: RawBuilder<unknown>): Promise<number[]> {
  const { rows: [{ found }] } = await sql<{ found: string }>`
    select json_group_array(row) as found from (${query})`.execute(db);
  return JSON.parse(found);
}
