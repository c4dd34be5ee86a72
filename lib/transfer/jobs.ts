import { erasureKey } from "../journal/mod.ts";
import { commit, removeAll, type RemoveOptions, type Store } from "../kv/store.ts";
import { DAY_MS } from "../time.ts";
import { type ImportJob, type LeftOut, TOLD_AT_ONCE } from "./model.ts";

/**
 * | key                                    | value                                             |
 * | -------------------------------------- | ------------------------------------------------- |
 * | `import_job, <user>`                   | `ImportJob`: the one that is under way            |
 * | `import_past, <user>, <id>`            | `ImportJob`: one that has ended; 30 days          |
 * | `import_told, <user>, <id>, <n>`       | `LeftOut[]`: 100 of what it left out; 30 days     |
 */
const CURRENT = "import_job";
const PAST = "import_past";
const TOLD = "import_told";

/** As long as an import can be undone, and a day more. */
const KEPT_MS = 31 * DAY_MS;

/** A job with the row that it was read from, so that nobody else's change is overwritten. */
export interface HeldJob {
  readonly job: ImportJob;
  readonly versionstamp: string;
}

/** Somebody else has changed or ended the job meanwhile. */
export class JobLostError extends Error {
  override name = "JobLostError";
}

/** The imports of all people, in KV. */
export interface Jobs {
  current(userId: string): Promise<HeldJob | undefined>;
  /** All that are under way, of everybody. */
  list(): Promise<HeldJob[]>;
  /**
   * Writes a job that is under way, with more to tell. Throws JobLostError, with nothing written, if
   * it is another one by now, or the person's data is being deleted.
   *
   * @param before absent for a new one, which throws while there is another
   */
  save(before: HeldJob | undefined, job: ImportJob, told?: readonly LeftOut[]): Promise<HeldJob>;
  /** Ends a job: it is among the past ones from then on. Throws JobLostError. */
  end(before: HeldJob, job: ImportJob, told?: readonly LeftOut[]): Promise<void>;
  /** Forgets a job of which nothing was imported. Throws JobLostError. */
  drop(before: HeldJob): Promise<void>;
  /** Those that have ended, the newest first. */
  past(userId: string): Promise<ImportJob[]>;
  /** One page of what is told of a job, from 0. */
  told(userId: string, page: { id: string; page: number }): Promise<LeftOut[]>;
  /** Removes all of a person and returns how much that was. */
  erase(userId: string, options: RemoveOptions): Promise<number>;
}

/** Opens the jobs of `store`. */
export function openJobs(store: Store): Jobs {
  const part = (userId: string) => erasureKey(userId)[1];
  const keyOf = (userId: string) => [CURRENT, part(userId)];

  async function write(
    { userId }: ImportJob,
    build: (operation: Deno.AtomicOperation) => Deno.AtomicOperation,
  ): Promise<string> {
    const written = await commit(
      store,
      (operation) => build(operation).check({ key: erasureKey(userId), versionstamp: null }),
    );
    if (!written.ok) throw new JobLostError("The import is another one by now");
    return written.versionstamp;
  }

  /** Rows of what is told are full but for the last: `told` is how many there are before. */
  async function tell(job: ImportJob, before: number, more: readonly LeftOut[]) {
    const first = Math.floor(before / TOLD_AT_ONCE);
    const row = (n: number) => [TOLD, part(job.userId), job.id, n];
    const begun = before % TOLD_AT_ONCE > 0
      ? (await store.write.get<LeftOut[]>(row(first))).value ?? []
      : [];
    const all = [...begun.slice(0, before % TOLD_AT_ONCE), ...more];
    return (operation: Deno.AtomicOperation) => {
      for (let n = 0; n * TOLD_AT_ONCE < all.length && more.length > 0; n++) {
        const some = all.slice(n * TOLD_AT_ONCE, (n + 1) * TOLD_AT_ONCE);
        operation.set(row(first + n), some, { expireIn: KEPT_MS });
      }
      return operation;
    };
  }

  return {
    async current(userId) {
      const { value, versionstamp } = await store.write.get<ImportJob>(keyOf(userId));
      return value === null ? undefined : { job: value, versionstamp };
    },
    async list() {
      const rows = await Array.fromAsync(store.read.list<ImportJob>({ prefix: [CURRENT] }));
      return rows.map(({ value, versionstamp }) => ({ job: value, versionstamp }));
    },
    async save(before, job, more = []) {
      const key = keyOf(job.userId);
      const next = { ...job, told: job.told + more.length };
      const told = await tell(job, job.told, more);
      const versionstamp = await write(
        job,
        (operation) =>
          told(operation).check({ key, versionstamp: before?.versionstamp ?? null }).set(key, next),
      );
      return { job: next, versionstamp };
    },
    async end({ versionstamp }, { lease: _, ...job }, more = []) {
      const key = keyOf(job.userId);
      const next = { ...job, told: job.told + more.length };
      const told = await tell(job, job.told, more);
      await write(job, (operation) =>
        told(operation).check({ key, versionstamp }).delete(key)
          .set([PAST, part(job.userId), job.id], next, { expireIn: KEPT_MS }));
    },
    async drop({ job, versionstamp }) {
      const key = keyOf(job.userId);
      await write(job, (operation) => operation.check({ key, versionstamp }).delete(key));
      await removeAll(store, [TOLD, part(job.userId), job.id]);
    },
    async past(userId) {
      const selector = { prefix: [PAST, part(userId)] };
      const rows = await Array.fromAsync(store.read.list<ImportJob>(selector, { reverse: true }));
      return rows.map(({ value }) => value);
    },
    async told(userId, { id, page }) {
      const { value } = await store.read.get<LeftOut[]>([TOLD, part(userId), id, page]);
      return value ?? [];
    },
    async erase(userId, options) {
      let removed = 0;
      for (const kind of [CURRENT, PAST, TOLD]) {
        removed += await removeAll(store, [kind, part(userId)], options);
      }
      const key = keyOf(userId);
      if ((await store.write.get(key)).value === null) return removed;
      await commit(store, (operation) => operation.delete(key));
      return removed + 1;
    },
  };
}
