import { type Kysely, sql } from "kysely";
import { LRUCache } from "lru-cache";
import type { TimesRow } from "../index/rows.ts";
import type { PostgresTables } from "./database.ts";

/** The times of documents, by owner and block, as they were last read. */
export type TimesCache = LRUCache<string, ReadonlyMap<number, KnownTimes>>;

interface KnownTimes extends TimesRow {
  /** Which transaction has written the row, and where it is: no two rows have both. */
  stamp: string;
}

/** As many as two million entries have. */
const MAX_BYTES = 16 * 1024 * 1024;

export function timesCache(): TimesCache {
  return new LRUCache({
    maxSize: MAX_BYTES,
    sizeCalculation: (known) => known.values().reduce((sum, { times }) => sum + times.length, 1),
  });
}

/**
 * Reads the times of an owner's documents: of those blocks that are not as they were the last time. All
 * of them are eight bytes for each entry, in each search.
 */
export async function readTimes(
  db: Kysely<PostgresTables>,
  owner: string,
  cache: TimesCache,
): Promise<TimesRow[]> {
  const before = cache.get(owner);
  const stamps = await db.selectFrom("search_times")
    .select(["block", sql<string>`xmin || ' ' || ctid`.as("stamp")])
    .where("owner", "=", owner).execute();
  const changed = stamps.filter(({ block, stamp }) => before?.get(block)?.stamp !== stamp);
  if (changed.length === 0 && stamps.length === before?.size) return [...before.values()];
  const read = await db.selectFrom("search_times").select(["block", "times"])
    .where("owner", "=", owner)
    .where("block", "=", sql<number>`any(${changed.map(({ block }) => block)}::int[])`)
    .execute();
  const timesOf = new Map(read.map(({ block, times }) => [block, times]));
  const known = new Map(stamps.map(({ block, stamp }) => [
    block,
    { block, stamp, times: timesOf.get(block) ?? before!.get(block)!.times },
  ]));
  cache.set(owner, known);
  return [...known.values()];
}
