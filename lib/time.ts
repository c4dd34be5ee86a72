/** A minute, in milliseconds. */
export const MINUTE_MS = 60_000;
/** An hour, in milliseconds. */
export const HOUR_MS = 3_600_000;
/** A day of 24 hours, in milliseconds. */
export const DAY_MS = 86_400_000;

/**
 * Whether something was less than `span` milliseconds ago. What is still to come was not: a clock that
 * was set back proves nothing about time.
 */
export function isRecent(then: number, { span, now }: { span: number; now: number }): boolean {
  return then <= now && now - then < span;
}

/** The time zone of that name in its usual spelling, or undefined if there is none. */
export function timeZoneNamed(name: string): string | undefined {
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch {
    return undefined;
  }
}
/**
 * Returns what `work` resolves to, or undefined after so many milliseconds, which may be Infinity. What
 * it throws in time is thrown.
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  if (milliseconds === Infinity) return await work;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
