import { DatabaseSync } from "node:sqlite";
import { RefusedError } from "./errors.ts";

/** Result codes of SQLite (https://sqlite.org/rescode.html). */
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** How long an operation waits for a commit of the server to end, in milliseconds. */
const LOCK_WAIT_MS = 10_000;

/** Opens a file that exists. To be closed, which `using` does. */
export function openSqlite(path: string, { readOnly = false } = {}): DatabaseSync {
  // Without this a missing file would be made, and found to be without fault.
  Deno.statSync(path);
  return new DatabaseSync(path, { readOnly, timeout: LOCK_WAIT_MS });
}

/** Runs one statement. Not by `exec`: its errors have no result code. */
export function run(database: DatabaseSync, statement: string): void {
  database.prepare(statement).run();
}

/**
 * Reads the whole file and returns how many keys it holds.
 *
 * @throws {RefusedError} if it is no database of Deno KV, or a damaged one
 */
export function inspect(path: string): number {
  using database = openSqlite(path, { readOnly: true });
  try {
    const [verdict] = database.prepare("pragma integrity_check").all();
    if (verdict?.integrity_check !== "ok") {
      throw new RefusedError(`${path} is damaged: ${verdict?.integrity_check}`);
    }
    return Number(database.prepare("select count(*) as keys from kv").get()?.keys);
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    throw new RefusedError(`${path} is no database of EpicMe, or it is damaged`, { cause: error });
  }
}

/** Whether another connection has the file. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === BUSY;
}

/** Whether what is in the file can be read no more. */
export function isDamaged(error: unknown): boolean {
  return [CORRUPT, NOT_A_DATABASE].includes(codeOf(error));
}

/** The primary code; 0 for what is not an error of SQLite. */
function codeOf(error: unknown): number {
  const isSqlite = error instanceof Error && "errcode" in error;
  return isSqlite ? Number(error.errcode) & 0xff : 0;
}
