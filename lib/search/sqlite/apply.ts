import { sql, type Transaction } from "kysely";
import type { Document } from "../index/document.ts";
import { NOT_TRASHED, prefixTokensOf } from "../index/filter_tokens.ts";
import { minuteOf } from "../index/minutes.ts";
import type { Pacer } from "../pacer.ts";
import type { SqliteTables } from "./database.ts";
import { RANKING_TOKENS } from "./match.ts";
import { firstRow, lastRow, minuteOfRow } from "./rows.ts";

type Row = SqliteTables["search_entry"] & { words: string };

const ROWS_AT_ONCE = 100;

/** Takes entries out of the index, and returns the rows that they had. */
export async function removeEntries(
  transaction: Transaction<SqliteTables>,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const known = await transaction.selectFrom("search_entry").select(["id", "row"])
    .where("id", "in", sql<string>`(select value from json_each(${JSON.stringify(ids)}))`)
    .execute();
  if (known.length > 0) {
    const rows = JSON.stringify(known.map(({ row }) => row));
    const numbers = sql<number>`(select value from json_each(${rows}))`;
    await sql`delete from search_words where rowid in ${numbers}`.execute(transaction);
    await transaction.deleteFrom("search_entry").where("row", "in", numbers).execute();
  }
  return new Map(known.map(({ id, row }) => [id, row]));
}

/**
 * Puts documents into the index; `oldRows` are those of entries that were there before. FTS5 writes
 * what it has gathered whenever a statement of several rows begins, so there is none of those between
 * its own, which have one row each.
 */
export async function insertDocuments(
  transaction: Transaction<SqliteTables>,
  documents: readonly Document[],
  { oldRows, pacer }: { oldRows: ReadonlyMap<string, number>; pacer: Pacer },
): Promise<void> {
  const rows = await numberRows(transaction, documents, { oldRows });
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const some = rows.slice(start, start + ROWS_AT_ONCE);
    await transaction.insertInto("search_entry")
      .values(some.map(({ words: _, ...row }) => row)).execute();
  }
  for (const { row, words } of rows) {
    await sql`insert into search_words (rowid, words) values (${row}, ${words})`
      .execute(transaction);
    await pacer.pause();
  }
}

/** The rows of documents in their order: FTS5 writes its buffer out whenever a row goes back. */
async function numberRows(
  transaction: Transaction<SqliteTables>,
  documents: readonly Document[],
  { oldRows }: { oldRows: ReadonlyMap<string, number> },
): Promise<Row[]> {
  const minutes = [...new Set(documents.map(({ occurredAt }) => minuteOf(occurredAt)))];
  const next = await nextRows(transaction, minutes);
  for (const old of oldRows.values()) {
    const minute = minuteOfRow(old);
    next.set(minute, Math.max(next.get(minute) ?? 0, old + 1));
  }
  return documents.map((document) => {
    const { id, occurredAt: at, length } = document;
    const minute = minuteOf(at);
    const old = oldRows.get(id);
    let row = next.get(minute) ?? firstRow(minute);
    if (old !== undefined && minuteOfRow(old) === minute) row = old;
    else next.set(minute, row + 1);
    const is_living: 0 | 1 = document.filterTokens.includes(NOT_TRASHED) ? 1 : 0;
    return { row, id, at, length, is_living, words: allWords(document) };
  }).sort((a, b) => a.row - b.row);
}

/** All tokens under which a document is found, the tokens of ranking among them. */
export function allWords({ words, filterTokens, title, repeated }: Document): string {
  const marked = [
    ...[...title, ...prefixTokensOf(title)].map((token) => RANKING_TOKENS.title + token),
    ...repeated.map((token) => RANKING_TOKENS.repeated + token),
  ];
  return words + [...filterTokens, ...marked].join(" ");
}

/** The first free row of each minute. */
async function nextRows(
  transaction: Transaction<SqliteTables>,
  minutes: readonly number[],
): Promise<Map<number, number>> {
  const ranges = JSON.stringify(minutes.map((minute) => [firstRow(minute), lastRow(minute)]));
  const { rows } = await sql<{ first: number; last: number | null }>`
    select value ->> 0 as first, (
      select max(row) from search_entry where row between value ->> 0 and value ->> 1
    ) as last
    from json_each(${ranges})`.execute(transaction);
  return new Map(rows.map(({ first, last }, n) => [minutes[n], last === null ? first : last + 1]));
}
