import { type Kysely, sql, type Transaction } from "kysely";
import type { TimesRow } from "../index/rows.ts";
import type { SqliteTables } from "./database.ts";

/** What was read from an open file, as long as it is what the file has. */
interface Known {
  /** Changes when another connection has written. */
  version: number;
  times: TimesRow[];
}

const known = new WeakMap<Kysely<SqliteTables>, Known>();

/** Reads the times of an open file in a transaction of its. Mostly they are those of the last search. */
export async function readTimes(
  file: Kysely<SqliteTables>,
  transaction: Transaction<SqliteTables>,
): Promise<TimesRow[]> {
  const version = await versionOf(transaction);
  const before = known.get(file);
  if (before?.version === version) return before.times;
  const times = await transaction.selectFrom("search_times").selectAll().execute();
  known.set(file, { version, times });
  return times;
}

/** Forgets what was read. To be called in the transaction that writes: no search comes between. */
export function forgetTimes(file: Kysely<SqliteTables>): void {
  known.delete(file);
}

async function versionOf(transaction: Transaction<SqliteTables>): Promise<number> {
  const { rows: [row] } = await sql<{ data_version: number }>`pragma data_version`
    .execute(transaction);
  return row.data_version;
}
