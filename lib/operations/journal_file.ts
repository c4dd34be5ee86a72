import type { Config } from "../config.ts";
import { RefusedError } from "./errors.ts";

/** Where the journals are, unless `KV_URL` says otherwise. */
export function journalFile({ dataDir }: Pick<Config, "dataDir">): string {
  return `${dataDir}/journal.kv`;
}

/** Where the SQLite files of the search index are, unless `DATABASE_URL` says otherwise. */
export function searchFiles({ dataDir }: Pick<Config, "dataDir">): string {
  return `${dataDir}/search`;
}

/**
 * Returns the journal's file.
 *
 * @throws {RefusedError} if the journals are not in a file
 */
export function requireJournalFile(config: Pick<Config, "dataDir" | "kvUrl">): string {
  if (config.kvUrl === ":memory:") {
    throw new RefusedError("KV_URL is :memory:, so nothing is kept that this could work on");
  }
  if (config.kvUrl !== undefined) {
    throw new RefusedError(
      "KV_URL names a database behind KV Connect: use the backups of whoever runs it. " +
        "This works on DATA_DIR/journal.kv only",
    );
  }
  return journalFile(config);
}
