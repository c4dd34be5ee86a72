import { type Kysely, sql } from "kysely";
import { startPacer } from "../pacer.ts";
import { countedTerms, REPEATED, SCALE, scoredTerms, textScore, TITLE_BONUS } from "../score.ts";
import { rankedHits, type Request } from "../search_index.ts";
import type { SqliteTables } from "./database.ts";
import { matchOfMarked, RANKING_MARKS } from "./match.ts";
import type { NewestRows } from "./newest_rows.ts";
import { isBetween } from "./rows.ts";

/** Where a phrase is rare, its words can be marked in many more rows than match. */
const MARKED_ROWS = 4 * rankedHits([]);

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
    for (
      const n of await markedPlaces(db, matchOfMarked(request, term, RANKING_MARKS.title), rows)
    ) {
      scores[n] += TITLE_BONUS;
    }
    await pacer.pause();
    if (!counted.includes(term)) continue;
    const repeated = matchOfMarked(request, term, RANKING_MARKS.repeated);
    for (const n of await markedPlaces(db, repeated, rows)) {
      scores[n] += textScore(REPEATED, lengths[n]) - once[n];
    }
    await pacer.pause();
  }
  return scores.map((score) => Math.round(score * SCALE));
}

/** The places of the rows that match. */
async function markedPlaces(
  db: Kysely<SqliteTables>,
  match: string,
  rows: readonly number[],
): Promise<number[]> {
  const range = { first: rows[rows.length - 1], last: rows[0] };
  const { rows: [{ marked }] } = await sql<{ marked: string }>`
    select json_group_array(row) as marked from (
      select rowid as row from search_words
      where search_words match ${match} and ${isBetween(sql`rowid`, range)}
      order by rowid desc limit ${MARKED_ROWS}
    )`.execute(db);
  const places: number[] = [];
  let n = 0;
  // Both lists are in the same order.
  for (const row of JSON.parse(marked)) {
    while (rows[n] > row) n++;
    if (rows[n] === row) places.push(n);
  }
  return places;
}
