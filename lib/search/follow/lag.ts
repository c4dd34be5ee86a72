import { recordIndexLag } from "../../telemetry/metrics.ts";
import type { CatchUp } from "./catch_up.ts";

/** How far the index is behind what was written in this process. */
export interface Lag {
  /** Remembers that a journal was written to. */
  written(userId: string): void;
  /** Forgets a journal. */
  drop(userId: string): void;
  /** How many journals the index is behind. */
  behind(): number;
}

/** Returns `catchUp` with a record of how long writes wait for it. */
export function measureLag(catchUp: CatchUp): { catchUp: CatchUp; lag: Lag } {
  /** When the first write was that the index need not have yet, in milliseconds. */
  const since = new Map<string, number>();
  return {
    catchUp: {
      ...catchUp,
      async reach(userId) {
        const from = since.get(userId);
        // What is written from here on is of the next time.
        since.delete(userId);
        try {
          const reached = await catchUp.reach(userId);
          if (from !== undefined) recordIndexLag(performance.now() - from);
          return reached;
        } catch (error) {
          if (from !== undefined) since.set(userId, from);
          throw error;
        }
      },
    },
    lag: {
      written: (userId) => void (since.has(userId) || since.set(userId, performance.now())),
      drop: (userId) => void since.delete(userId),
      behind: () => since.size,
    },
  };
}
