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
  /** Returns those of some records that are shown, in their order; all of them unless given. */
  pick?(records: readonly ActivityRecord[]): Promise<readonly ActivityRecord[]>;
}

export interface ActivityPage {
  activity: ActivityRecord[];
  nextCursor?: string;
}

const DEFAULT_LIMIT = 20;

/** How many records are read for one page at most, where some are not shown, and at once. */
const MAX_ROWS = 20_000;
const MAX_ROWS_AT_ONCE = 500;

/** No ULID starts with an 8. */
const AFTER_ALL = "8";

/** Reads a page of what is not older than 90 days: KV's own expiry is too late to rely on. */
export async function listActivity(
  store: Store,
  query: ActivityQuery & { userId: string; now: number },
): Promise<ActivityPage> {
  const { userId, now, from = 0, limit = DEFAULT_LIMIT, cursor, pick = all } = query;
  const earliest = Math.max(from, now - KEPT_FOR, 0);
  const start = encodeTime(earliest, TIME_LEN);
  const end = cursor === undefined ? AFTER_ALL : parseCursor(cursor);
  if (start >= end) return { activity: [] };
  const shown: { id: string; record: ActivityRecord }[] = [];
  let last = end;
  // One more than the page holds tells whether another one follows.
  let count = limit + 1;
  for (let read = 0; read < MAX_ROWS;) {
    const range = { start: recordKey(userId, start), end: recordKey(userId, last) };
    const options = { reverse: true, limit: count, batchSize: count };
    const rows = await Array.fromAsync(store.read.list<ActivityRecord>(range, options));
    const records = rows.map(({ value }) => value);
    const picked = new Set(await pick(records));
    for (const { key, value: record } of rows) {
      last = String(key.at(-1));
      if (picked.has(record)) shown.push({ id: last, record });
    }
    const activity = shown.slice(0, limit).map(({ record }) => record);
    // A cursor is of a record that is shown: its id is a time.
    if (shown.length > limit) return { activity, nextCursor: shown[limit - 1].id };
    if (rows.length < count) return { activity };
    read += rows.length;
    count = Math.min(2 * count, MAX_ROWS_AT_ONCE);
  }
  return { activity: shown.map(({ record }) => record), nextCursor: last };
}

function all(records: readonly ActivityRecord[]): Promise<readonly ActivityRecord[]> {
  return Promise.resolve(records);
}

/** A cursor is the id of the last record of the page before. */
function parseCursor(cursor: string): string {
  if (isId(cursor)) return cursor;
  throw new InvalidCursorError(cursor, "a list of activity");
}
