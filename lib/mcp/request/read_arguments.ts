import { plainName } from "../define/nearest_name.ts";
import { isOfClient } from "./client_keys.ts";

/** As much of a property's JSON Schema as says how to read it. */
export interface Property {
  readonly type?: string;
}

/**
 * Returns the arguments of a call as they are meant, for `properties` of the tool's input schema.
 * Models and frameworks write them in ways of their own: null or an empty text for what nobody gave,
 * and numbers, truths, lists and objects as text. What clients add for themselves is left out, and
 * so is everything where there is nothing to give.
 *
 * It only reads: what is no argument, or of another type, stays as it is for the schema to refuse.
 */
export function readArguments(
  given: unknown,
  properties: Readonly<Record<string, Property>>,
): unknown {
  const args = isGiven(given) ? readAs("object", given) : {};
  if (!isObject(args)) return args;
  if (Object.keys(properties).length === 0) return {};
  // Left out, "_isPrivate" would make an entry that everybody sees.
  const isMistyped = (name: string) =>
    Object.keys(properties).some((ours) => plainName(ours) === plainName(name));
  const read = Object.entries(args).flatMap(([name, value]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!property) return isOfClient(name) && !isMistyped(name) ? [] : [[name, value]];
    return isGiven(value) ? [[name, readAs(property.type, value)]] : [];
  });
  return Object.fromEntries(read);
}

/** Whether `value` is an object of JSON: no list, and not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

const NUMBER = /^\s*-?\d{1,20}(\.\d{1,20})?\s*$/;
const TRUTHS = new Map([["true", true], ["false", false]]);

/** Returns what `value` says if it is the text of a `type`; anything else as it is. */
function readAs(type: string | undefined, value: unknown): unknown {
  if (typeof value !== "string") return value;
  switch (type) {
    case "integer":
    case "number":
      return NUMBER.test(value) ? Number(value) : value;
    case "boolean":
      return TRUTHS.get(value.trim().toLowerCase()) ?? value;
    case "array": {
      const json = parseJson(value);
      return Array.isArray(json) ? json : value;
    }
    case "object": {
      const json = parseJson(value);
      return isObject(json) ? json : value;
    }
    default:
      return value;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
