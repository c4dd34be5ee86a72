import { createBirpc } from "birpc";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { SearchIndex } from "../index/search_index.ts";
import type { SqliteIndexOptions } from "./mod.ts";

export interface SqliteThreadOptions extends SqliteIndexOptions {
  directory: string;
  /** The file of the journals: then the thread reads there what has changed. */
  journals?: string;
  /** What runs in the thread; for tests of faults. */
  module?: URL;
}

/** What the thread reports by itself. */
export interface ThreadEvents {
  onDamage(error: unknown): void;
}

/** An index in a thread of its own. */
interface Thread {
  index: SearchIndex;
  stop(): Promise<unknown>;
}

/**
 * Returns an index with a SQLite file for each person, in a thread of its own: SQLite cannot be
 * interrupted, and no request should wait for it. Searches do wait for each other. The thread starts
 * when it is first needed, and again if it dies: what was under way then fails. It keeps the process
 * alive until the index is closed.
 */
export function openSqliteThread(options: SqliteThreadOptions): SearchIndex {
  let running: Thread | undefined;
  let isClosed = false;

  function index(): SearchIndex {
    if (isClosed) throw new Error("The search index is closed");
    running ??= startThread(options, { onEnd: () => running = undefined });
    return running.index;
  }

  return {
    watermark: async (owner) => await index().watermark(owner),
    apply: async (owner, step) => await index().apply(owner, step),
    follow: async (userId) => await index().follow?.(userId),
    reset: async (owner, watermark) => await index().reset(owner, watermark),
    owners: async () => await index().owners(),
    find: async (owner, request) => await index().find(owner, request),
    remove: async (owner) => await index().remove(owner),
    check: async () => await index().check(),
    async close() {
      isClosed = true;
      await running?.stop();
    },
  };
}

/** What a thread cannot do any more, such as with a disk that is gone, is not waited for. */
const CLOSE_LIMIT_MS = 5_000;

/**
 * With the limits of a whole process it lets 300 MB of garbage lie while a journal is indexed. It needs
 * a few dozen; what is beyond these limits ends the thread, and the next call starts it again.
 */
const HEAP = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 512 };

const WORKER = new URL("./worker.ts", import.meta.url);

function startThread(
  { directory, journals, onDamage = () => {}, module = WORKER }: SqliteThreadOptions,
  { onEnd }: { onEnd: () => void },
): Thread {
  const worker = new Worker(module, { workerData: { directory, journals }, resourceLimits: HEAP });
  const events: ThreadEvents = { onDamage };
  const index = createBirpc<SearchIndex, ThreadEvents>(events, {
    post: (message) => worker.postMessage(message),
    on: (listener) => worker.on("message", listener),
    // Whoever asks knows how long to wait.
    timeout: -1,
  });
  worker.on("error", onDamage);
  worker.on("exit", () => {
    index.$close(new Error("The thread of the search index has ended"));
    onEnd();
  });
  return {
    index,
    async stop() {
      const timer = new AbortController();
      const closed = index.close().catch(() => {});
      const late = setTimeout(CLOSE_LIMIT_MS, undefined, timer).catch(() => {});
      await Promise.race([closed, late]);
      timer.abort();
      await worker.terminate();
    },
  };
}
