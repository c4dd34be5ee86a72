import { batchedReads, type Reader } from "./batched_reads.ts";

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
  close(): void;
}

/**
 * Opens the database at `location`: a file path, `:memory:`, a KV Connect URL, or `undefined` for
 * the platform's own (Deno Deploy).
 */
export async function openStore(location?: string): Promise<Store> {
  const write = await retryWhileLocked(() => Deno.openKv(location));
  if (!isLocalFile(location)) {
    return { write, read: batchedReads(write), isFile: false, close: () => write.close() };
  }
  const read = await retryWhileLocked(() => Deno.openKv(location));
  return {
    write,
    read: batchedReads(read),
    isFile: true,
    close() {
      read.close();
      write.close();
    },
  };
}

/**
 * Commits what `build` puts together, again while another process holds the file's lock. A failed
 * check is an answer (`ok: false`), not an error, and is returned.
 */
export function commit(
  store: Store,
  build: (operation: Deno.AtomicOperation) => Deno.AtomicOperation,
): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
  return retryWhileLocked(() => build(store.write.atomic()).commit());
}

function isLocalFile(location?: string): boolean {
  return location !== undefined && location !== ":memory:" && !/^https?:/.test(location);
}

const MAX_ATTEMPTS = 60;

/** SQLite answers a lock held by another process at once, with nothing written: retrying is safe. */
async function retryWhileLocked<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1;; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === MAX_ATTEMPTS || !isLocked(error)) throw error;
      const ceiling = Math.min(40, 2 ** Math.min(tries, 6));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * ceiling));
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes("database is locked");
}
