import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { PartRow, PostingRow, RowReader } from "../index/rows.ts";
import type { SqliteTables } from "./database.ts";
import { readTimes } from "./times.ts";

const NO_POSITIONS = new Uint8Array();

/** Reads the rows of one person's index, in a transaction of an open file. */
export function readerOf(db: Transaction<SqliteTables>, file: Kysely<SqliteTables>): RowReader {
  return {
    parts: () => readParts(db),
    async postings(terms, { parts, withPositions = false }) {
      const columns = ["term", "part", "block", "count", "postings"] as const;
      const rows = await db.selectFrom("search_posting").select(columns)
        .$if(withPositions, (query) => query.select("positions"))
        .where("term", "in", listOf<string>(terms))
        .where("part", "in", parts)
        .orderBy("term").orderBy("part").orderBy("block")
        .execute();
      return withPositions
        ? rows as PostingRow[]
        : rows.map((row) => Object.assign(row, { positions: NO_POSITIONS }));
    },
    times: () => readTimes(file, db),
    async terms({ prefix, shortest, longest }, { parts, limit }) {
      const rows = await db.selectFrom("search_posting").select("term").distinct()
        .where("term", ">=", prefix)
        .where("term", "<", `${prefix}\u{10FFFF}`)
        .where("part", "in", parts)
        .where(sql<boolean>`length(term) between ${shortest} and ${Math.min(longest, 1e6)}`)
        .orderBy("term").limit(limit).execute();
      return rows.map(({ term }) => term);
    },
    documents: (docs) =>
      db.selectFrom("search_document").select(["doc", "id", "at", "part", "length", "words"])
        .where("doc", "in", listOf<number>(docs)).execute(),
    ids: (docs) =>
      db.selectFrom("search_document").select(["doc", "id"])
        .where("doc", "in", listOf<number>(docs)).execute(),
    async docOf(id, { parts }) {
      const row = await db.selectFrom("search_document").select("doc").where("id", "=", id)
        .where("part", "in", parts).executeTakeFirst();
      return row?.doc;
    },
  };
}

export function readParts(db: Kysely<SqliteTables>): Promise<PartRow[]> {
  return db.selectFrom("search_part").selectAll().execute();
}

/** Values as a list of one parameter, so that a statement is the same for any number of them. */
export function listOf<T>(values: readonly T[]): RawBuilder<T> {
  return sql<T>`(select value from json_each(${JSON.stringify(values)}))`;
}
