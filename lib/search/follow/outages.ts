import { LRUCache } from "lru-cache";
import { SEARCH_LIMIT_MS } from "../pacer.ts";

/** Keeps searches from waiting, one after the other, for an index that is down. */
export interface Outages {
  /**
   * Does what `work` does with the user's index. Returns undefined if it fails or takes too long,
   * and at once for some seconds after that.
   */
  attempt<T>(userId: string, work: () => Promise<T>): Promise<T | undefined>;
}

const RETRY_AFTER_MS = 5_000;
const REMEMBERED_USERS = 10_000;

/** Returns a memory of outages; `onFault` is called with each. */
export function watchOutages({ onFault }: { onFault: (error: unknown) => void }): Outages {
  const down = new LRUCache<string, true>({ max: REMEMBERED_USERS, ttl: RETRY_AFTER_MS });
  return {
    async attempt(userId, work) {
      if (down.has(userId)) return undefined;
      try {
        return await inTime(work());
      } catch (error) {
        down.set(userId, true);
        onFault(withoutText(error));
        return undefined;
      }
    },
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The search index takes too long")), SEARCH_LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** An error for the log: databases put values, and so a journal's text, into details of theirs. */
function withoutText(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("The search index failed");
  const { name, message, stack } = error;
  const code = "code" in error ? String(error.code) : undefined;
  return Object.assign(new Error(message), { name, stack, ...code && { code } });
}
