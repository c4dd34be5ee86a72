import { type Kysely, sql } from "kysely";
import { NOT_TRASHED } from "../index/filter_tokens.ts";
import { minuteOf } from "../index/minutes.ts";
import { startPacer } from "../pacer.ts";
import { rankedHits, type Request } from "../index/search_index.ts";
import type { SqliteTables } from "./database.ts";
import { matchOf } from "./match.ts";
import { firstRow, isBetween, lastRow } from "./rows.ts";

/** Matches in the order of their rows, the newest first: the length of each at the same place. */
export interface NewestRows {
  rows: number[];
  lengths: number[];
}

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
 * is even read.
 */
export async function newestRows(db: Kysely<SqliteTables>, request: Request): Promise<NewestRows> {
  const first = firstRow(minuteOf(request.from));
  let last = lastRow(minuteOf(request.to));
  const found: NewestRows = { rows: [], lengths: [] };
  const pacer = startPacer();
  for (let rest = rankedHits(request.terms); rest > 0 && last >= first;) {
    const part = await matchesIn(db, request, { first, last });
    found.rows.push(...part.rows.slice(0, rest));
    found.lengths.push(...part.lengths.slice(0, rest));
    rest -= part.rows.length;
    last = part.first - 1;
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
    select json_group_array(row) filter (where is_match) as rows,
      json_group_array(length) filter (where is_match) as lengths,
      count(*) as count, min(row) as oldest
    from (
      select row, length, at between ${request.from} and ${request.to}
        and is_living >= ${request.filterTokens.includes(NOT_TRASHED) ? 1 : 0} as is_match
      from (
        select rowid as row from search_words
        where search_words match ${matchOf(request)}
          and ${isBetween(sql`rowid`, { first, last })}
        order by rowid desc limit ${limit}
      ) cross join search_entry using (row)
      order by row desc
    )`.execute(db);
  return {
    rows: JSON.parse(found.rows),
    lengths: JSON.parse(found.lengths),
    first: found.count === limit ? found.oldest : first,
  };
}
