import { setImmediate } from "node:timers";
import { isMainThread } from "node:worker_threads";

const SLICE_MS = 4;

/**
 * A turn of the event loop in which nobody else had work takes as long as the shortest of all, and
 * hardly more than this besides: timers differ by a millisecond, and by machine.
 */
const QUIET_MS = 1.5;
const MAX_TURNS = 4;
let shortestTurn = Infinity;

/** Nobody waits longer for what is looked up: what goes on after that is work for nobody. */
export const SEARCH_LIMIT_MS = 10_000;

/** Lets others have their turn while long work goes on. */
export interface Pacer {
  /**
   * Returns at once for a few milliseconds of work, then lets everything that waits go first. Throws
   * once the work has taken longer than it may.
   */
  pause(): Promise<void>;
}

/** Returns a pacer for one piece of work, which ends after `limitMs` milliseconds if it is given. */
export function startPacer({ limitMs = Infinity }: { limitMs?: number } = {}): Pacer {
  let start = performance.now();
  const end = start + limitMs;
  return {
    async pause() {
      const now = performance.now();
      if (now - start < SLICE_MS) return;
      if (now > end) throw new Error("The search index takes too long");
      await (isMainThread ? letRequestsGoFirst() : letMessagesGoFirst());
      start = performance.now();
    },
  };
}

/** Most work of others takes several turns: where some was done in one, more is to come. */
async function letRequestsGoFirst(): Promise<void> {
  for (let turns = 0; turns < MAX_TURNS; turns++) {
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 0));
    const duration = performance.now() - start;
    shortestTurn = Math.min(shortestTurn, duration);
    if (duration < shortestTurn + QUIET_MS) return;
  }
}

/** Another thread of ours is asked by messages only; a timer would sleep for a millisecond or two. */
function letMessagesGoFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => resolve()));
}
