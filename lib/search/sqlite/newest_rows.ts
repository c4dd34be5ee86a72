import { type Kysely, sql } from "kysely";
import { LIVING } from "../marks.ts";
import { minuteOf } from "../minutes.ts";
import { startPacer } from "../pacer.ts";
import { rankedHits, type Request } from "../search_index.ts";
import type { SqliteTables } from "./database.ts";
import { isLookedUp, looksFurther, matchOf } from "./match.ts";
import { firstRow, isBetween, lastRow } from "./rows.ts";

/** Matches in the order of their rows, the newest first: the length of each at the same place. */
export interface NewestRows {
  rows: number[];
  lengths: number[];
}

/** How many entries FTS5 goes through without a pause, for each token that it looks up. */
const STRIDE = 60_000;

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
  const oldest = firstRow(minuteOf(request.from));
  let last = lastRow(minuteOf(request.to));
  const stride = strideFor(request);
  const found: NewestRows = { rows: [], lengths: [] };
  const pacer = startPacer();
  for (let rest = rankedHits(request.terms); rest > 0 && last >= oldest;) {
    const first = stride === undefined
      ? oldest
      : Math.max(oldest, await rowBelow(db, { last, stride }));
    const more = await matchesIn(db, request, { first, last, limit: rest });
    found.rows.push(...more.rows);
    found.lengths.push(...more.lengths);
    rest -= more.rows.length;
    last = first - 1;
    await pacer.pause();
  }
  return found;
}

/** Absent where a stride would take as long as the whole way. */
function strideFor(request: Request): number | undefined {
  if (looksFurther(request)) return undefined;
  const lists = request.terms.length + request.marks.filter(isLookedUp).length;
  return Math.ceil(STRIDE / lists);
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
        and ${isBetween(sql`search_words.rowid`, { first, last })}
        and at between ${request.from} and ${request.to}
        and is_living >= ${request.marks.includes(LIVING) ? 1 : 0}
      order by search_words.rowid desc limit ${limit}
    )`.execute(db);
  return { rows: JSON.parse(found.rows), lengths: JSON.parse(found.lengths) };
}

/** The row that is a stride older than `last`, if there are so many. */
async function rowBelow(
  db: Kysely<SqliteTables>,
  { last, stride }: { last: number; stride: number },
): Promise<number> {
  const below = await db.selectFrom("search_entry").select("row").where("row", "<=", last)
    .orderBy("row", "desc").offset(stride).limit(1).executeTakeFirst();
  return below?.row ?? -Infinity;
}
