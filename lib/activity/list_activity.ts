import { encodeTime, TIME_LEN } from "ulid";
import { InvalidCursorError, isId } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import { KEPT_FOR, recordKey } from "./keys.ts";

/** What a client did. It never holds text of an entry. */
export interface ActivityRecord {
  /** Milliseconds since 1970-01-01 UTC. */
  at: number;
  /** The id of the client. */
  client: string;
  tool: string;
  entryId?: string;
  /** `ok`, or in one word why not. */
  outcome: string;
}

export interface ActivityQuery {
  /** The earliest time, inclusive, in milliseconds since 1970-01-01 UTC. */
  from?: number;
  /** 1 to 100, 20 unless given. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

export interface ActivityPage {
  activity: ActivityRecord[];
  nextCursor?: string;
}

const DEFAULT_LIMIT = 20;

/** No ULID starts with an 8. */
const AFTER_ALL = "8";

/** Reads a page of what is not older than 90 days: KV's own expiry is too late to rely on. */
export async function listActivity(
  store: Store,
  query: ActivityQuery & { userId: string; now: number },
): Promise<ActivityPage> {
  const { userId, now, from = 0, limit = DEFAULT_LIMIT, cursor } = query;
  const earliest = Math.max(from, now - KEPT_FOR, 0);
  const start = encodeTime(earliest, TIME_LEN);
  const end = cursor === undefined ? AFTER_ALL : parseCursor(cursor);
  if (start >= end) return { activity: [] };
  const range = { start: recordKey(userId, start), end: recordKey(userId, end) };
  const options = { reverse: true, limit: limit + 1, batchSize: limit + 1 };
  const rows = await Array.fromAsync(store.read.list<ActivityRecord>(range, options));
  const page = rows.slice(0, limit);
  const activity = page.map(({ value }) => value);
  if (rows.length <= limit) return { activity };
  return { activity, nextCursor: String(page.at(-1)!.key.at(-1)) };
}

/** A cursor is the id of the last record of the page before. */
function parseCursor(cursor: string): string {
  if (isId(cursor)) return cursor;
  throw new InvalidCursorError(cursor, "a list of activity");
}
