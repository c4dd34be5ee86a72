import type { z } from "zod";
import { InvalidError } from "../../../errors.ts";
import type { Problem } from "../import_model.ts";

/** The value of a JSON text, or undefined if it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error for a document that is not of its format at all. */
export function refuseDocument(what: string, advice: string): never {
  throw new InvalidError(`The document is not ${what}`, advice);
}

/** Whether a value is an object with this member. */
export function hasMember(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && name in value;
}

const MAX_REASON = 200;

/** Why a record does not have the form that it should, in one bounded sentence. */
export function problemOf(error: z.ZodError, index: number): Problem {
  const [{ path, message }] = error.issues;
  const reason = path.length > 0 ? `${path.join(".")}: ${message}` : message;
  return { index, reason: reason.slice(0, MAX_REASON).toWellFormed(), code: "invalid" };
}
