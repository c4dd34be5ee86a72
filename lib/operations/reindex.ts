import type { Config } from "../config.ts";
import { listUsers, renewEpoch } from "../journal/mod.ts";
import { openStore, type Store } from "../kv/store.ts";
import { type IndexMaintenance, openMaintenance } from "../search/mod.ts";
import { exists } from "./exists.ts";
import { RefusedError } from "./errors.ts";
import { requireJournalFile, searchFiles } from "./journal_file.ts";

/** What was done. */
export interface Reindexed {
  /** Journals whose index was built. */
  journals: number;
  /** Indexes of people who have no journal, which are gone. */
  removed: number;
}

export interface ReindexOptions {
  /** One person, by the id that log lines show; everybody if absent. */
  user?: string;
  /** Told after each journal. */
  onProgress?: (done: number, all: number) => void;
}

/**
 * Throws the search index away and builds it again, while the server runs or not. For everybody it
 * begins with a new epoch: from then on nobody takes the old index for good, even if this is ended
 * halfway.
 *
 * @throws {RefusedError} if there is no journal, or none of `user`
 */
export async function reindex(
  config: Pick<Config, "dataDir" | "kvUrl" | "databaseUrl">,
  { user, onProgress = () => {} }: ReindexOptions = {},
): Promise<Reindexed> {
  const store = await openExisting(config);
  const index = openMaintenance({ store, ...placeOfIndex(config) });
  try {
    const users = await Array.fromAsync(listUsers(store));
    if (user !== undefined && !users.includes(user)) {
      throw new RefusedError(`No journal belongs to the user ${user}`);
    }
    const chosen = user === undefined ? users : [user];
    if (user === undefined) await renewEpoch(store);
    else await index.forget(user);
    const removed = user === undefined ? await index.forgetOthers(users) : 0;
    await fill(index, chosen, { onProgress });
    return { journals: chosen.length, removed };
  } finally {
    await index.close();
    store.close();
  }
}

/** Where the index is; its directory exists then. */
export function placeOfIndex(config: Pick<Config, "dataDir" | "databaseUrl">) {
  if (config.databaseUrl !== undefined) return { databaseUrl: config.databaseUrl };
  const directory = searchFiles(config);
  Deno.mkdirSync(directory, { recursive: true, mode: 0o700 });
  return { directory };
}

async function fill(
  index: IndexMaintenance,
  users: readonly string[],
  { onProgress }: { onProgress: (done: number, all: number) => void },
): Promise<void> {
  for (const [n, user] of users.entries()) {
    await index.fill(user);
    onProgress(n + 1, users.length);
  }
}

async function openExisting(config: Pick<Config, "dataDir" | "kvUrl">): Promise<Store> {
  if (config.kvUrl !== undefined && config.kvUrl !== ":memory:") {
    return await openStore(config.kvUrl);
  }
  const journal = requireJournalFile(config);
  if (!exists(journal)) throw new RefusedError(`There is no ${journal}`);
  return await openStore(journal);
}
