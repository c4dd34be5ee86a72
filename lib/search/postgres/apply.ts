import { type Kysely, sql, type Transaction } from "kysely";
import type { Document } from "../index/document.ts";
import { inSlices } from "../index/slices.ts";
import { spaced } from "../text/spaced.ts";
import type { PostgresTables } from "./database.ts";
import { ownerToken } from "./owner_token.ts";

/** Well within the time that a statement may take. */
const STATEMENT = { rows: 50, units: 500_000 };

/** Takes entries out of the index of the owner. */
export async function removeEntries(
  transaction: Transaction<PostgresTables>,
  owner: string,
  { ids }: { ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  await transaction.deleteFrom("search_entry")
    .where("owner", "=", owner)
    .where("id", "in", ids)
    .execute();
}

/** So many rows at a time are removed well within the time that a statement may take. */
const ROWS_REMOVED_AT_ONCE = 1_000;

/** Removes all rows of an index; returns whether there were any. */
export async function removeOwner(db: Kysely<PostgresTables>, owner: string): Promise<boolean> {
  // The token first: a step that starts from it comes to nothing from here on.
  const { numDeletedRows } = await db.deleteFrom("search_state").where("owner", "=", owner)
    .executeTakeFirst();
  for (let wasThere = numDeletedRows > 0n;; wasThere = true) {
    const some = db.selectFrom("search_entry").select("id").where("owner", "=", owner)
      .limit(ROWS_REMOVED_AT_ONCE);
    const { numDeletedRows } = await db.deleteFrom("search_entry")
      .where("owner", "=", owner).where("id", "in", some).executeTakeFirst();
    if (numDeletedRows === 0n) return wasThere;
  }
}

/** Puts documents into the index of the owner, over what was there. */
export async function insertDocuments(
  transaction: Transaction<PostgresTables>,
  owner: string,
  { documents }: { documents: readonly Document[] },
): Promise<void> {
  for (const rows of inSlices(documents, STATEMENT)) {
    await transaction.insertInto("search_entry")
      .values(rows.map((document) => toRow(owner, document)))
      .onConflict((conflict) =>
        conflict.columns(["owner", "id"]).doUpdateSet(({ ref }) => ({
          at: ref("excluded.at"),
          length: ref("excluded.length"),
          words: ref("excluded.words"),
          title: ref("excluded.title"),
          repeated: ref("excluded.repeated"),
          terms: ref("excluded.terms"),
        }))
      )
      .execute();
  }
}

function toRow(owner: string, document: Document) {
  const { id, occurredAt: at, length, words } = document;
  return {
    ...{ owner, id, at, length, words },
    title: spaced(document.title),
    repeated: spaced(document.repeated),
    terms: sql<string>`array_to_tsvector(${lexemesOf(owner, document)})`,
  };
}

/** All that GIN finds a document by, each once. */
export function lexemesOf(owner: string, { words, filterTokens }: Document): string[] {
  return [...new Set([ownerToken(owner), ...filterTokens, ...words.split(" ")])].filter(Boolean);
}
