import { ReadOnlyError } from "../kv/read_only.ts";
import { commit, type Store } from "../kv/store.ts";
import type { Log } from "../log.ts";
import { KEPT_FOR } from "./keys.ts";

/** A record that waits to be written. */
export interface Row {
  key: Deno.KvKey;
  value: unknown;
}

/** Calls `work` after so many milliseconds, unless what it returns is called before. */
export type Later = (work: () => void, milliseconds: number) => () => void;

/** Writes rows in batches, so that nobody waits for them. */
export interface Writer {
  /** Takes a row, which is written within a second. */
  add(row: Row): void;
  /** Writes all rows that wait; they still do if that fails for now. */
  flush(): Promise<void>;
  /** Writes all rows that wait, or gives them up. */
  close(): Promise<void>;
}

const ROWS_PER_BATCH = 400;
const LONGEST_WAIT_MS = 1_000;
const MAX_TRIES = 3;

/** More than this waits only if the database is away: then it is memory that matters. */
const MAX_WAITING = 10_000;

/** Returns a writer of rows that are kept for 90 days. */
export function openWriter(
  store: Store,
  { log, later = afterTimeout }: { log: Log; later?: Later },
): Writer {
  const waiting: Row[] = [];
  let cancel: (() => void) | undefined;
  let writing: Promise<void> | undefined;
  let failures = 0;
  let isFull = false;
  let isClosing = false;

  function flush(): Promise<void> {
    cancel?.();
    cancel = undefined;
    return writing ??= drain().finally(() => writing = undefined);
  }

  function flushLater(): void {
    cancel ??= later(() => void flush(), LONGEST_WAIT_MS);
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, ROWS_PER_BATCH);
      if (!await settle(batch)) return flushLater();
      waiting.splice(0, batch.length);
      isFull = false;
    }
  }

  /** Returns whether the batch is dealt with: written, or given up after the last try. */
  async function settle(batch: readonly Row[]): Promise<boolean> {
    try {
      await commit(store, (operation) => setAll(operation, batch));
      failures = 0;
      return true;
    } catch (error) {
      // They wait for room, and so do those that come.
      if (error instanceof ReadOnlyError && !isClosing) return false;
      if (++failures < MAX_TRIES) return false;
      failures = 0;
      log.error("activity_lost", lost(`${batch.length} records could not be written`, error));
      return true;
    }
  }

  return {
    add(row) {
      if (waiting.length >= MAX_WAITING) {
        if (!isFull) log.error("activity_lost", lost(`More than ${MAX_WAITING} records wait`));
        isFull = true;
        return;
      }
      waiting.push(row);
      // After a failure a full batch waits, too: trying at once would only fail faster.
      if (waiting.length === ROWS_PER_BATCH && failures === 0) void flush();
      else flushLater();
    },
    flush,
    async close() {
      isClosing = true;
      while (waiting.length > 0) await flush();
      cancel?.();
      cancel = undefined;
    },
  };
}

function setAll(operation: Deno.AtomicOperation, rows: readonly Row[]): Deno.AtomicOperation {
  return rows.reduce(
    (all, { key, value }) => all.set(key, value, { expireIn: KEPT_FOR }),
    operation,
  );
}

function lost(what: string, cause?: unknown): Error {
  return new Error(`Activity is lost: ${what}`, { cause });
}

function afterTimeout(work: () => void, milliseconds: number): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}
