import type { Config } from "../config.ts";
import { exists } from "./exists.ts";
import { RefusedError } from "./errors.ts";
import { isInUse } from "./hold_file.ts";
import { requireJournalFile, searchFiles } from "./journal_file.ts";
import { openSqlite, run } from "./sqlite_file.ts";

/** Bytes of a file before and after. */
export interface Vacuumed {
  path: string;
  before: number;
  after: number;
}

/** Beyond this the writes of a running server would wait too long, and some would fail. */
const LARGEST_IN_USE = 100 * 2 ** 20;

const MAX_ATTEMPTS = 200;

/**
 * Writes the journals' file and those of the search index anew, so that nothing that was deleted is
 * left in them or in their logs. The index in PostgreSQL is left to PostgreSQL.
 *
 * @throws {RefusedError} if the file is large and the server runs
 */
export async function vacuum(
  config: Pick<Config, "dataDir" | "kvUrl" | "databaseUrl">,
  { largestInUse = LARGEST_IN_USE } = {},
): Promise<Vacuumed[]> {
  const journal = requireJournalFile(config);
  if (!exists(journal)) throw new RefusedError(`There is no ${journal}`);
  if (Deno.statSync(journal).size > largestInUse && isInUse(journal)) {
    throw new RefusedError(
      `${journal} has more than ${largestInUse} bytes: cleaning it would hold up the running ` +
        "server for seconds, and writes would fail. Stop it first",
    );
  }
  const done = [await clean(journal)];
  for (const path of indexFiles(searchFiles(config))) {
    done.push(await clean(path));
  }
  return done;
}

async function clean(path: string): Promise<Vacuumed> {
  const before = sizeOf(path);
  using database = openSqlite(path);
  run(database, "vacuum");
  for (let attempts = 1; !hasEmptiedLog(database); attempts++) {
    if (attempts === MAX_ATTEMPTS) {
      throw new RefusedError(`The log of ${path} stays in use, and may hold what was deleted`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { path, before, after: sizeOf(path) };
}

/** A reader of the server can be in the way for a moment. */
function hasEmptiedLog(database: ReturnType<typeof openSqlite>): boolean {
  return database.prepare("pragma wal_checkpoint(truncate)").get()?.busy === 0;
}

function indexFiles(directory: string): string[] {
  if (!exists(directory)) return [];
  return [...Deno.readDirSync(directory)].map(({ name }) => name)
    .filter((name) => name.endsWith(".sqlite"))
    .map((name) => `${directory}/${name}`);
}

function sizeOf(path: string): number {
  return [path, `${path}-wal`].reduce(
    (sum, file) => sum + (exists(file) ? Deno.statSync(file).size : 0),
    0,
  );
}
