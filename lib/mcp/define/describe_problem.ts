import { nearestName } from "./nearest_name.ts";

/** What a validator has found, as zod has it and as the SDK writes it. */
export interface Problem {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
  readonly values?: readonly unknown[];
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a whole number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** What zod says of a union that has no message of its own. */
const NO_FORM = "Invalid input";

/**
 * Says what is wrong with `input` in one sentence without its full stop, such as `limit is "ten",
 * not a whole number`. It is short, however much of the input is in it.
 */
export function describeProblem(problem: Problem, input: unknown): string {
  const { code, path, message, expected = "", values = [] } = problem;
  const name = path.join(".").slice(0, 60);
  const value = valueAt(input, path);
  if (value === undefined && path.length > 0) return `${name} is missing`;
  const isNumber = problem.origin === "number" || problem.origin === "int";
  if (code === "invalid_type") return `${name} is ${shown(value)}, not ${TYPES[expected]}`;
  if (code === "invalid_value") {
    return `${name} is ${shown(value)}, not ${values.map((each) => shown(each)).join(" or ")}`;
  }
  if (code === "too_big" && isNumber) return `${name} is more than ${problem.maximum}`;
  if (code === "too_small" && isNumber) return `${name} is less than ${problem.minimum}`;
  if (code === "invalid_union" && message === NO_FORM) return `${name} has a form that is unknown`;
  return `${name}: ${message}`;
}

/** Says that nothing is called `name`, and which of `names` was probably meant. */
export function noArgument(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return `There is no argument ${shown(name)}${nearest ? `, the nearest is ${nearest}` : ""}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const name of path) {
    const isIn = typeof value === "object" && value !== null && Object.hasOwn(value, name);
    value = isIn ? (value as Record<PropertyKey, unknown>)[name] : undefined;
  }
  return value;
}

const SHOWN_CHARACTERS = 60;

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value !== "string") return String(value);
  const start = value.slice(0, SHOWN_CHARACTERS).toWellFormed();
  return JSON.stringify(start.length < value.length ? `${start}…` : start);
}
