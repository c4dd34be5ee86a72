import { setImmediate } from "node:timers/promises";
import { FormatError } from "../formats/errors.ts";
import { BeingErasedError, type Journal, JournalError } from "../journal/mod.ts";
import { ReadOnlyError } from "../kv/read_only.ts";
import type { Log } from "../log.ts";
import { isAnswering, untilAnswered } from "../http/requests_under_way.ts";
import type { Pacer } from "../search/pacer.ts";
import { DAY_MS, HOUR_MS } from "../time.ts";
import { type HeldJob, JobLostError, type Jobs } from "./jobs.ts";
import { type ImportJob, isWork, type LeftOut } from "./model.ts";
import { type Source, UnknownFileError } from "./sources/source.ts";
import type { Uploads } from "./uploads.ts";

export interface WorkerOptions {
  jobs: Jobs;
  uploads: Uploads;
  journalOf(userId: string): Journal;
  log: Log;
  /** Milliseconds since the epoch. */
  now: () => number;
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

/** A process that says nothing for so long is dead, and another one takes its work. */
export const LEASE_MS = 20_000;

/** Work of other processes is looked for so often. */
const INTERVAL_MS = 5_000;

/** People whose journals come in at once; others wait, so that requests do not. */
const MAX_AT_ONCE = 2;

/** A file that no process has found for so long is gone with its machine. */
const LOST_AFTER_MS = HOUR_MS;

/** As long as work goes on that nobody waits for. */
const SLICE_MS = 2;

/** So often something may go wrong that is not the file's fault. */
const MAX_FAILURES = 5;

/** Loaded with the first job: they know the formats of all files. */
const loadSteps = () => import("./steps.ts");

/** Returns a worker that looks by itself, too. */
export function startWorker(options: WorkerOptions): Worker {
  const { jobs, uploads, journalOf, log, now } = options;
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
      const work = run(held, AbortSignal.any([stop.signal, end.signal]))
        .finally(() => running.delete(job.userId));
      running.set(job.userId, { work, stop });
    }
  }

  async function forget(held: HeldJob): Promise<void> {
    await jobs.drop(held).catch(() => {});
    await uploads.remove(held.job.upload);
  }

  /** Does one job to its end. What fails is logged, and tried again unless it can never work. */
  async function run(held: HeldJob, signal: AbortSignal): Promise<void> {
    const { job } = held;
    let current = held;
    let source: Source | undefined;
    const save = async (next: ImportJob, told: readonly LeftOut[] = []) => {
      const lease = { by: me, until: now() + LEASE_MS };
      current = await jobs.save(current, { ...next, lease, touchedAt: now() }, told);
      return current.job;
    };
    try {
      if (job.state !== "undoing" && await uploads.sizeOf(job.upload) === undefined) {
        return await giveUpLost(held);
      }
      const { look, openSource, take, undo } = await loadSteps();
      const taken = await save(job);
      const journal = journalOf(job.userId);
      const shared = { journal, pacer: turns(), signal };
      if (job.state === "undoing") {
        const undone = await undo(taken, { ...shared, save });
        await jobs.end(current, { ...undone, state: "undone", finishedAt: now() });
        return;
      }
      const { timeZone } = job.choices ?? {};
      const options = { journal, timeZone, name: job.name, mapping: job.mapping };
      source = await openSource(await uploads.pathOf(job.upload), options);
      if (job.state === "waiting") {
        const found = await look(source, shared);
        const { table } = source;
        await save({
          ...{ ...taken, state: "ready", look: found.look, total: found.look.entries },
          ...{ table, mapping: table?.mapping },
        }, found.leftOut);
        return;
      }
      const done = await take(source, taken, { ...shared, save });
      await jobs.end(current, { ...done, state: "done", finishedAt: now() });
      await uploads.remove(job.upload);
      log.info("import", { outcome: "done" });
    } catch (error) {
      if (signal.aborted || error instanceof JobLostError) return;
      if (error instanceof BeingErasedError) return;
      const problem = problemOf(error) ?? afterTooMany(job.id);
      if (problemOf(error) === undefined) log.error("import", error);
      if (problem === undefined) return;
      await fail(current, problem).catch((lost) => log.error("import", lost));
    } finally {
      await source?.close();
    }
  }

  function afterTooMany(id: string): string | undefined {
    const count = (failures.get(id) ?? 0) + 1;
    failures.set(id, count);
    if (count < MAX_FAILURES) return undefined;
    failures.delete(id);
    return "Something went wrong here, and again when it was tried once more";
  }

  /** Its file may be on another machine, whose process is only slow. */
  async function giveUpLost(held: HeldJob): Promise<void> {
    if (now() - held.job.touchedAt < LOST_AFTER_MS) return;
    await fail(held, "The file is not on this server any more. Give it once more");
  }

  async function fail(held: HeldJob, problem: string): Promise<void> {
    await jobs.end(held, { ...held.job, state: "failed", problem, finishedAt: now() });
    await uploads.remove(held.job.upload);
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

/**
 * Everybody else has a turn after some milliseconds of work, and is answered to the end: each answer
 * takes several turns. Where nobody asks, a turn costs next to nothing.
 */
function turns(): Pacer {
  let since = performance.now();
  return {
    async pause() {
      if (!isAnswering() && performance.now() - since < SLICE_MS) return;
      await setImmediate();
      await untilAnswered();
      since = performance.now();
    },
  };
}

/** Nobody has gone on with it for a day, and nothing was imported. */
function isForgotten({ state, touchedAt }: ImportJob, now: number): boolean {
  return (state === "uploading" || state === "ready") && now - touchedAt > DAY_MS;
}

/** What can never work, as a sentence; undefined for what is tried again. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof UnknownFileError) return error.message;
  if (error instanceof FormatError) return `${error.message}. ${error.advice}`;
  if (error instanceof ReadOnlyError) return undefined;
  if (error instanceof JournalError && error.code !== "busy") {
    return error.advice ? `${error.message}. ${error.advice}` : error.message;
  }
  return undefined;
}
