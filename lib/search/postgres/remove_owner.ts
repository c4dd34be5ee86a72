import { type Kysely, sql } from "kysely";
import type { PostgresTables } from "./database.ts";

export const INDEX_TABLES = [
  "search_posting",
  "search_document",
  "search_times",
  "search_part",
] as const;

/** So many rows at a time are removed well within the time that a statement may take. */
const ROWS_REMOVED_AT_ONCE = 1_000;

/** Removes all rows of an index; returns whether there were any. */
export async function removeOwner(db: Kysely<PostgresTables>, owner: string): Promise<boolean> {
  // The watermark first: a step that starts from it comes to nothing from here on.
  const { numDeletedRows } = await db.deleteFrom("search_state").where("owner", "=", owner)
    .executeTakeFirst();
  let wasThere = numDeletedRows > 0n;
  for (const table of INDEX_TABLES) {
    while (await removeSome(db, owner, table) > 0) wasThere = true;
  }
  return wasThere;
}

async function removeSome(
  db: Kysely<PostgresTables>,
  owner: string,
  table: typeof INDEX_TABLES[number],
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)} where ctid = any(array(
    select ctid from ${sql.table(table)} where owner = ${owner} limit ${ROWS_REMOVED_AT_ONCE}
  ))`.execute(db);
  return Number(numAffectedRows);
}
