/** Counts events by key in fixed windows of time. One that instances share answers later. */
export interface Limiter {
  /** Counts `events` of `key` and returns 0, or counts none and returns the seconds to wait. */
  take(key: string, events?: number): number | Promise<number>;
  /** Takes one counted event of `key` back. */
  forgive(key: string): void | Promise<void>;
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
export function createLimiter({ limit, seconds, now, maxKeys = 10_000 }: LimiterOptions) {
  const windows = new Map<string, { count: number; until: number }>();

  function current(key: string) {
    const window = windows.get(key);
    return window && isCurrent(window.until, { seconds, now: now() }) ? window : undefined;
  }

  return {
    take(key, events = 1): number {
      const window = current(key);
      if (window) {
        if (window.count >= limit) return secondsUntil(window.until, now());
        window.count += events;
        return 0;
      }
      // Deleting first moves the key to the end of the map, which is ordered by insertion.
      windows.delete(key);
      windows.set(key, { count: events, until: now() + seconds * 1000 });
      if (windows.size > maxKeys) windows.delete(windows.keys().next().value!);
      return 0;
    },
    forgive(key): void {
      const window = current(key);
      if (window && window.count > 0) window.count--;
    },
  } satisfies Limiter;
}

/**
 * Whether a window that ends at `until` has begun and not ended. One that would last longer than
 * windows do was begun before the clock was set back: it would shut somebody out for that long.
 */
export function isCurrent(
  until: number,
  { seconds, now }: { seconds: number; now: number },
): boolean {
  return until > now && until - now <= seconds * 1000;
}

/** Whole seconds from `now` to `until`, both in milliseconds. */
export function secondsUntil(until: number, now: number): number {
  return Math.ceil((until - now) / 1000);
}
