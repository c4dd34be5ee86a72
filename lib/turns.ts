import { BusyError } from "./bounded.ts";

/** Whose turn it is. */
export interface Turn {
  scope: object;
  name: string;
  /** How many others of the name may be at work or wait. */
  atMost?: number;
  /** Whether other work that is shared may be done at the same time. */
  isShared?: boolean;
}

/** What is at work or waits under one name. */
interface Line {
  last: Promise<unknown>;
  /** The last one without the shared work after it. */
  lastAlone: Promise<unknown>;
  length: number;
}

const linesOf = new WeakMap<object, Map<string, Line>>();

/**
 * Runs `work` after all earlier work of the same `name` in the same `scope`, and returns its
 * result. Writers of this process wait for each other instead of failing each other's checks. Shared
 * work waits only for what is not shared. Rejects with `BusyError` where `atMost` others of the name
 * are at work or wait.
 */
export async function inTurn<T>(
  { scope, name, atMost = Infinity, isShared = false }: Turn,
  work: () => Promise<T>,
): Promise<T> {
  const lines = linesOf.get(scope) ?? new Map<string, Line>();
  linesOf.set(scope, lines);
  const nothing = Promise.resolve();
  const line = lines.get(name) ?? { last: nothing, lastAlone: nothing, length: 0 };
  if (line.length >= atMost) throw new BusyError(`There are ${line.length} others in line`);
  lines.set(name, line);
  line.length++;
  const turn = (isShared ? line.lastAlone : line.last).then(work);
  const done = turn.catch(() => {});
  // Without what they have returned: with shared work there is always some, they would pile up.
  line.last = isShared ? Promise.all([line.last, done]).then(() => {}) : done;
  if (!isShared) line.lastAlone = done;
  try {
    return await turn;
  } finally {
    // The map keeps nobody who has nothing to do.
    if (--line.length === 0) lines.delete(name);
  }
}
