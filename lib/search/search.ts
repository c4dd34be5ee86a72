import pLimit from "p-limit";
import type { JournalAccess } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import { startCatchUp } from "./follow/catch_up.ts";
import { startFollower } from "./follow/follower.ts";
import { type LongFollows, openLongFollows } from "./follow/long/thread.ts";
import { measureLag } from "./follow/lag.ts";
import type { Searcher } from "./model.ts";
import { watchOutages } from "./follow/outages.ts";
import { indexName } from "./index/index_name.ts";
import { laterIndex } from "./index/later_index.ts";
import { rememberCounts } from "./known_counts.ts";
import { countEntries } from "./count_entries.ts";
import type { SearchIndex } from "./index/search_index.ts";
import { openSqliteThread } from "./sqlite/thread.ts";

export interface SearchOptions {
  store: Store;
  /** PostgreSQL for the index, instead of SQLite. */
  databaseUrl?: string;
  /** Where SQLite files are; the index is in memory if neither this nor a URL is given. */
  directory?: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Called with faults of the index. They are healed or worked around. */
  onFault?: (error: unknown) => void;
}

/** Search in everybody's journals. The index is derived: lost or damaged, it is built again. */
export interface Search {
  /** Returns the search of one journal. It finds nothing that its viewer may not see. */
  forUser(owner: JournalAccess): Searcher;

  /** Lets the index follow a write. It is not waited for: a search does that by itself. */
  changed(userId: string): void;

  /** How many journals were written to here that the index does not have as they are. */
  behind(): number;

  /** Resolves once the index has all that the journal had, or cannot be reached. */
  catchUp(userId: string): Promise<void>;

  /**
   * Removes the index of a user, and returns whether there was one. It comes back with the next search,
   * so the journal must be gone before. Other processes that have it open forget it by doing this too.
   */
  forget(userId: string): Promise<boolean>;

  /** Resolves if the index can be reached. */
  check(): Promise<unknown>;

  close(): Promise<void>;
}

/** Loaded with the first search by words: lists need counts only, and no languages. */
const loadSearching = () => import("./search_entries.ts");

/** Opens the search. It never fails: what is wrong with the index shows when it is used. */
export function openSearch(options: SearchOptions): Search {
  const { store, now = Date.now } = options;
  let isClosed = false;
  const onFault = (error: unknown) => isClosed ? undefined : options.onFault?.(error);
  const index = openIndex({ ...options, journals: store.file, onFault });
  const longFollows = longFollowsOf(options);
  const { catchUp, lag } = measureLag(startCatchUp({ store, index, longFollows, onFault }));
  const outages = watchOutages({ onFault });
  const knownCounts = rememberCounts();
  const inTurn = turnsOf(options);
  const follow = (userId: string) =>
    inTurn(() => outages.attempt(userId, () => catchUp.reach(userId)));
  const follower = startFollower(follow);
  return {
    forUser(owner) {
      const context = { store, index, catchUp, outages, knownCounts, owner, now };
      return {
        searchEntries: (query) =>
          inTurn(async () => {
            const { searchEntries } = await loadSearching();
            return await searchEntries(context, query);
          }),
        count: (query) => inTurn(() => countEntries(context, query)),
      };
    },
    changed(userId) {
      if (isClosed) return;
      lag.written(userId);
      follower.follow(userId);
    },
    behind: lag.behind,
    async catchUp(userId) {
      if (!isClosed) await follow(userId);
    },
    async forget(userId) {
      await follower.drop(userId);
      await catchUp.settled(userId);
      lag.drop(userId);
      return await index.remove(indexName(userId));
    },
    check: () => index.check(),
    async close() {
      await follower.finish();
      isClosed = true;
      await catchUp.stop();
      await follower.stop();
      await longFollows?.close();
      await index.close();
    },
  };
}

/** Opens the index that is configured. */
export function openIndex(
  { databaseUrl, directory, journals, onFault }: Omit<SearchOptions, "store" | "now"> & {
    /** The file of the journals, if they are in one. */
    journals?: string;
  },
): SearchIndex {
  // Each engine is loaded where it is used only.
  return laterIndex(async () => {
    if (databaseUrl !== undefined) {
      const { openPostgresIndex } = await import("./postgres/mod.ts");
      return openPostgresIndex({ url: databaseUrl, onFault });
    }
    if (directory !== undefined) {
      return openSqliteThread({ directory, journals, onDamage: onFault });
    }
    const { openSqliteIndex } = await import("./sqlite/mod.ts");
    return openSqliteIndex({ onDamage: onFault });
  });
}

/** Only what is in files or in a database can be opened in another thread, too. */
function longFollowsOf(
  { store: { file: journals }, databaseUrl, directory }: SearchOptions,
): LongFollows | undefined {
  if (journals === undefined || (databaseUrl === undefined && directory === undefined)) return;
  return openLongFollows({ journals, databaseUrl, directory });
}

/** In memory, the index of one person makes room for another's: not so many at once that all go. */
const AT_ONCE_IN_MEMORY = 16;

function turnsOf(
  { databaseUrl, directory }: SearchOptions,
): <T>(work: () => Promise<T>) => Promise<T> {
  const isInMemory = databaseUrl === undefined && directory === undefined;
  return isInMemory ? pLimit(AT_ONCE_IN_MEMORY) : (work) => work();
}
