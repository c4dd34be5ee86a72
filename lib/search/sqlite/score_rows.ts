import { type Kysely, sql } from "kysely";
import { startPacer } from "../pacer.ts";
import { countedTerms, REPEATED, SCALE, scoredTerms, textScore, TITLE_BONUS } from "../score.ts";
import type { Request } from "../search_index.ts";
import type { Term } from "../terms.ts";
import type { SqliteTables } from "./database.ts";
import { matchOfMarked, matchOfMarkedAmong, RANKING_MARKS, type RankingMark } from "./match.ts";
import type { NewestRows } from "./newest_rows.ts";
import { isBetween } from "./rows.ts";

/** Where a phrase is rare, its words can be marked in many more rows than match. */
const MARKED_ROWS = 2_000;

/** The score of each row, at the same place. Only the index is read: FTS5 has marked what counts. */
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
    for (const n of await markedPlaces(db, request, { term, mark: RANKING_MARKS.title, rows })) {
      scores[n] += TITLE_BONUS;
    }
    await pacer.pause();
    if (!counted.includes(term)) continue;
    for (const n of await markedPlaces(db, request, { term, mark: RANKING_MARKS.repeated, rows })) {
      scores[n] += textScore(REPEATED, lengths[n]) - once[n];
    }
    await pacer.pause();
  }
  return scores.map((score) => Math.round(score * SCALE));
}

/**
 * The places of the rows in which the tokens of a term are marked. They are found sooner alone than
 * together with other words, unless far more rows have them than match.
 */
async function markedPlaces(
  db: Kysely<SqliteTables>,
  request: Request,
  { term, mark, rows }: { term: Term; mark: RankingMark; rows: readonly number[] },
): Promise<number[]> {
  const limit = 2 * rows.length;
  const alone = await matchingRows(db, matchOfMarked(request, term, mark), { rows, limit });
  const marked = alone.length < limit ? alone : await matchingRows(
    db,
    matchOfMarkedAmong(request, term, mark),
    { rows, limit: MARKED_ROWS },
  );
  const places: number[] = [];
  let n = 0;
  // Both lists are in the same order.
  for (const row of marked) {
    while (rows[n] > row) n++;
    if (rows[n] === row) places.push(n);
  }
  return places;
}

/** What matches among the rows and between them, the newest first. */
async function matchingRows(
  db: Kysely<SqliteTables>,
  match: string,
  { rows, limit }: { rows: readonly number[]; limit: number },
): Promise<number[]> {
  const range = { first: rows[rows.length - 1], last: rows[0] };
  const { rows: [{ matching }] } = await sql<{ matching: string }>`
    select json_group_array(row) as matching from (
      select rowid as row from search_words
      where search_words match ${match} and ${isBetween(sql`rowid`, range)}
      order by rowid desc limit ${limit}
    )`.execute(db);
  return JSON.parse(matching);
}
