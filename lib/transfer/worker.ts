import type { Log } from "../log.ts";
import { DAY_MS } from "../time.ts";
import type { HeldJob } from "./jobs.ts";
import { type ImportJob, isWork } from "./model.ts";
import { failJob, type JobParts, type RunJob } from "./job_parts.ts";

export interface WorkerOptions extends Pick<JobParts, "jobs" | "uploads" | "now"> {
  /** What does a job, in whatever thread. */
  run: RunJob;
  log: Log;
}

/** Goes on with imports, whoever began them. */
export interface Worker {
  /** Looks for work now; returns once what was found is done. */
  work(): Promise<void>;
  /** Stops an import of this process between two entries. */
  stop(userId: string): void;
  /** Stops at the next entry. Whoever opens the same store goes on. */
  close(): Promise<void>;
}

/** Work of other processes is looked for so often. */
const INTERVAL_MS = 5_000;

/** People whose journals come in at once; others wait, so that requests do not. */
const MAX_AT_ONCE = 2;

/** So often something may go wrong that is not the file's fault. */
const MAX_FAILURES = 5;
const TRIED_ENOUGH = "Something went wrong here, and again when it was tried once more";

/** Returns a worker that looks by itself, too. */
export function startWorker(options: WorkerOptions): Worker {
  const { jobs, uploads, log, now } = options;
  const me = crypto.randomUUID();
  const end = new AbortController();
  /** How often each job has failed for a reason that may go away. */
  const failures = new Map<string, number>();
  const running = new Map<string, { work: Promise<void>; stop: AbortController }>();

  async function workOnce(): Promise<void> {
    const all = await jobs.list();
    await uploads.sweep(new Set(all.map(({ job }) => job.upload)), now());
    for (const held of all) {
      const { job } = held;
      if (isForgotten(job, now())) await forget(held);
      if (end.signal.aborted || running.size >= MAX_AT_ONCE) return;
      if (!isWork(job) || running.has(job.userId)) continue;
      // One of ours that is not running was left by an error.
      if (job.lease && job.lease.by !== me && job.lease.until > now()) continue;
      const stop = new AbortController();
      const work = runLogged(held, AbortSignal.any([stop.signal, end.signal]))
        .finally(() => running.delete(job.userId));
      running.set(job.userId, { work, stop });
    }
  }

  async function forget(held: HeldJob): Promise<void> {
    await jobs.drop(held).catch(() => {});
    await uploads.remove(held.job.upload);
  }

  /** Does one job. What fails is logged, and tried again unless it can never work. */
  async function runLogged(held: HeldJob, signal: AbortSignal): Promise<void> {
    const { id, userId } = held.job;
    try {
      const outcome = await options.run(held, { by: me, signal });
      if (outcome) log.info("import", { outcome });
    } catch (error) {
      if (signal.aborted) return;
      log.error("import", error);
      if (isEnough(id)) await giveUp(userId, id).catch((lost) => log.error("import", lost));
    }
  }

  function isEnough(id: string): boolean {
    const count = (failures.get(id) ?? 0) + 1;
    failures.set(id, count);
    if (count < MAX_FAILURES) return false;
    failures.delete(id);
    return true;
  }

  /** It has gone on meanwhile, so it is looked up again. */
  async function giveUp(userId: string, id: string): Promise<void> {
    const held = await jobs.current(userId);
    if (held?.job.id !== id) return;
    await failJob(held, TRIED_ENOUGH, options);
    log.info("import", { outcome: "failed" });
  }

  async function work(): Promise<void> {
    if (end.signal.aborted) return;
    try {
      await workOnce();
    } catch (error) {
      log.error("import", error);
    }
    await Promise.all([...running.values()].map(({ work }) => work));
  }

  const timer = setInterval(work, INTERVAL_MS);
  Deno.unrefTimer(timer);
  void work();

  return {
    work,
    stop: (userId) => running.get(userId)?.stop.abort(),
    async close() {
      clearInterval(timer);
      end.abort();
      await Promise.allSettled([...running.values()].map(({ work }) => work));
    },
  };
}

/** Nobody has gone on with it for a day, and nothing was imported. */
function isForgotten({ state, touchedAt }: ImportJob, now: number): boolean {
  return (state === "uploading" || state === "ready") && now - touchedAt > DAY_MS;
}
