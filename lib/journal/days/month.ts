/*
 * Months as numbers, so that they are keys and can be counted with: those since January of the year 0.
 */

/** The month in UTC of a moment in milliseconds. */
export function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Where a month begins in UTC, in milliseconds. */
export function startOfMonth(month: number): number {
  return new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
}

/** Such as 2026-11. */
export function nameOfMonth(month: number): string {
  return new Date(startOfMonth(month)).toISOString().slice(0, "2026-11".length);
}
