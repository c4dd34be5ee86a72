import { type Kysely, sql } from "kysely";
import { minuteOf } from "../minutes.ts";
import { startPacer } from "../pacer.ts";
import { rankedHits, type Request } from "../search_index.ts";
import type { SqliteTables } from "./database.ts";
import { matchOf, needsList } from "./match.ts";
import { firstRow, lastRow } from "./rows.ts";

/** Matches in the order of their rows, the newest first: the length of each at the same place. */
export interface NewestRows {
  rows: number[];
  lengths: number[];
}

/** How many entries FTS5 goes through without a pause: in one of a request with many tokens, fewer. */
const FIRST_STRIDE = 60_000;

/** A stride is made longer below the one time and shorter above the other. */
const SHORT_MS = 2;
const LONG_MS = 6;

/** A range of rows, both inclusive. */
interface Range {
  first: number;
  last: number;
}

/**
 * The newest matches, as many as are ranked. FTS5 walks through rows in their order, so nothing older
 * is even looked at; but where few of many entries match, it goes through them all, in strides.
 */
export async function newestRows(db: Kysely<SqliteTables>, request: Request): Promise<NewestRows> {
  const first = firstRow(minuteOf(request.from));
  let last = lastRow(minuteOf(request.to));
  let stride = strideFor(request);
  const found: NewestRows = { rows: [], lengths: [] };
  const pacer = startPacer();
  while (last >= first) {
    const start = performance.now();
    const next = stride === Infinity ? first : Math.max(first, await rowBelow(db, last, stride));
    const more = await matchesIn(db, request, {
      first: next,
      last,
      limit: rankedHits(request.terms) - found.rows.length,
    });
    found.rows.push(...more.rows);
    found.lengths.push(...more.lengths);
    if (found.rows.length === rankedHits(request.terms)) break;
    last = next - 1;
    const time = performance.now() - start;
    if (time < SHORT_MS) stride *= 2;
    if (time > LONG_MS) stride = Math.ceil(stride / 2);
    await pacer.pause();
  }
  return found;
}

/** A list that FTS5 puts together is put together anew for each stride. */
function strideFor(request: Request): number {
  if (needsList(request)) return Infinity;
  const tokens = request.terms.reduce(
    (sum, term) => sum + term.tokens.length,
    request.marks.length,
  );
  return Math.ceil(FIRST_STRIDE / tokens);
}

async function matchesIn(
  db: Kysely<SqliteTables>,
  request: Request,
  { first, last, limit }: Range & { limit: number },
): Promise<NewestRows> {
  const { rows: [found] } = await sql<{ rows: string; lengths: string }>`
    select json_group_array(row) as rows, json_group_array(length) as lengths from (
      select row, length from search_words cross join search_entry on row = search_words.rowid
      where search_words match ${matchOf(request)}
        and search_words.rowid between ${first} and ${last}
        and at between ${request.from} and ${request.to}
      order by search_words.rowid desc limit ${limit}
    )`.execute(db);
  return { rows: JSON.parse(found.rows), lengths: JSON.parse(found.lengths) };
}

/** The row that is `count` entries older than `last`, or the oldest of all. */
async function rowBelow(db: Kysely<SqliteTables>, last: number, count: number): Promise<number> {
  const below = await db.selectFrom("search_entry").select("row").where("row", "<=", last)
    .orderBy("row", "desc").offset(count).limit(1).executeTakeFirst();
  return below?.row ?? -Infinity;
}
