import { monotonicFactory } from "ulid";
import { removeAll, type RemoveOptions, type Store } from "../kv/store.ts";
import type { Log } from "../log.ts";
import { recordKey, recordsPrefix } from "./keys.ts";
import { type ActivityPage, type ActivityQuery, listActivity } from "./list_activity.ts";
import { type Later, openWriter } from "./writer.ts";

/** One call, as it ended. */
export interface Call {
  tool: string;
  /** Which entry it was about, as far as that is known. */
  entryId?: string;
  /** `ok`, or in one word why not. */
  outcome: string;
}

/** What the clients of one person did, and where one of them writes down what it does. */
export interface ActivityLog {
  /** Remembers a call. It returns at once: the record is written within a second. */
  record(call: Call): void;
  /** Returns a page of what all of the person's clients did, the newest first. */
  list(query?: ActivityQuery): Promise<ActivityPage>;
}

/** The activity of everybody. */
export interface Activity {
  forUser(user: { userId: string; clientId: string }): ActivityLog;
  /**
   * Removes all records of a person, also those that wait here, and returns how many there were. A
   * call that is still under way leaves one when it ends.
   */
  erase(userId: string, options?: RemoveOptions): Promise<number>;
  /** Writes what is still waiting. */
  close(): Promise<void>;
}

export interface ActivityOptions {
  log: Log;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** The timer. */
  later?: Later;
}

/** Opens the activity that is kept in `store`. */
export function openActivity(store: Store, options: ActivityOptions): Activity {
  const { now = Date.now } = options;
  const writer = openWriter(store, options);
  const newId = monotonicFactory();
  return {
    forUser: ({ userId, clientId: client }) => ({
      record(call) {
        const at = now();
        writer.add({ key: recordKey(userId, newId(at)), value: { at, client, ...call } });
      },
      async list(query = {}) {
        // A client must see what it has just done.
        await writer.flush();
        return await listActivity(store, { ...query, userId, now: now() });
      },
    }),
    async erase(userId, options) {
      // What waits in this process would be written afterwards.
      await writer.flush();
      return await removeAll(store, recordsPrefix(userId), options);
    },
    close: writer.close,
  };
}
