/** An hour, in milliseconds. */
export const HOUR_MS = 3_600_000;
/** A day of 24 hours, in milliseconds. */
export const DAY_MS = 86_400_000;

/** The time zone of that name in its usual spelling, or undefined if there is none. */
export function timeZoneNamed(name: string): string | undefined {
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch {
    return undefined;
  }
}
