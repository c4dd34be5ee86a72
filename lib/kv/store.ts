import { batchedReads, type Reader } from "./batched_reads.ts";
import { isReadOnly, ReadOnlyError, refusalsOf } from "./read_only.ts";

/**
 * Two handles on one Deno KV database. Reads queue behind commits on a shared handle, so a busy
 * writer would slow every reader down; a second handle that only reads does not wait.
 */
export interface Store {
  /** The only handle that commits: two committing handles lock each other out of a local file. */
  readonly write: Deno.Kv;
  /** It sees a commit as soon as the commit is acknowledged. */
  readonly read: Reader;
  /** Whether it is a local file: then `watch` does not see what other processes write. */
  readonly isFile: boolean;
  /** The path of that file. */
  readonly file?: string;
  /** Whether it is behind KV Connect, or the platform's own: then there may be several instances. */
  readonly isRemote: boolean;
  close(): void;
}

/**
 * Opens the database at `location`: a file path, `:memory:`, a KV Connect URL, or `undefined` for
 * the platform's own (Deno Deploy).
 */
export async function openStore(location?: string): Promise<Store> {
  const write = await retryWhileLocked(() => Deno.openKv(location));
  if (!isLocalFile(location)) {
    return {
      write,
      read: batchedReads(write),
      isFile: false,
      isRemote: location !== ":memory:",
      close: () => write.close(),
    };
  }
  const read = await retryWhileLocked(() => Deno.openKv(location));
  return {
    write,
    read: batchedReads(read),
    isFile: true,
    file: location,
    isRemote: false,
    close() {
      read.close();
      write.close();
    },
  };
}

/** Opens the local file of another thread's store once more, with one handle: it costs 2 MB and more. */
export async function openFileAgain(path: string): Promise<Store> {
  const kv = await retryWhileLocked(() => Deno.openKv(path));
  return {
    write: kv,
    read: batchedReads(kv),
    isFile: true,
    file: path,
    isRemote: false,
    close: () => kv.close(),
  };
}

/**
 * Commits what `build` puts together, again while another process holds the file's lock. A failed
 * check is an answer (`ok: false`), not an error, and is returned. Throws ReadOnlyError, with nothing
 * written, while the disk is full or read-only.
 */
export async function commit(
  store: Store,
  build: (operation: Deno.AtomicOperation) => Deno.AtomicOperation,
): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
  try {
    return await retryWhileLocked(() => build(store.write.atomic()).commit());
  } catch (error) {
    if (!isReadOnly(error)) throw error;
    refusalsOf(store.write).emit();
    throw new ReadOnlyError({ cause: error });
  }
}

/** Well below what a commit may hold, and short enough for other writers to get in between. */
const KEYS_PER_COMMIT = 100;

/** Values are read with their keys, and some have 60,000 bytes. */
const KEYS_PER_READ = 50;

/** How a removal of many keys goes on. */
export interface RemoveOptions {
  /** Ends it between two commits. */
  signal?: AbortSignal;
  /** Waited for after each commit: others can be let go first. */
  pause?: () => Promise<void>;
}

/**
 * Removes every key under `prefix`, a bounded number in each commit, and returns how many there
 * were. Stopped by `signal` or killed, it can begin again: what is gone is gone.
 */
export async function removeAll(
  store: Store,
  prefix: Deno.KvKey,
  { signal, pause }: RemoveOptions = {},
): Promise<number> {
  for (let removed = 0;;) {
    signal?.throwIfAborted();
    const keys: Deno.KvKey[] = [];
    const options = { limit: KEYS_PER_COMMIT, batchSize: KEYS_PER_READ };
    for await (const { key } of store.read.list({ prefix }, options)) keys.push(key);
    if (keys.length === 0) return removed;
    await commit(store, (operation) => keys.reduce((all, key) => all.delete(key), operation));
    removed += keys.length;
    // Commits come back in microtasks when they are fast: timers and requests want their turn.
    await new Promise((resolve) => setTimeout(resolve, 0));
    await pause?.();
  }
}

function isLocalFile(location?: string): boolean {
  return location !== undefined && location !== ":memory:" && !/^https?:/.test(location);
}

/** Another thread or process commits for some milliseconds mostly, and is asked often for so long. */
const PROMPT_ATTEMPTS = 16;
const PROMPT_WAIT_MS = 4;
const MAX_WAIT_MS = 40;
const MAX_ATTEMPTS = 70;

/** SQLite answers a lock held by another process at once, with nothing written: retrying is safe. */
async function retryWhileLocked<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1;; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === MAX_ATTEMPTS || !isLocked(error)) throw error;
      const ceiling = tries < PROMPT_ATTEMPTS ? PROMPT_WAIT_MS : MAX_WAIT_MS;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * ceiling));
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes("database is locked");
}
