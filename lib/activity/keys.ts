import { DAY_MS } from "../time.ts";
/** How long a record is kept, in milliseconds: 90 days. */
export const KEPT_FOR = 90 * DAY_MS;

/** All records of a person, by time. To be deleted with the person. */
export function recordsPrefix(userId: string): Deno.KvKey {
  return ["activity", userId];
}

/** One record; a ULID is the time at which it was made, and its order. */
export function recordKey(userId: string, ulid: string): Deno.KvKey {
  return [...recordsPrefix(userId), ulid];
}
