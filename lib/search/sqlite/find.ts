import { type Kysely, sql } from "kysely";
import { initialMark } from "../marks.ts";
import { minuteOf } from "../minutes.ts";
import { startPacer } from "../pacer.ts";
import { scoreOf } from "../score.ts";
import { type Hit, RANKED_HITS, type Request } from "../search_index.ts";
import type { Term } from "../terms.ts";
import type { SqliteTables } from "./database.ts";
import { firstRow, lastRow } from "./rows.ts";

/** How many rows are ranked without a pause. */
const ROWS_AT_ONCE = 100;

/** The newest matches, in the order of the rows, so that nothing older is even looked at. */
export async function find(db: Kysely<SqliteTables>, request: Request): Promise<Hit[]> {
  const { from, to } = request;
  const matches = await sql<{ row: number }>`
    select rowid as row from search_words
    where search_words match ${matchOf(request)}
      and rowid between ${firstRow(minuteOf(from))} and ${lastRow(minuteOf(to))}
    order by rowid desc limit ${RANKED_HITS}`.execute(db);
  const rows = matches.rows.map(({ row }) => row);
  const hits: Hit[] = [];
  const pacer = startPacer();
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await pacer.pause();
    const some = JSON.stringify(rows.slice(start, start + ROWS_AT_ONCE));
    hits.push(
      ...await db.selectFrom("search_entry")
        .select(["id", "at", scoreOf(request.terms).as("score")])
        .where("row", "in", sql<number>`(select value from json_each(${some}))`)
        .where("at", ">=", from)
        .where("at", "<=", to)
        .execute(),
    );
  }
  return hits;
}

/** The request in the language of FTS5, where everything in quotation marks is literal. */
function matchOf({ terms, marks }: Request): string {
  return [...terms.map(matchOfTerm), ...marks.map((mark) => `"${mark}"`)].join(" AND ");
}

function matchOfTerm({ tokens, isPrefix }: Term): string {
  const [token] = tokens;
  // All that starts with one letter is a long list to put together; the mark has it ready.
  if (isPrefix && tokens.length === 1 && [...token].length === 1) return `"${initialMark(token)}"`;
  return `"${tokens.join(" ")}"${isPrefix ? " *" : ""}`;
}
