/*
 * Indexes keep entries in the order of the minute in which they happened, so a list of the newest
 * matches ends between two minutes.
 */

const MINUTE = 60_000;
const EARLIEST = Date.parse("0000-01-01T00:00:00.000Z");

/** The number of the minute in which `at` lies, 0 or more. Times are in milliseconds. */
export function minuteOf(at: number): number {
  return Math.floor((at - EARLIEST) / MINUTE);
}

/** The first millisecond of a minute. */
export function startOf(minute: number): number {
  return minute * MINUTE + EARLIEST;
}
