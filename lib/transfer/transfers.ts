import { ulid } from "ulid";
import type { CsvMapping } from "../formats/mod.ts";
import { UNDO_DAYS } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import { once } from "../later.ts";
import type { Log } from "../log.ts";
import { DAY_MS } from "../time.ts";
import { type HeldJob, JobLostError, type Jobs, openJobs } from "./jobs.ts";
import type { ImportChoices, ImportJob, LeftOut } from "./model.ts";
import { type JobParts, type JobPartsOptions, openJobParts, type RunJob } from "./job_parts.ts";
import type { JobThread, JobThreadOptions } from "./thread/job_thread.ts";
import { openUploads, type Uploads } from "./uploads.ts";
import { startWorker, type Worker } from "./worker.ts";

/** Something that cannot be done now, as a sentence for the person, without a full stop. */
export class TransferError extends Error {
  override name = "TransferError";
}

/** The imports of one person. */
export interface PersonTransfers {
  /** The one that is under way. */
  current(): Promise<ImportJob | undefined>;
  /** The one that is under way, or the last one of the last 30 days. */
  latest(): Promise<ImportJob | undefined>;
  /** Those of the last 30 days that have ended, the newest first. */
  past(): Promise<ImportJob[]>;
  /** One of them, or the one that is under way. */
  find(id: string): Promise<ImportJob | undefined>;
  /** A page of what was left out, from 0. */
  told(id: string, page: number): Promise<LeftOut[]>;
  /** Takes a file as a whole. Throws UploadTooLargeError, and TransferError during another import. */
  receive(file: AsyncIterable<Uint8Array>, name: string): Promise<void>;
  /** Begins a file that comes in parts, in the place of one that is not complete. Throws likewise. */
  beginUpload(file: { name: string; size: number }): Promise<ImportJob>;
  /** Says that all parts are there. */
  endUpload(): Promise<void>;
  /** Looks at a table once more, with other columns. Throws TransferError if there is none. */
  mapColumns(mapping: Partial<CsvMapping>): Promise<void>;
  /** Imports the file that was looked at. Throws TransferError if there is none. */
  begin(choices: ImportChoices): Promise<void>;
  /** Ends what is under way. What is imported by then stays, and can be undone. */
  cancel(): Promise<void>;
  /** Undoes an import of the last 30 days. Throws TransferError if it cannot be undone. */
  undo(id: string): Promise<void>;
}

/** All that comes in. */
export interface Transfers {
  readonly uploads: Uploads;
  forUser(userId: string): PersonTransfers;
  /** Goes on with every import as far as it goes now. */
  work(): Promise<void>;
  /** Removes all of a person and returns how much that was. */
  erase(userId: string, options: { signal: AbortSignal }): Promise<number>;
  close(): Promise<void>;
}

export interface TransfersOptions extends JobPartsOptions {
  log: Log;
  /** The thread in which files are imported; the one of requests unless given. */
  thread?: JobThreadOptions;
}

/** Opens the imports of `store` and goes on with those that are under way. */
export function openTransfers(options: TransfersOptions): Transfers {
  const parts = openJobParts(options);
  const { jobs, uploads } = parts;
  const thread = options.thread && jobThread(options.thread);
  const worker = startWorker({ ...parts, log: options.log, run: thread?.run ?? runHere(parts) });
  return {
    uploads,
    forUser: (userId) => transfersOf(userId, { ...options, jobs, uploads, worker }),
    work: worker.work,
    async erase(userId, options) {
      worker.stop(userId);
      return await eraseAll(userId, { jobs, uploads, ...options });
    },
    async close() {
      await worker.close();
      await thread?.[Symbol.asyncDispose]();
      await uploads.close();
    },
  };
}

/** A thread costs nothing before the first file. */
function jobThread(options: JobThreadOptions): JobThread {
  let isOpen = false;
  const opened = once(async () => {
    const { openJobThread } = await import("./thread/job_thread.ts");
    isOpen = true;
    return openJobThread(options);
  });
  return {
    run: async (held, run) => await (await opened()).run(held, run),
    async [Symbol.asyncDispose]() {
      if (isOpen) await (await opened())[Symbol.asyncDispose]();
    },
  };
}

/** What reads files is loaded with the first one. */
function runHere(parts: JobParts): RunJob {
  const runner = once(async () => (await import("./run/run_job.ts")).jobRunner(parts));
  return async (held, run) => await (await runner())(held, run);
}

/** Removes what is kept of a person's imports where no server runs: for scripts. */
export function eraserOf(
  { store, directory }: { store: Store; directory?: string },
): Pick<Transfers, "erase"> {
  const jobs = openJobs(store);
  const uploads = openUploads({ directory, maxBytes: 0 });
  return { erase: (userId, { signal }) => eraseAll(userId, { jobs, uploads, signal }) };
}

async function eraseAll(
  userId: string,
  { jobs, uploads, signal }: Pick<Parts, "jobs" | "uploads"> & { signal: AbortSignal },
): Promise<number> {
  return await jobs.erase(userId, { signal }) + await uploads.eraseOf(userId);
}

interface Parts {
  jobs: Jobs;
  uploads: Uploads;
  worker: Worker;
  now: () => number;
}

