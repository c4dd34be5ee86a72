import type { Store } from "../kv/store.ts";
import type { Log } from "../log.ts";
import { untilAnswered } from "../http/requests_under_way.ts";
import {
  beginJob,
  type DataStore,
  endJob,
  type Erased,
  type EraseOptions,
  type Job,
  markEmptied,
} from "./job.ts";
import { watchJobs } from "./watch_jobs.ts";

/** Ends what is kept of people. */
export interface Erasure {
  /**
   * Begins to remove everything of a person. Once this has returned, nothing of theirs can be
   * written any more, in any process; the rest is done by itself.
   */
  begin(erased: Erased): Promise<void>;

  /** Whether the person's data is being removed, as this process knows: a second late at most. */
  isUnderWay(userId: string): Promise<boolean>;

  /** Goes on with everything that is under way as far as it goes now; for tests and scripts. */
  work(): Promise<void>;

  /** Stops at the next step. Whoever opens the same store goes on. */
  close(): Promise<void>;
}

export interface ErasureOptions {
  store: Store;
  /** In the order in which they are erased: what lets somebody in comes first. */
  dataStores: readonly DataStore[];
  /** Called when this process has learnt of an erasure. */
  onBegun: () => void;
  /** Milliseconds from when all is removed to the last look, see settling_time.ts. */
  settleMs: number;
  log: Log;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** How often unfinished erasures are looked for, those of other processes as well. */
const INTERVAL_MS = 10_000;

/** If there still is something, the next turn looks again. */
const MAX_LOOKS = 3;

/** Opens the erasures of `store` and goes on with those that are unfinished. */
export function openErasure(options: ErasureOptions): Erasure {
  const { store, dataStores, settleMs, log, now, onBegun } = options;
  const stop = new AbortController();
  const how: EraseOptions = { signal: stop.signal, pause: untilAnswered };
  const watch = watchJobs(store, { onBegun });
  /** Those that this process has gone through once: its own caches and files are rid of them. */
  let passed = new Set<string>();
  let working: Promise<void> | undefined;

  /** Returns how much was there. */
  async function pass(job: Job): Promise<number> {
    let removed = 0;
    for (const data of dataStores) removed += await data.erase(job, how);
    return removed;
  }

  async function goOn(job: Job): Promise<void> {
    // Counted from then on, and not from the question: a server that was down lets nobody in.
    const isSettled = now() >= (job.emptiedAt ?? Infinity) + settleMs;
    if (passed.has(job.id) && !isSettled) return;
    let removed = await pass(job);
    passed.add(job.id);
    if (!isSettled) return await markEmptied(store, job, now());
    // Done is what was found empty after everything that could write had ended.
    for (let looks = 1; removed > 0 && looks < MAX_LOOKS; looks++) removed = await pass(job);
    if (removed > 0) return;
    await endJob(store, job);
    log.info("erasure", { outcome: "done" });
  }

  async function workOnce(): Promise<void> {
    const jobs = await watch.refresh();
    passed = passed.intersection(new Set(jobs.map(({ id }) => id)));
    for (const job of jobs) {
      try {
        await goOn(job);
      } catch (error) {
        if (stop.signal.aborted) return;
        // Tried again at the next turn. Others must not wait for it.
        log.error("erasure", error);
      }
    }
  }

  function work(): Promise<void> {
    if (stop.signal.aborted) return Promise.resolve();
    return working ??= workOnce()
      .catch((error) => log.error("erasure", error))
      .finally(() => working = undefined);
  }

  const timer = setInterval(work, INTERVAL_MS);
  Deno.unrefTimer(timer);
  work();

  return {
    async begin(erased) {
      const job = await beginJob(store, erased, now());
      watch.add(job);
      log.info("erasure", { outcome: "begun" });
      // What lets somebody in ends before the answer; if it fails, the next turn tries again.
      const [first] = dataStores;
      await first?.erase(job, how).catch((error) => log.error("erasure", error));
      (working ?? Promise.resolve()).then(work);
    },
    isUnderWay: watch.isUnderWay,
    async work() {
      await working;
      await work();
    },
    async close() {
      clearInterval(timer);
      stop.abort();
      await working;
    },
  };
}
