import type { Followed } from "../../index/search_index.ts";
import { watchPulse } from "../../../platform/pulse.ts";
import { startThread, type Thread } from "../../thread.ts";

/** Follows journals in which much has changed. */
export interface LongFollows {
  /**
   * Follows all that has changed in a user's journal, or some of it when it is stopped. Rejects where
   * the index or the thread fails: the index is then at one of its steps.
   */
  follow(userId: string, isStopped: () => boolean): Promise<Followed>;

  /** To be called when nothing is under way. */
  close(): Promise<void>;
}

/** Where journals and their index are. */
export interface LongFollowPlace {
  /** The file of the journals. */
  journals: string;
  /** PostgreSQL for the index, instead of SQLite. */
  databaseUrl?: string;
  /** Where SQLite files are. */
  directory?: string;
}

/** What the thread is asked for. */
export interface LongFollowCalls {
  /** Follows for a second or so. */
  follow(userId: string): Promise<Followed>;
  /** Answers as soon as it can. */
  ping(): Promise<void>;
}

/** Other journals may come soon after; then nothing may come for long, and the thread has its memory. */
const KEPT_MS = 2_000;

const WORKER = new URL("./worker.ts", import.meta.url);

/**
 * Returns what follows in a thread of its own, so that no search or list of others waits for it. The
 * thread starts when it is needed, and ends after that.
 */
export function openLongFollows(
  { module = WORKER, ...place }: LongFollowPlace & {
    /** What runs in the thread; for tests of faults. */
    module?: URL;
  },
): LongFollows {
  let running: Thread<LongFollowCalls> | undefined;
  let underWay = 0;
  let endLater: ReturnType<typeof setTimeout> | undefined;

  function thread(): Thread<LongFollowCalls> {
    if (running) return running;
    const started = startThread<LongFollowCalls, object>({
      ...{ module, data: place, events: {} },
      onEnd() {
        if (running === started) running = undefined;
      },
    });
    return running = started;
  }

  async function end(): Promise<void> {
    clearTimeout(endLater);
    const ended = running;
    // What comes while it ends is for another one.
    running = undefined;
    await ended?.end();
  }

  return {
    async follow(userId, isStopped) {
      clearTimeout(endLater);
      underWay++;
      const unwatch = watchPulse(() => thread().calls.ping(), { onSilence: end });
      try {
        for (;;) {
          const followed = await thread().calls.follow(userId);
          if (followed === "all" || isStopped()) return followed;
        }
      } finally {
        unwatch();
        underWay--;
        if (underWay === 0) Deno.unrefTimer(endLater = setTimeout(end, KEPT_MS));
      }
    },
    close: end,
  };
}
