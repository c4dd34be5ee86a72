import { encodeTime, TIME_LEN } from "ulid";
import { InvalidError } from "../journal/mod.ts";
import type { Store } from "../kv.ts";
import { KEPT_FOR, recordKey, recordsPrefix } from "./keys.ts";

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

/** Reads a page of what is not older than 90 days: KV's own expiry is too late to rely on. */
export async function listActivity(
  store: Store,
  query: ActivityQuery & { userId: string; now: number },
): Promise<ActivityPage> {
  const { userId, now, from = 0, limit = DEFAULT_LIMIT, cursor } = query;
  const earliest = Math.max(from, now - KEPT_FOR, 0);
  const start = recordKey(userId, encodeTime(earliest, TIME_LEN));
  const selector = { prefix: recordsPrefix(userId), start, ...before(userId, cursor) };
  const options = { reverse: true, limit: limit + 1, batchSize: limit + 1 };
  const rows = await Array.fromAsync(store.read.list<ActivityRecord>(selector, options));
  const page = rows.slice(0, limit);
  const activity = page.map(({ value }) => value);
  return rows.length > limit ? { activity, nextCursor: String(page.at(-1)!.key.at(-1)) } : {
    activity,
  };
}

/** A cursor is the id of the last record of the page before. */
function before(userId: string, cursor: string | undefined): { end?: Deno.KvKey } {
  if (cursor === undefined) return {};
  if (/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(cursor)) return { end: recordKey(userId, cursor) };
  throw new InvalidError(
    "The cursor does not come from a list of activity",
    "Give nextCursor of the page before as it was, or leave it out to start again",
  );
}
