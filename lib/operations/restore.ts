import type { Config } from "../config.ts";
import { endAccess } from "../identity/mod.ts";
import { renewEpoch } from "../journal/mod.ts";
import { openStore, type Store } from "../kv/store.ts";
import { openMaintenance } from "../search/mod.ts";
import { endWebSessions } from "../web_login/mod.ts";
import { copyDatabase } from "./backup.ts";
import { exists } from "./exists.ts";
import { blobFiles, blobsBeside, copyBlobs } from "./blob_files.ts";
import { RefusedError } from "./errors.ts";
import { holdFile } from "./hold_file.ts";
import { requireJournalFile } from "./journal_file.ts";
import { placeOfIndex } from "./reindex.ts";
import { inspect, isDamaged } from "./sqlite_file.ts";
import { stamp } from "./backup.ts";

/** What was done. */
export interface Restored {
  path: string;
  keys: number;
  /** Attachments that the backup has. */
  files: number;
  /** Where the data is that was there before. */
  kept?: string;
  /** Sessions, grants and tokens that were in the backup and count no more. */
  ended: number;
  /** Why the old search index could not be thrown away; it is not used again all the same. */
  indexFault?: unknown;
}

export interface RestoreOptions {
  /** Whether data that is there may be put aside. */
  force?: boolean;
  /** Milliseconds since the epoch. */
  now?: number;
}

const LOG_FILES = ["-wal", "-shm", "-journal"];

/**
 * Puts a backup in the place of the journals. What is put there is ready before: no moment shows
 * half of it, or tokens that had been revoked, or entries of an index that followed other data.
 *
 * @throws {RefusedError} if the backup is no good, the server runs, or there is data and no `force`
 */
export async function restore(
  config: Pick<Config, "dataDir" | "kvUrl" | "databaseUrl">,
  backup: string,
  { force = false, now = Date.now() }: RestoreOptions = {},
): Promise<Restored> {
  const path = requireJournalFile(config);
  if (!exists(backup)) throw new RefusedError(`There is no ${backup}`);
  const keys = inspect(backup);
  Deno.mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  using _held = exists(path) ? holdUnlessDamaged(path) : undefined;
  const isTaken = filesOf(path).length > 0;
  if (isTaken && !force) {
    throw new RefusedError(`${path} exists. With --force it is put aside and kept`);
  }

  const staged = `${path}.restoring-${Deno.pid}`;
  try {
    copyDatabase(backup, staged);
    const prepared = await prepare(staged, config);
    // Only the file gets the new name, so what is in its log, if anything is, has to go into it.
    holdFile(staged)[Symbol.dispose]();
    // Before the journals that name them. What is there besides is swept after a day.
    const isAside = isTaken && exists(blobFiles(config));
    const aside = `${path}.before-${stamp(now)}`;
    if (isAside) copyBlobs(blobFiles(config), blobsBeside(aside));
    const files = copyBlobs(blobsBeside(backup), blobFiles(config));
    const kept = isTaken ? putAside(path, aside) : undefined;
    Deno.renameSync(staged, path);
    return { path, keys, files, kept, ...prepared };
  } finally {
    for (const file of filesOf(staged)) Deno.removeSync(file);
  }
}

/** Data that cannot be read is no reason not to restore; it is the usual one. */
function holdUnlessDamaged(path: string): Disposable | undefined {
  try {
    return holdFile(path);
  } catch (error) {
    if (isDamaged(error)) return undefined;
    throw error;
  }
}

/**
 * A backup holds sessions and tokens that have ended since, and refresh tokens that were used: all
 * of them end. The new epoch makes every index start again.
 */
async function prepare(
  staged: string,
  config: Pick<Config, "dataDir" | "databaseUrl">,
): Promise<Pick<Restored, "ended" | "indexFault">> {
  const store = await openStore(staged);
  try {
    const ended = await endAccess(store) + await endWebSessions(store);
    await renewEpoch(store);
    return { ended, indexFault: await dropIndex(store, config) };
  } finally {
    store.close();
  }
}

/** Nobody would read it again, but it holds words of entries that are not in the backup. */
async function dropIndex(
  store: Store,
  config: Pick<Config, "dataDir" | "databaseUrl">,
): Promise<unknown> {
  const index = openMaintenance({ store, ...placeOfIndex(config) });
  try {
    await index.forgetOthers([]);
  } catch (error) {
    return error;
  } finally {
    await index.close();
  }
}

/**
 * Gives the data a second name, so that there is some under the first one at every moment. Logs are
 * there only if it could not be held; they follow the name of their data.
 */
function putAside(path: string, kept: string): string {
  if (exists(path)) Deno.linkSync(path, kept);
  for (const end of LOG_FILES.filter((end) => exists(path + end))) {
    Deno.renameSync(path + end, kept + end);
  }
  return kept;
}

function filesOf(path: string): string[] {
  return [path, ...LOG_FILES.map((end) => path + end)].filter(exists);
}
