import { erasureKey } from "../journal/mod.ts";
import { commit, type Store } from "../kv/store.ts";

/** Whose data is to end. */
export interface Erased {
  /** Names them in our storage. */
  readonly userId: string;
  /** Names them at the authorization server. */
  readonly subject: string;
  /** Their address, if the account is kept here: it is looked for once the account is gone. */
  readonly email?: string;
}

/** An erasure that is under way, as it is stored. It is the last thing that goes. */
export interface Job extends Erased {
  /** Tells two erasures of the same person apart. */
  readonly id: string;
  /** When it was asked for, in milliseconds. */
  readonly since: number;
  /** When all had been removed for the first time, in milliseconds: nobody is let in since then. */
  readonly emptiedAt?: number;
}

/** A part of the server that keeps something of people. */
export interface DataStore {
  /**
   * Removes what is kept of a person and returns how much that was: 0 once there is nothing. It can
   * be interrupted, repeated, and done by several processes at once.
   */
  erase(job: Job, options: EraseOptions): Promise<number>;
}

/** How a data store is to go on. */
export interface EraseOptions {
  /** Ends it at its next step. */
  signal: AbortSignal;
  /** Waited for after each step: whoever is being answered goes first. */
  pause: () => Promise<void>;
}

/** Writes an erasure down, unless one of the same person is under way, and returns it. */
export async function beginJob(store: Store, erased: Erased, since: number): Promise<Job> {
  const key = erasureKey(erased.userId);
  for (;;) {
    const entry = await store.write.get<Job>(key);
    if (entry.value !== null) return entry.value;
    const job: Job = { ...erased, id: crypto.randomUUID(), since };
    if ((await commit(store, (operation) => operation.check(entry).set(key, job))).ok) return job;
  }
}

/** All erasures that are under way. */
export async function listJobs(store: Store): Promise<Job[]> {
  const rows = await Array.fromAsync(store.read.list<Job>({ prefix: ["erasure"] }));
  return rows.map(({ value }) => value);
}

/** Writes down that all has been removed once, unless another process has. */
export async function markEmptied(store: Store, job: Job, emptiedAt: number): Promise<void> {
  const entry = await findJob(store, job);
  if (!entry || entry.value.emptiedAt !== undefined) return;
  const value: Job = { ...entry.value, emptiedAt };
  await commit(store, (operation) => operation.check(entry).set(entry.key, value));
}

/** Forgets an erasure that is done. */
export async function endJob(store: Store, job: Job): Promise<void> {
  const entry = await findJob(store, job);
  if (entry) await commit(store, (operation) => operation.check(entry).delete(entry.key));
}

/** Another process may have ended it, and the person may have asked for another one since. */
async function findJob(store: Store, { userId, id }: Job): Promise<Deno.KvEntry<Job> | undefined> {
  const entry = await store.write.get<Job>(erasureKey(userId));
  return entry.value !== null && entry.value.id === id ? entry : undefined;
}