/** Whether the undo of an import is offered now. */
export function canBeUndone(
  { state, finishedAt = 0, created, updated }: ImportJob,
  now: number,
): boolean {
  return (state === "done" || state === "failed") && created + updated > 0 &&
    now < finishedAt + UNDO_DAYS * DAY_MS;
}

const BUSY = "An import of yours is under way. Wait until it ends, or stop it";

function transfersOf(userId: string, { jobs, uploads, worker, now }: Parts): PersonTransfers {
  const fresh = (upload: string, { name, size }: { name: string; size: number }): ImportJob => ({
    ...{ id: ulid(now()), userId, upload, size, name: name.slice(0, 200).toWellFormed() },
    ...{ createdAt: now(), touchedAt: now(), state: "uploading", pieces: 0, done: 0, total: 0 },
    ...{ created: 0, updated: 0, skipped: 0, failed: 0, told: 0 },
  });

  /** Makes room for another file: one that nothing was imported from gives way. */
  async function makeRoom(): Promise<void> {
    const held = await jobs.current(userId);
    if (held === undefined) return;
    if (held.job.state === "importing" || held.job.state === "undoing") {
      throw new TransferError(BUSY);
    }
    await drop(held);
  }

  async function drop(held: HeldJob): Promise<void> {
    worker.stop(userId);
    await lost(jobs.drop(held));
    await uploads.remove(held.job.upload);
  }

  async function past(): Promise<ImportJob[]> {
    const all = await jobs.past(userId);
    return all.filter(({ finishedAt = 0 }) => now() < finishedAt + UNDO_DAYS * DAY_MS);
  }

  return {
    current: async () => (await jobs.current(userId))?.job,
    latest: async () => (await jobs.current(userId))?.job ?? (await past())[0],
    past,
    async find(id) {
      const job = (await jobs.current(userId))?.job;
      return job?.id === id ? job : (await past()).find((each) => each.id === id);
    },
    told: (id, page) => jobs.told(userId, { id, page }),
    async receive(file, name) {
      await makeRoom();
      const upload = uploads.nameFor(userId);
      // Before the file, so that whoever deletes the person's data finds it.
      const held = await lost(jobs.save(undefined, fresh(upload, { name, size: 0 })));
      try {
        const size = await uploads.receive(upload, file);
        const job: ImportJob = { ...held.job, size, state: "waiting", touchedAt: now() };
        await lost(jobs.save(held, job));
      } catch (error) {
        await uploads.remove(upload);
        await jobs.drop(held).catch(() => {});
        throw error;
      }
      void worker.work();
    },
    async beginUpload(file) {
      await makeRoom();
      const job = fresh(uploads.nameFor(userId), file);
      return (await lost(jobs.save(undefined, job))).job;
    },
    async endUpload() {
      const held = await jobs.current(userId);
      if (held?.job.state !== "uploading") return;
      await lost(jobs.save(held, { ...held.job, state: "waiting", touchedAt: now() }));
      void worker.work();
    },
    async mapColumns(mapping) {
      const held = await jobs.current(userId);
      if (held?.job.state !== "ready" || !held.job.table) {
        throw new TransferError("There is no table to choose columns of");
      }
      const { lease: _, look: _look, table: _table, ...job } = held.job;
      const next: ImportJob = { ...job, mapping, state: "waiting", told: 0, touchedAt: now() };
      await lost(jobs.save(held, next));
      void worker.work();
    },
    async begin(choices) {
      const held = await jobs.current(userId);
      if (held?.job.state !== "ready") throw new TransferError("There is no file to import");
      const { lease: _, table, ...job } = held.job;
      if (table?.problem) throw new TransferError(table.problem);
      // The look has told what it found; the import tells what it did.
      const next: ImportJob = { ...job, choices, state: "importing", told: 0, touchedAt: now() };
      await lost(jobs.save(held, next));
      void worker.work();
    },
    async cancel() {
      const held = await jobs.current(userId);
      if (held === undefined) return;
      const { state } = held.job;
      if (state === "undoing") throw new TransferError("An undo goes on to its end");
      if (state !== "importing") return await drop(held);
      worker.stop(userId);
      const job: ImportJob = { ...held.job, state: "done", isStopped: true, finishedAt: now() };
      await endFirmly(held, job);
      await uploads.remove(held.job.upload);
    },
    async undo(id) {
      const job = (await past()).find((each) => each.id === id);
      if (!job || !canBeUndone(job, now())) {
        throw new TransferError("This import cannot be undone any more");
      }
      await makeRoom();
      const total = job.created + job.updated;
      const next: ImportJob = { ...job, state: "undoing", done: 0, total, touchedAt: now() };
      await lost(jobs.save(undefined, next));
      void worker.work();
    },
  };

  /** The worker may have gone on by a piece meanwhile. */
  async function endFirmly(held: HeldJob, job: ImportJob): Promise<void> {
    try {
      await jobs.end(held, job);
    } catch (error) {
      if (!(error instanceof JobLostError)) throw error;
      const again = await jobs.current(userId);
      if (again?.job.id !== job.id) return;
      const { state, isStopped, finishedAt } = job;
      await lost(jobs.end(again, { ...again.job, state, isStopped, finishedAt }));
    }
  }
}

/** What somebody else has changed meanwhile is a problem that a person can act on. */
async function lost<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof JobLostError)) throw error;
    throw new TransferError("Something else has just begun here. Look again", { cause: error });
  }
}
