import { CompiledQuery, sql, type Transaction } from "kysely";
import type { PostingKey, PostingRow, RowWriter } from "../index/rows.ts";
import type { SqliteTables } from "./database.ts";
import { listOf, readParts } from "./reader.ts";

/** Rows of one statement: SQLite takes 32,766 values. */
const ROWS_AT_ONCE = 100;

const COLUMNS = ["term", "part", "block", "count", "postings", "positions"] as const;

const INSERT = `insert into search_posting (${COLUMNS.join(", ")}) values `;
const REPLACE = ` on conflict (term, part, block) do update set
  count = excluded.count, postings = excluded.postings, positions = excluded.positions`;

/** What is put together is a text to SQLite, whatever bytes it has. */
const ADD = ` on conflict (term, part, block) do update set
  count = count + excluded.count,
  postings = cast(postings || excluded.postings as blob),
  positions = cast(positions || excluded.positions as blob)`;

/** Writes the rows of one person's index. */
export function writerOf(transaction: Transaction<SqliteTables>): RowWriter {
  return {
    parts: () => readParts(transaction),
    documentsById: (ids) =>
      transaction.selectFrom("search_document").selectAll()
        .where("id", "in", listOf<string>(ids)).execute(),
    async lastDoc() {
      const row = await transaction.selectFrom("search_document")
        .select(({ fn }) => fn.max("doc").as("last")).executeTakeFirst();
      return row?.last ?? -1;
    },
    async blocks(keys) {
      const { rows } = await sql<PostingRow>`select posting.* from ${keysOf(keys)} as key
        join search_posting as posting using (term, part, block)`.execute(transaction);
      return rows;
    },
    times: (blocks) =>
      transaction.selectFrom("search_times").selectAll()
        .where("block", "in", listOf<number>(blocks)).execute(),
    async removeDocuments(docs) {
      await transaction.deleteFrom("search_document")
        .where("doc", "in", listOf<number>(docs)).execute();
    },
    async insertDocuments(rows) {
      for (const some of inSlices(rows)) {
        await transaction.insertInto("search_document").values(some).execute();
      }
    },
    writeBlocks: (rows) => insertBlocks(transaction, rows, REPLACE),
    addToBlocks: (rows) => insertBlocks(transaction, rows, ADD),
    async removeBlocks(keys) {
      await sql`delete from search_posting where rowid in (
        select posting.rowid from ${keysOf(keys)} as key
        join search_posting as posting using (term, part, block)
      )`.execute(transaction);
    },
    async writeTimes(rows) {
      for (const row of rows) {
        await transaction.replaceInto("search_times").values(row).execute();
      }
    },
    async writeParts(rows) {
      for (const row of rows) await transaction.replaceInto("search_part").values(row).execute();
    },
  };
}

/** The statement is ready for use: to build it for thousands of rows takes longer than to write them. */
async function insertBlocks(
  transaction: Transaction<SqliteTables>,
  rows: readonly PostingRow[],
  onConflict: string,
): Promise<void> {
  for (const some of inSlices(rows)) {
    const values = Array(some.length).fill("(?, ?, ?, ?, ?, ?)").join(", ");
    const parameters = some.flatMap((row) => COLUMNS.map((column) => row[column]));
    await transaction.executeQuery(CompiledQuery.raw(INSERT + values + onConflict, parameters));
  }
}

function keysOf(keys: readonly PostingKey[]) {
  const list = JSON.stringify(keys.map(({ term, part, block }) => [term, part, block]));
  return sql`(select value ->> 0 as term, value ->> 1 as part, value ->> 2 as block
    from json_each(${list}))`;
}

function* inSlices<T>(rows: readonly T[]): Iterable<T[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    yield rows.slice(start, start + ROWS_AT_ONCE);
  }
}
