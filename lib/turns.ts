import { BusyError } from "./bounded.ts";

/** What is at work or waits under one name. */
interface Line {
  last: Promise<unknown>;
  length: number;
}

const linesOf = new WeakMap<object, Map<string, Line>>();

/**
 * Runs `work` after all earlier work of the same `name` in the same `scope`, and returns its
 * result. Writers of this process wait for each other instead of failing each other's checks.
 * Rejects with `BusyError` where `atMost` others of the name are at work or wait.
 */
export async function inTurn<T>(
  { scope, name, atMost = Infinity }: { scope: object; name: string; atMost?: number },
  work: () => Promise<T>,
): Promise<T> {
  const lines = linesOf.get(scope) ?? new Map<string, Line>();
  linesOf.set(scope, lines);
  const line = lines.get(name) ?? { last: Promise.resolve(), length: 0 };
  if (line.length >= atMost) throw new BusyError(`There are ${line.length} others in line`);
  lines.set(name, line);
  line.length++;
  const turn = line.last.then(work);
  line.last = turn.catch(() => {});
  try {
    return await turn;
  } finally {
    // The map keeps nobody who has nothing to do.
    if (--line.length === 0) lines.delete(name);
  }
}
