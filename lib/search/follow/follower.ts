import { within } from "../../time.ts";

/** Lets the index follow writes that nobody searches for yet. */
export interface Follower {
  /** Schedules a catch-up for a user. */
  follow(userId: string): void;

  /** Stops following a user; returns once the catch-up that is under way has ended. */
  drop(userId: string): Promise<void>;

  /** Follows at once what waits, and returns once that has ended, or takes too long. */
  finish(): Promise<void>;

  /** Follows nothing further; returns once what is under way has ended. */
  stop(): Promise<void>;
}

/** One write seldom comes alone: those of this time are followed together. */
const DELAY_MS = 250;

/**
 * While a journal comes in, each run has some time for each millisecond of the last one, up to a limit:
 * fewer and larger steps rewrite fewer blocks, and leave the machine to requests.
 */
const DELAY_PER_MS = 4;
const MAX_DELAY_MS = 5_000;

/** Whoever searches next brings the index up to date in any case. */
const FINISH_LIMIT_MS = 1_000;

/** Does `work` for a user after the last write at least once, and never twice at a time. */
export function startFollower(work: (userId: string) => Promise<unknown>): Follower {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const running = new Map<string, Promise<unknown>>();
  /** How long the last run of each user took, where it was not short. */
  const lasted = new Map<string, number>();

  function start(userId: string): void {
    waiting.delete(userId);
    // What was written while a run was under way is left to another one.
    if (running.has(userId)) return follow(userId);
    const begin = performance.now();
    running.set(
      userId,
      work(userId).finally(() => {
        running.delete(userId);
        const duration = performance.now() - begin;
        if (DELAY_PER_MS * duration > DELAY_MS) lasted.set(userId, duration);
        else lasted.delete(userId);
      }),
    );
  }

  function follow(userId: string): void {
    if (waiting.has(userId)) return;
    const wanted = DELAY_PER_MS * (lasted.get(userId) ?? 0);
    const delay = Math.min(MAX_DELAY_MS, Math.max(DELAY_MS, wanted));
    waiting.set(userId, setTimeout(() => start(userId), delay));
  }

  return {
    follow,
    async drop(userId) {
      lasted.delete(userId);
      clearTimeout(waiting.get(userId));
      waiting.delete(userId);
      await running.get(userId)?.catch(() => {});
    },
    async finish() {
      for (const [userId, timer] of [...waiting]) {
        clearTimeout(timer);
        start(userId);
      }
      await within(FINISH_LIMIT_MS, Promise.allSettled(running.values()));
    },
    async stop() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      await Promise.allSettled(running.values());
    },
  };
}
