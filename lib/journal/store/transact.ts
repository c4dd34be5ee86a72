import { commit } from "../../kv/store.ts";
import type { Context } from "./context.ts";
import { BeingErasedError, BusyError } from "../errors.ts";
import { inTurn } from "../../turns.ts";

/** Adds checks and mutations to a commit. It can be called more than once. */
export type Write = (operation: Deno.AtomicOperation) => Deno.AtomicOperation;

/** What an operation answers once `write` is committed; without `write` there is nothing to do. */
export interface Plan<T> {
  result: T;
  write?: Write;
  /** Called with the versionstamp of the commit. */
  onCommit?(versionstamp: string): void;
}

const MAX_ATTEMPTS = 50;

/**
 * Reads, decides and writes as one: `plan` is made anew whenever another writer changed what it
 * had read. Throws what `plan` throws, with nothing written, BeingErasedError once the erasure of
 * the user has begun, in whatever process, or BusyError after 50 attempts.
 */
export function transact<T>(context: Context, plan: () => Promise<Plan<T>>): Promise<T> {
  // Checked with the write itself: no clock and no other process can get in between.
  const notErased = { key: context.keys.erasure(), versionstamp: null };
  return inTurn({ scope: context.store, name: context.userId }, async () => {
    for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts++) {
      const { result, write, onCommit } = await plan();
      if (write === undefined) return result;
      const fenced: Write = (operation) => write(operation).check(notErased);
      const written = await commit(context.store, fenced);
      if (written.ok) {
        onCommit?.(written.versionstamp);
        context.onWrite?.(context.userId);
        return result;
      }
      if ((await context.store.read.get(notErased.key)).value !== null) {
        throw new BeingErasedError();
      }
      await pause(Math.random() * Math.min(50, 2 ** attempts));
    }
    throw new BusyError();
  });
}

/** Conflicts come from other processes only; a random pause keeps two from staying in step. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
