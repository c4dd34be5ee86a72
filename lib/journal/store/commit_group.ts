import {
  fitsCommit,
  record,
  type RecordedWrite,
  type Write,
  writeAll,
} from "../../kv/recorded_write.ts";
import { commit, type Store } from "../../kv/store.ts";
import { shareChange } from "./change_row.ts";
import type { Keys } from "./keys.ts";

type Result = Deno.KvCommitResult | Deno.KvCommitError;

/** A write that is to be committed, at once or with others. Two of a person at once only add entries. */
export interface Member {
  userId: string;
  keys: Keys;
  write: Write;
}

interface Waiting extends Member {
  recorded: RecordedWrite;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

const MAX_MEMBERS = 50;

/** Deno KV takes a hundred checks in a commit, KV Connect ten. */
const MAX_CHECKS = { local: 90, remote: 10 };

/** The writes that wait while a commit is under way; nothing where none is. */
const waitingOf = new WeakMap<Store, Map<string, Waiting[]>>();

/**
 * Commits a write and returns what `commit` returns. While a commit is under way it waits, and is then
 * written in one with those that wait, too: that costs the disk as much as one of them. If a check of
 * one of them fails, each is committed by itself, so nobody else's write fails with it. Over a network
 * only writes of one person wait for each other.
 */
export async function commitInGroup(store: Store, member: Member): Promise<Result> {
  const all = waitingOf.get(store) ?? new Map<string, Waiting[]>();
  waitingOf.set(store, all);
  const name = store.isRemote ? member.userId : "";
  const waiting = all.get(name);
  if (waiting) {
    const recorded = record(member.write);
    return await new Promise((resolve, reject) =>
      waiting.push({ ...member, recorded, resolve, reject })
    );
  }
  const next: Waiting[] = [];
  all.set(name, next);
  try {
    return await commit(store, member.write);
  } finally {
    void commitNext();
  }

  async function commitNext(): Promise<void> {
    while (next.length > 0) await commitGroup(store, takeGroup(next, store));
    // At once: who comes in between would wait for nobody.
    all.delete(name);
  }
}

/** Takes as many from the beginning as can be in one commit, at least one. */
function takeGroup(waiting: Waiting[], { isRemote }: Store): Waiting[] {
  const checks = new Set<string>();
  const written = new Set<string>();
  const fits = ({ recorded }: Waiting, n: number): boolean => {
    const own = recorded.mutations.filter(({ kind }) => kind === "check");
    // The checks of a commit are made before anything is written: this one would not see that.
    if (own.some(({ name }) => written.has(name))) return false;
    for (const { name } of own) checks.add(name);
    if (checks.size > MAX_CHECKS[isRemote ? "remote" : "local"]) return false;
    if (!fitsCommit(waiting.slice(0, n + 1).map(({ recorded }) => recorded))) return false;
    for (const { kind, name } of recorded.mutations) if (kind !== "check") written.add(name);
    return true;
  };
  const end = waiting.findIndex((each, n) => n === MAX_MEMBERS || !fits(each, n));
  return waiting.splice(0, end < 0 ? waiting.length : Math.max(1, end));
}

async function commitGroup(store: Store, group: readonly Waiting[]): Promise<void> {
  try {
    const result = group.length === 1
      ? undefined
      : await commit(store, (operation) => writeAll(operation, joined(group)));
    if (result?.ok) return group.forEach(({ resolve }) => resolve(result));
  } catch (error) {
    // Whether it was written may be unknown: nothing is written again.
    return group.forEach(({ reject }) => reject(error));
  }
  await Promise.all(
    group.map(({ write, resolve, reject }) => commit(store, write).then(resolve, reject)),
  );
}

/** What the members write, where those of one person share a change row. */
function joined(group: readonly Waiting[]): RecordedWrite[] {
  return [...Map.groupBy(group, ({ userId }) => userId).values()].flatMap((own) => {
    const writes = own.map(({ recorded }) => recorded);
    return writes.length === 1 ? writes : shareChange(own[0].keys, writes);
  });
}
