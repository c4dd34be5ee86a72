import { createSignal, type Signal } from "../signal.ts";

/** The database takes no writes now: its disk is full or read-only. What is there can be read. */
export class ReadOnlyError extends Error {
  constructor(options?: ErrorOptions) {
    super(MESSAGE, options);
    this.name = "ReadOnlyError";
  }
}

const MESSAGE = "The database cannot be written now: its disk is full or read-only";

/** What SQLite says (SQLITE_FULL, SQLITE_READONLY, SQLITE_IOERR): with nothing written. */
const REFUSALS = [
  "database or disk is full",
  "attempt to write a readonly database",
  "disk I/O error",
];

/** Whether an error, what caused it, or what was told of it says that a disk takes no writes. */
export function isReadOnly(error: unknown): boolean {
  if (error instanceof Error) return isReadOnly(error.message) || isReadOnly(error.cause);
  return typeof error === "string" && [MESSAGE, ...REFUSALS].some((words) => error.includes(words));
}

const refusals = new WeakMap<Deno.Kv, Signal>();

/** What is emitted each time that `kv` refuses a write. */
export function refusalsOf(kv: Deno.Kv): Signal {
  const known = refusals.get(kv) ?? createSignal();
  refusals.set(kv, known);
  return known;
}
