import type { Kysely, Transaction } from "kysely";
import type { Step, Watermark } from "./search_index.ts";

/** How far each index is; the same table in every kind of database. */
export interface StateTable {
  search_state: { owner: string; epoch: string; watermark: string };
}

/** How far the index of the owner is. */
export async function readWatermark(
  db: Kysely<StateTable> | Transaction<StateTable>,
  owner: string,
): Promise<Watermark> {
  const state = await db.selectFrom("search_state").select(["epoch", "watermark"])
    .where("owner", "=", owner).executeTakeFirst();
  return state ?? { epoch: "", watermark: "" };
}

/**
 * Moves the index of the owner from one watermark to another, unless somebody else has moved it. It is
 * the first thing a transaction does: it takes the lock that keeps other writers out.
 */
export async function moveWatermark(
  transaction: Transaction<StateTable>,
  owner: string,
  { from, to }: Pick<Step, "from" | "to">,
): Promise<boolean> {
  if (from.epoch === "") {
    const { numInsertedOrUpdatedRows } = await transaction.insertInto("search_state")
      .values({ owner, ...to }).onConflict((conflict) => conflict.column("owner").doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await transaction.updateTable("search_state").set({ ...to })
    .where("owner", "=", owner)
    .where("epoch", "=", from.epoch)
    .where("watermark", "=", from.watermark)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Forgets how far the index of the owner is, unless somebody else has moved it. */
export async function dropWatermark(
  transaction: Transaction<StateTable>,
  owner: string,
  { epoch, watermark }: Watermark,
): Promise<boolean> {
  const { numDeletedRows } = await transaction.deleteFrom("search_state")
    .where("owner", "=", owner)
    .where("epoch", "=", epoch)
    .where("watermark", "=", watermark)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
