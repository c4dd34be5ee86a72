import type { Write } from "../../kv/recorded_write.ts";
import type { Context } from "./context.ts";
import { commitInGroup } from "./commit_group.ts";
import { BeingErasedError, BusyError } from "../errors.ts";
import { inTurn } from "../../turns.ts";

export type { Write };

/** What an operation answers once `write` is committed; without `write` there is nothing to do. */
export interface Plan<T> {
  result: T;
  write?: Write;
  /** Called with the versionstamp of the commit. */
  onCommit?(versionstamp: string): void;
}

const MAX_ATTEMPTS = 50;

export interface TransactOptions {
  /**
   * Whether it only adds an entry: then it does not wait for others that do, and may be committed with
   * them. Its plan can be made while they are written.
   */
  isNewEntry?: boolean;
}

/**
 * Reads, decides and writes as one: `plan` is made anew whenever another writer changed what it
 * had read. Throws what `plan` throws, with nothing written, BeingErasedError once the erasure of
 * the user has begun, in whatever process, or BusyError after 50 attempts.
 */
export function transact<T>(
  context: Context,
  plan: () => Promise<Plan<T>>,
  { isNewEntry: isShared = false }: TransactOptions = {},
): Promise<T> {
  const { store, userId, keys } = context;
  // Checked with the write itself: no clock and no other process can get in between.
  const notErased = { key: keys.erasure(), versionstamp: null };
  return inTurn({ scope: store, name: userId, isShared }, async () => {
    for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts++) {
      const { result, write, onCommit } = await plan();
      if (write === undefined) return result;
      const fenced: Write = (operation) => write(operation).check(notErased);
      const written = await commitInGroup(store, { userId, keys, write: fenced });
      if (written.ok) {
        onCommit?.(written.versionstamp);
        context.onWrite?.(userId);
        return result;
      }
      if ((await store.read.get(notErased.key)).value !== null) {
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
