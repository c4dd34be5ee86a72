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

/**
 * How many entries FTS5 goes through without a pause, for each token that it looks up: few at first,
 * because it takes time to count them, too, and words in most entries need no more.
 */
const STRIDES = { first: 4_000, growth: 4, longest: 60_000 };

/** A range of rows, both inclusive. */
interface Range {
  first: number;
  last: number;
}

/** The matches of a part of a range. */
interface Part extends NewestRows {
  /** The oldest row of the part. */
  first: number;
}

/**
 * The newest matches, as many as are ranked. FTS5 walks through rows in their order, so nothing older
 * is even looked at; but where few of many entries have all that is looked for, it goes through long
 * lists, in strides.
 */
export async function newestRows(db: Kysely<SqliteTables>, request: Request): Promise<NewestRows> {
  const oldest = firstRow(minuteOf(request.from));
  let last = lastRow(minuteOf(request.to));
  const lists = request.terms.length + request.marks.filter(isLookedUp).length;
  // One list has nothing but matches, and there are ways that no stride makes shorter.
  const isAtOnce = lists === 1 || looksFurther(request);
  let stride = STRIDES.first;
  const found: NewestRows = { rows: [], lengths: [] };
  const pacer = startPacer();
  for (let rest = rankedHits(request.terms); rest > 0 && last >= oldest;) {
    const first = isAtOnce
      ? oldest
      : Math.max(oldest, await rowBelow(db, { last, stride: Math.ceil(stride / lists) }));
    const part = await matchesIn(db, request, { first, last });
    found.rows.push(...part.rows.slice(0, rest));
    found.lengths.push(...part.lengths.slice(0, rest));
    rest -= part.rows.length;
    last = part.first - 1;
    stride = Math.min(STRIDES.growth * stride, STRIDES.longest);
    await pacer.pause();
  }
  return found;
}

/** Among so many of the newest that FTS5 finds in the range are some that do not match after all. */
async function matchesIn(
  db: Kysely<SqliteTables>,
  request: Request,
  { first, last }: Range,
): Promise<Part> {
  const limit = rankedHits(request.terms);
  const { rows: [found] } = await sql<
    { rows: string; lengths: string; count: number; oldest: number }
  >`
    with found as materialized (
      select rowid as row from search_words
      where search_words match ${matchOf(request)} and ${isBetween(sql`rowid`, { first, last })}
      order by rowid desc limit ${limit}
    )
    select json_group_array(row) as rows, json_group_array(length) as lengths,
      (select count(*) from found) as count, (select min(row) from found) as oldest
    from (
      select row, length from found cross join search_entry using (row)
      where at between ${request.from} and ${request.to}
        and is_living >= ${request.marks.includes(LIVING) ? 1 : 0}
      order by row desc
    )`.execute(db);
  return {
    rows: JSON.parse(found.rows),
    lengths: JSON.parse(found.lengths),
    first: found.count === limit ? found.oldest : first,
  };
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
