import { basename, dirname, join } from "node:path";
import type { Config } from "../config.ts";
import { blobFiles, blobsBeside, copyBlobs } from "./blob_files.ts";
import { exists } from "./exists.ts";
import { RefusedError } from "./errors.ts";
import { requireJournalFile } from "./journal_file.ts";
import { inspect, openSqlite } from "./sqlite_file.ts";

/** A backup that was written and read again. */
export interface Backup {
  path: string;
  bytes: number;
  keys: number;
  /** Attachments, in the directory of this name and `.blobs`. */
  files: number;
}

export interface BackupOptions {
  /** A file that does not exist, or a directory that does; a directory in `DATA_DIR` if absent. */
  target?: string;
  /** Milliseconds since the epoch. */
  now?: number;
}

/**
 * Writes a copy of the journals as they are at one moment, while the server goes on. Under its name
 * there is never an unfinished or unreadable file.
 *
 * @throws {RefusedError} if there is nothing to copy, or the target exists
 */
export function backUp(
  config: Pick<Config, "dataDir" | "kvUrl">,
  { target, now = Date.now() }: BackupOptions = {},
): Backup {
  const journal = requireJournalFile(config);
  if (!exists(journal)) throw new RefusedError(`There is no ${journal} to back up`);
  const path = placeFor(target ?? defaultDirectory(config), now);
  if (exists(path) || exists(blobsBeside(path))) {
    throw new RefusedError(`${path} exists already, and is left as it is`);
  }

  const unfinished = join(dirname(path), `.${basename(path)}.unfinished-${Deno.pid}`);
  try {
    copyDatabase(journal, unfinished);
    const keys = inspect(unfinished);
    // After the journals: what they name is there, or was purged since.
    const files = copyBlobs(blobFiles(config), blobsBeside(path));
    // A link never replaces what somebody else has put there meanwhile; a renaming would.
    Deno.linkSync(unfinished, path);
    return { path, keys, files, bytes: Deno.statSync(path).size };
  } catch (error) {
    // Without its journals nobody would know whose they are.
    if (!exists(path) && exists(blobsBeside(path))) {
      Deno.removeSync(blobsBeside(path), { recursive: true });
    }
    throw error;
  } finally {
    if (exists(unfinished)) Deno.removeSync(unfinished);
  }
}

/** Copies what the database at `from` holds, and nothing that was deleted from it, to a new file. */
export function copyDatabase(from: string, to: string): void {
  // SQLite writes into an empty file, and so with the mode that it has from the start.
  const file = Deno.openSync(to, { createNew: true, write: true, mode: 0o600 });
  try {
    using database = openSqlite(from, { readOnly: true });
    database.prepare("vacuum into ?").run(to);
    file.syncSync();
  } finally {
    file.close();
  }
}

function defaultDirectory({ dataDir }: Pick<Config, "dataDir">): string {
  const directory = join(dataDir, "backups");
  Deno.mkdirSync(directory, { recursive: true, mode: 0o700 });
  return directory;
}

function placeFor(target: string, now: number): string {
  const isDirectory = exists(target) && Deno.statSync(target).isDirectory;
  return isDirectory ? join(target, `journal-${stamp(now)}.kv`) : target;
}

/** A time as part of a file's name, in UTC: `2026-05-17T12-00-00Z`. */
export function stamp(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, "").replaceAll(":", "-");
}
