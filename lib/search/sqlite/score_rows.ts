import { type Kysely, sql } from "kysely";
import { startPacer } from "../pacer.ts";
import { isCounted, OFTEN, SCALE, scoredTerms, textScore, TITLE_BONUS, TWICE } from "../score.ts";
import { rankedHits, type Request } from "../search_index.ts";
import type { SqliteTables } from "./database.ts";
import { matchOfMarked, RANKING_MARKS } from "./match.ts";
import type { NewestRows } from "./newest_rows.ts";

/** Where a phrase is rare, its words can be marked in many more rows than match. */
const MARKED_ROWS = 4 * rankedHits([]);

/** The score of each row, at the same place. Only the index is read: FTS5 has marked what counts. */
export async function scoreRows(
  db: Kysely<SqliteTables>,
  request: Request,
  { rows, lengths }: NewestRows,
): Promise<number[]> {
  const once = lengths.map((length) => textScore(1, length));
  const scores = new Float64Array(rows.length);
  const pacer = startPacer();

  /** Tells of each row in which the tokens of a term are marked. */
  async function forMarked(match: string, add: (n: number) => void): Promise<number> {
    const { rows: [{ marked }] } = await sql<{ marked: string }>`
      select json_group_array(row) as marked from (
        select rowid as row from search_words where search_words match ${match}
          and rowid between ${rows.at(-1)} and ${rows[0]}
        order by rowid desc limit ${MARKED_ROWS}
      )`.execute(db);
    await pacer.pause();
    let [n, count] = [0, 0];
    for (const row of JSON.parse(marked)) {
      while (rows[n] > row) n++;
      if (rows[n] !== row) continue;
      add(n);
      count++;
    }
    return count;
  }

  for (const term of scoredTerms(request.terms)) {
    const text = once.slice();
    const { title, twice, often } = RANKING_MARKS;
    if (isCounted(term)) {
      const count = (occurrences: number) => (n: number) =>
        void (text[n] = textScore(occurrences, lengths[n]));
      const found = await forMarked(matchOfMarked(request, term, twice), count(TWICE));
      if (found > 0) await forMarked(matchOfMarked(request, term, often), count(OFTEN));
    }
    await forMarked(matchOfMarked(request, term, title), (n) => void (text[n] += TITLE_BONUS));
    for (let n = 0; n < rows.length; n++) scores[n] += text[n];
  }
  return Array.from(scores, (score) => Math.round(score * SCALE));
}
