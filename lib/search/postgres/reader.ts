import { type Kysely, sql } from "kysely";
import type { PartRow, PostingRow, RowReader } from "../index/rows.ts";
import type { PostgresTables } from "./database.ts";
import { readTimes, type TimesCache } from "./times.ts";

const NO_POSITIONS = new Uint8Array();

/** Reads the rows of one person's index. */
export function readerOf(
  db: Kysely<PostgresTables>,
  owner: string,
  { times }: { times: TimesCache },
): RowReader {
  return {
    parts: () => readParts(db, owner),
    async postings(terms, { parts, withPositions = false }) {
      const columns = ["term", "part", "block", "count", "postings"] as const;
      const rows = await db.selectFrom("search_posting").select(columns)
        .$if(withPositions, (query) => query.select("positions"))
        .where("owner", "=", owner)
        .where("term", "=", sql<string>`any(${terms}::text[])`)
        .where("part", "=", sql<number>`any(${parts}::int[])`)
        .execute();
      return withPositions
        ? rows as PostingRow[]
        : rows.map((row) => Object.assign(row, { positions: NO_POSITIONS }));
    },
    times: () => readTimes(db, owner, times),
    async terms({ prefix, shortest, longest }, { parts, limit }) {
      const rows = await db.selectFrom("search_posting").select("term").distinct()
        .where("owner", "=", owner)
        .where("term", ">=", prefix)
        .where("term", "<", `${prefix}\u{10FFFF}`)
        .where("part", "=", sql<number>`any(${parts}::int[])`)
        .where(sql<boolean>`length(term) between ${shortest} and ${Math.min(longest, 1e6)}`)
        .orderBy("term").limit(limit).execute();
      return rows.map(({ term }) => term);
    },
    async documents(docs) {
      const rows = await db.selectFrom("search_document")
        .select(["doc", "id", "at", "part", "length", "words"])
        .where("owner", "=", owner)
        .where("doc", "=", sql<number>`any(${docs}::int[])`).execute();
      return rows.map((row) => ({ ...row, at: Number(row.at) }));
    },
    ids: (docs) =>
      db.selectFrom("search_document").select(["doc", "id"])
        .where("owner", "=", owner)
        .where("doc", "=", sql<number>`any(${docs}::int[])`).execute(),
    async docOf(id, { parts }) {
      const row = await db.selectFrom("search_document").select("doc")
        .where("owner", "=", owner).where("id", "=", id)
        .where("part", "=", sql<number>`any(${parts}::int[])`).executeTakeFirst();
      return row?.doc;
    },
  };
}

export function readParts(db: Kysely<PostgresTables>, owner: string): Promise<PartRow[]> {
  return db.selectFrom("search_part").select(["part", "documents", "tokens"])
    .where("owner", "=", owner).execute();
}
