import { parseArgs } from "node:util";
import { type Operation, OPERATIONS } from "./calls/questions.ts";

/** What to measure and for how long. */
export interface Options {
  operations: readonly Operation[];
  /** How many entries the journals have. */
  sizes: readonly number[];
  /** How often each contender has its turn. */
  rounds: number;
  /** Length of one turn in milliseconds. */
  turnMs: number;
  /** How long each contender runs before the rounds of an operation, in milliseconds. */
  warmUpMs: number;
  /** Whether programs of others are installed where they are not. */
  installs: boolean;
  /** Whether only calls are measured, of some tools. */
  isPart: boolean;
  /** Whether docs/performance.md is written. */
  writes: boolean;
}

/** What docs/performance.md tells of. */
export const SIZES = [1_000, 20_000, 100_000];
export const CONNECTIONS = [1, 16];

// Short rounds, each contender's next to the others': what disturbs one hardly moves the median.
const FULL = { sizes: SIZES, rounds: 5, turnMs: 250, warmUpMs: 250, installs: true };
const QUICK = { sizes: [1_000], rounds: 3, turnMs: 75, warmUpMs: 150, installs: false };

/**
 * Returns what the command line asks for: `--quick`, `--write`, and `--only <tool>` as often as needed.
 *
 * @throws {TypeError} naming the argument that is wrong
 */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean" },
      write: { type: "boolean" },
      only: { type: "string", multiple: true },
    },
  });
  const only = values.only ?? OPERATIONS;
  const unknown = only.find((name) => !OPERATIONS.some((operation) => operation === name));
  if (unknown !== undefined) {
    throw new TypeError(`--only is ${unknown}, expected one of ${OPERATIONS.join(", ")}`);
  }
  if (values.write && (values.quick || values.only)) {
    throw new TypeError("--write takes all figures, so neither --quick nor --only");
  }
  return {
    operations: OPERATIONS.filter((operation) => only.includes(operation)),
    isPart: values.only !== undefined,
    writes: values.write ?? false,
    ...(values.quick ? QUICK : FULL),
  };
}
