import type { Journal } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import { type HeldJob, type Jobs, openJobs } from "./jobs.ts";
import { openUploads, type Uploads } from "./uploads.ts";

/** What jobs are done with. */
export interface JobParts {
  jobs: Jobs;
  uploads: Uploads;
  journalOf(userId: string): Journal;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Who does a job. */
export interface JobRun {
  /** The name of the process, for the lease. */
  by: string;
  /** Ends it between two entries. */
  signal: AbortSignal;
}

/** How a job has ended; undefined where there is more to come, or somebody else has it. */
export type JobEnd = "done" | "failed" | undefined;

/** Does one job as far as it goes. Rejects with what may go away by itself. */
export type RunJob = (held: HeldJob, run: JobRun) => Promise<JobEnd>;

export interface JobPartsOptions {
  store: Store;
  /** Where uploads are kept; in a directory that ends with the process unless given. */
  directory?: string;
  maxBytes: number;
  /** The journal of a person, private entries too. */
  journalOf(userId: string): Journal;
  now: () => number;
}

/** Opens what the imports of `store` are done with. */
export function openJobParts(
  { store, journalOf, now, ...files }: JobPartsOptions,
): JobParts {
  return { jobs: openJobs(store), uploads: openUploads(files), journalOf, now };
}

/** Ends a job that can never work, with a sentence for its person. */
export async function failJob(
  held: HeldJob,
  problem: string,
  { jobs, uploads, now }: Pick<JobParts, "jobs" | "uploads" | "now">,
): Promise<"failed"> {
  await jobs.end(held, { ...held.job, state: "failed", problem, finishedAt: now() });
  await uploads.remove(held.job.upload);
  return "failed";
}
