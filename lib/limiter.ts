/** Counts events by key in fixed windows of time. */
export interface Limiter {
  /** Seconds until `key` may go on; 0 while it is under its limit. Does not count. */
  wait(key: string): number;
  /** Counts one event of `key`. */
  count(key: string): void;
  /** Counts `events` of `key` and returns 0, or counts none and returns the seconds to wait. */
  take(key: string, events?: number): number;
  /** Takes one counted event of `key` back. */
  forgive(key: string): void;
}

/** How many events a key may have in each window. */
export interface LimiterOptions {
  limit: number;
  /** Length of the window in seconds. */
  seconds: number;
  /** The clock, in milliseconds. */
  now: () => number;
  /** Keys that are remembered; beyond it the oldest is forgotten. */
  maxKeys?: number;
}

/** A limiter in memory: its counts are lost at a restart and not shared between processes. */
export function createLimiter({ limit, seconds, now, maxKeys = 10_000 }: LimiterOptions): Limiter {
  const windows = new Map<string, { count: number; until: number }>();

  function current(key: string) {
    const window = windows.get(key);
    return window && window.until > now() ? window : undefined;
  }

  const self: Limiter = {
    wait(key) {
      const window = current(key);
      if (!window || window.count < limit) return 0;
      return Math.ceil((window.until - now()) / 1000);
    },
    count(key) {
      const window = current(key);
      if (window) {
        window.count++;
        return;
      }
      // Deleting first moves the key to the end of the map, which is ordered by insertion.
      windows.delete(key);
      windows.set(key, { count: 1, until: now() + seconds * 1000 });
      if (windows.size > maxKeys) windows.delete(windows.keys().next().value!);
    },
    take(key, events = 1) {
      const wait = self.wait(key);
      for (let n = 0; n < events && wait === 0; n++) self.count(key);
      return wait;
    },
    forgive(key) {
      const window = current(key);
      if (window && window.count > 0) window.count--;
    },
  };
  return self;
}
