import { isBusy, isDamaged, openSqlite, run } from "./sqlite_file.ts";
import { RefusedError } from "./errors.ts";

/**
 * Takes the file for this process alone, with everything of its write-ahead log moved into it, and
 * holds it until disposed of.
 *
 * Every connection to a file in WAL mode keeps a lock on it while it is open, also when it has
 * nothing to do, and the kernel ends the lock with the process. So this fails while a server runs
 * on the same machine, and cannot fail after one was killed. Nothing is known of a server on
 * another machine that has the directory over a network.
 *
 * @throws {RefusedError} while any other process has the file open
 */
export function holdFile(path: string): Disposable {
  const database = openSqlite(path);
  try {
    run(database, "pragma busy_timeout = 0");
    // Leaving WAL mode needs the file alone, and removes the log.
    run(database, "pragma journal_mode = delete");
    run(database, "begin exclusive");
  } catch (error) {
    database.close();
    if (isBusy(error)) throw inUse(path, error);
    throw error;
  }
  return { [Symbol.dispose]: () => database.close() };
}

/** Whether another process has the file open. Of a damaged one that cannot be known. */
export function isInUse(path: string): boolean {
  try {
    using _held = holdFile(path);
    return false;
  } catch (error) {
    if (error instanceof RefusedError) return true;
    if (isDamaged(error)) return false;
    throw error;
  }
}

function inUse(path: string, cause: unknown): RefusedError {
  return new RefusedError(`The server runs: ${path} is open in another process. Stop it first`, {
    cause,
  });
}
