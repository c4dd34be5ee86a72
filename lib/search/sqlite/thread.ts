import { createBirpc } from "birpc";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { watchPulse } from "../../platform/pulse.ts";
import type { SearchIndex } from "../index/search_index.ts";
import type { SqliteIndexOptions } from "./mod.ts";

export interface SqliteThreadOptions extends SqliteIndexOptions {
  directory: string;
  /** The file of the journals: then the thread reads there what has changed. */
  journals?: string;
  /** What runs in the thread; for tests of faults. */
  module?: URL;
  /** How long it may be silent, in milliseconds; likewise. */
  silentMs?: number;
}

/** What the thread is asked for. */
export interface ThreadCalls extends SearchIndex {
  /** Answers as soon as it can. */
  ping(): Promise<void>;
}

/** What the thread reports by itself. */
export interface ThreadEvents {
  onDamage(error: unknown): void;
}

/** An index in a thread of its own. */
interface Thread {
  /** Does something there, and sees meanwhile that the thread lives. */
  ask<T>(work: (index: SearchIndex) => Promise<T>): Promise<T>;
  stop(): Promise<unknown>;
}

/**
 * Returns an index with a SQLite file for each person, in a thread of its own: SQLite cannot be
 * interrupted, and no request should wait for it. Searches do wait for each other. The thread starts
 * when it is first needed, and again if it dies or is silent: what was under way then fails. It keeps
 * the process alive until the index is closed.
 */
export function openSqliteThread(options: SqliteThreadOptions): SearchIndex {
  let running: Thread | undefined;
  let isClosed = false;

  async function ask<T>(work: (index: SearchIndex) => Promise<T>): Promise<T> {
    if (isClosed) throw new Error("The search index is closed");
    running ??= startThread(options, {
      onEnd(ended) {
        if (ended === running) running = undefined;
      },
    });
    return await running.ask(work);
  }

  return {
    watermark: (owner) => ask((index) => index.watermark(owner)),
    apply: (owner, step) => ask((index) => index.apply(owner, step)),
    follow: (userId, options) => ask(async (index) => await index.follow?.(userId, options)),
    reset: (owner, watermark) => ask((index) => index.reset(owner, watermark)),
    owners: () => ask((index) => index.owners()),
    find: (owner, request) => ask((index) => index.find(owner, request)),
    remove: (owner) => ask((index) => index.remove(owner)),
    check: () => ask((index) => index.check()),
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
  { directory, journals, onDamage = () => {}, module = WORKER, silentMs }: SqliteThreadOptions,
  { onEnd }: { onEnd: (ended: Thread) => void },
): Thread {
  const worker = new Worker(module, { workerData: { directory, journals }, resourceLimits: HEAP });
  const events: ThreadEvents = { onDamage };
  const calls = createBirpc<ThreadCalls, ThreadEvents>(events, {
    post: (message) => worker.postMessage(message),
    on: (listener) => worker.on("message", listener),
    // Whoever asks knows how long to wait.
    timeout: -1,
  });
  let underWay = 0;
  let unwatch = () => {};
  const thread: Thread = {
    async ask(work) {
      if (underWay++ === 0) unwatch = watchPulse(calls.ping, { silentMs, onSilence });
      try {
        return await work(calls);
      } finally {
        if (--underWay === 0) unwatch();
      }
    },
    async stop() {
      const timer = new AbortController();
      const closed = calls.close().catch(() => {});
      const late = setTimeout(CLOSE_LIMIT_MS, undefined, timer).catch(() => {});
      await Promise.race([closed, late]);
      timer.abort();
      onDeath();
      await worker.terminate();
    },
  };
  function onDeath(): void {
    calls.$close(new Error("The thread of the search index has ended"));
    onEnd(thread);
  }
  function onSilence(): void {
    onDamage(new Error("The thread of the search index was silent: it is started again"));
    onDeath();
    void worker.terminate();
  }
  worker.on("error", onDamage);
  worker.on("exit", onDeath);
  return thread;
}
