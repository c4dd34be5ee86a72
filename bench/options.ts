import { parseArgs } from "node:util";
import { type Operation, OPERATIONS } from "./operations.ts";

/** What to measure and for how long. */
export interface Options {
  operations: readonly Operation[];
  /** How often each contender has its turn. */
  rounds: number;
  /** Length of one turn in milliseconds. */
  turnMs: number;
  /** How long each contender runs before the rounds of an operation, in milliseconds. */
  warmUpMs: number;
}

// Many short rounds: what disturbs one of them then hardly moves the median.
const FULL = { rounds: 9, turnMs: 400, warmUpMs: 1_000 };
const QUICK = { rounds: 3, turnMs: 75, warmUpMs: 150 };

/**
 * Returns what the command line asks for: `--quick`, and `--only <tool>` as often as needed.
 *
 * @throws {TypeError} naming the argument that is wrong
 */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: { quick: { type: "boolean" }, only: { type: "string", multiple: true } },
  });
  const only = values.only ?? OPERATIONS;
  const unknown = only.find((name) => !OPERATIONS.some((operation) => operation === name));
  if (unknown !== undefined) {
    throw new TypeError(`--only is ${unknown}, expected one of ${OPERATIONS.join(", ")}`);
  }
  return {
    operations: OPERATIONS.filter((operation) => only.includes(operation)),
    ...(values.quick ? QUICK : FULL),
  };
}
