import { setImmediate } from "node:timers/promises";
import type { z } from "zod";
import { hasMember, parseJson } from "../../../../formats/text/parse_json.ts";
import { InvalidError, LimitError } from "../../../errors.ts";
import type { Problem } from "../import_model.ts";

export { hasMember, parseJson as readJson };

/**
 * The entries of another app's document, each of which has `mark`: its list, a list by itself, or a
 * single entry. Undefined if it is not of that app.
 */
export function entriesIn(document: unknown, mark: string): unknown[] | undefined {
  const isWhole = hasMember(document, "entries");
  const inside = isWhole ? (document as { entries: unknown }).entries : document;
  const entries = Array.isArray(inside) ? inside : [inside];
  if (isWhole && entries.length === 0) return [];
  return entries.some((entry) => hasMember(entry, mark)) ? entries : undefined;
}

/** The error for a document that is not of its format at all. */
export function refuseDocument(what: string, advice: string): never {
  throw new InvalidError(`The document is not ${what}`, advice);
}

/** Real records have 50 characters and more: a document of 1 MiB with more than this holds none. */
const MAX_RECORDS = 25_000;

/** Judging so many takes a few milliseconds. */
const RECORDS_AT_ONCE = 100;

/**
 * Each record and its place. Everybody else gets a turn in between: judging one takes a while. Throws
 * LimitError for more than a document that somebody has written can have.
 */
export async function* eachOf<T>(records: readonly T[]): AsyncIterable<[number, T]> {
  const { length: actual } = records;
  const limit = MAX_RECORDS;
  if (actual > limit) throw new LimitError("Document", { actual, limit, unit: "records" });
  for (const [index, record] of records.entries()) {
    if ((index + 1) % RECORDS_AT_ONCE === 0) await setImmediate();
    yield [index, record];
  }
}

const MAX_REASON = 200;

/** Why a record does not have the form that it should, in one bounded sentence. */
export function problemOf(error: z.ZodError, index: number): Problem {
  const [{ path, message }] = error.issues;
  const reason = path.length > 0 ? `${path.join(".")}: ${message}` : message;
  return { index, reason: reason.slice(0, MAX_REASON).toWellFormed(), code: "invalid" };
}
