import type { Store } from "../kv/store.ts";
import { type Job, listJobs } from "./job.ts";

/** What this process knows of erasures that are under way, whoever began them. */
export interface JobWatch {
  /** Whether one of this person is, as of a second ago at most. */
  isUnderWay(userId: string): Promise<boolean>;
  /** Adds one that this process has just begun. */
  add(job: Job): void;
  /** Looks, and returns all. */
  refresh(): Promise<Job[]>;
}

/** One read a second serves all requests; commits are checked by the database itself. */
const MAX_AGE_MS = 1_000;

/** Returns a watch that calls `onBegun` for every erasure that it learns of. */
export function watchJobs(store: Store, { onBegun }: { onBegun: () => void }): JobWatch {
  let known = new Map<string, Job>();
  let lookedAt = -Infinity;
  let looking: Promise<Job[]> | undefined;

  async function look(): Promise<Job[]> {
    const before = known;
    const jobs = await listJobs(store);
    // One that was begun here meanwhile need not be in the list yet.
    const begun = [...known.values()].filter(({ userId }) => !before.has(userId));
    const isNew = jobs.some(({ id, userId }) => known.get(userId)?.id !== id);
    known = new Map([...jobs, ...begun].map((job) => [job.userId, job]));
    lookedAt = performance.now();
    if (isNew) onBegun();
    return jobs;
  }

  function refresh(): Promise<Job[]> {
    return looking ??= look().finally(() => looking = undefined);
  }

  return {
    async isUnderWay(userId) {
      if (performance.now() - lookedAt > MAX_AGE_MS) await refresh();
      return known.has(userId);
    },
    add(job) {
      known = new Map(known).set(job.userId, job);
      onBegun();
    },
    refresh,
  };
}
