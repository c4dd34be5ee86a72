import { Buffer } from "node:buffer";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { PostingKey, PostingRow, RowWriter } from "../index/rows.ts";
import type { PostgresTables } from "./database.ts";
import { readParts } from "./reader.ts";

/** Well within the time that a statement may take. */
const ROWS_AT_ONCE = 1_000;

/** Writes the rows of one person's index. */
export function writerOf(transaction: Transaction<PostgresTables>, owner: string): RowWriter {
  return {
    parts: () => readParts(transaction, owner),
    async documentsById(ids) {
      const rows = await transaction.selectFrom("search_document").selectAll()
        .where("owner", "=", owner)
        .where("id", "=", sql<string>`any(${ids}::text[])`).execute();
      return rows.map((row) => ({ ...row, at: Number(row.at) }));
    },
    async lastDoc() {
      const row = await transaction.selectFrom("search_document")
        .select(({ fn }) => fn.max("doc").as("last"))
        .where("owner", "=", owner).executeTakeFirst();
      return row?.last ?? -1;
    },
    async blocks(keys) {
      const { rows } = await sql<PostingRow>`
        select term, part, block, count, postings, positions
        from search_posting join ${keysOf(keys)} using (term, part, block)
        where owner = ${owner}`.execute(transaction);
      return rows;
    },
    times: (blocks) =>
      transaction.selectFrom("search_times").select(["block", "times"])
        .where("owner", "=", owner)
        .where("block", "=", sql<number>`any(${blocks}::int[])`).execute(),
    async removeDocuments(docs) {
      await transaction.deleteFrom("search_document").where("owner", "=", owner)
        .where("doc", "=", sql<number>`any(${docs}::int[])`).execute();
    },
    async insertDocuments(rows) {
      for (const some of inSlices(rows)) {
        await transaction.insertInto("search_document")
          .values(some.map((row) => ({ owner, ...row }))).execute();
      }
    },
    writeBlocks: (rows) => insertBlocks(transaction, rows, { owner, onConflict: REPLACE }),
    addToBlocks: (rows) => insertBlocks(transaction, rows, { owner, onConflict: ADD }),
    async removeBlocks(keys) {
      await sql`delete from search_posting using ${keysOf(keys)}
        where owner = ${owner} and search_posting.term = key.term
          and search_posting.part = key.part and search_posting.block = key.block`
        .execute(transaction);
    },
    async writeTimes(rows) {
      for (const { block, times } of rows) {
        await transaction.insertInto("search_times")
          .values({ owner, block, times: buffer(times) })
          .onConflict((conflict) =>
            conflict.columns(["owner", "block"]).doUpdateSet({ times: buffer(times) })
          ).execute();
      }
    },
    async writeParts(rows) {
      for (const row of rows) {
        await transaction.insertInto("search_part").values({ owner, ...row })
          .onConflict((conflict) => conflict.columns(["owner", "part"]).doUpdateSet(row)).execute();
      }
    },
  };
}

const REPLACE = sql`count = excluded.count,
  postings = excluded.postings,
  positions = excluded.positions`;
const ADD = sql`count = search_posting.count + excluded.count,
  postings = search_posting.postings || excluded.postings,
  positions = search_posting.positions || excluded.positions`;

/** As lists: to take thousands of rows apart as values takes longer than to write them. */
async function insertBlocks(
  transaction: Transaction<PostgresTables>,
  rows: readonly PostingRow[],
  { owner, onConflict }: { owner: string; onConflict: RawBuilder<unknown> },
): Promise<void> {
  for (const some of inSlices(rows)) {
    await sql`insert into search_posting
      (owner, term, part, block, count, postings, positions)
      select ${owner}, * from unnest(
        ${some.map(({ term }) => term)}::text[],
        ${some.map(({ part }) => part)}::int[],
        ${some.map(({ block }) => block)}::int[],
        ${some.map(({ count }) => count)}::int[],
        ${some.map(({ postings }) => buffer(postings))}::bytea[],
        ${some.map(({ positions }) => buffer(positions))}::bytea[]
      )
      on conflict (owner, term, part, block) do update set ${onConflict}`.execute(transaction);
  }
}

function keysOf(keys: readonly PostingKey[]) {
  const [terms, parts, blocks] = [
    keys.map(({ term }) => term),
    keys.map(({ part }) => part),
    keys.map(({ block }) => block),
  ];
  return sql`unnest(${terms}::text[], ${parts}::int[], ${blocks}::int[]) as key (term, part, block)`;
}

/** The driver takes other arrays of bytes for lists. */
function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function* inSlices<T>(rows: readonly T[]): Iterable<T[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    yield rows.slice(start, start + ROWS_AT_ONCE);
  }
}
