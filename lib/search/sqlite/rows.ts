import { type RawBuilder, sql } from "kysely";

/*
 * The number of a row starts with the minute in which its entry happened: FTS5 can walk through
 * rows in their order and stop, but it cannot sort by anything else without looking at them all.
 */

/** The largest number stays below 2^53 in the year 9999. */
const ROWS_PER_MINUTE = 2 ** 20;

/** The first row of a minute. */
export function firstRow(minute: number): number {
  return minute * ROWS_PER_MINUTE;
}

/** The last row of a minute. */
export function lastRow(minute: number): number {
  return firstRow(minute + 1) - 1;
}

/** The minute of a row. */
export function minuteOfRow(row: number): number {
  return Math.floor(row / ROWS_PER_MINUTE);
}

/**
 * A range of rows, both inclusive, as FTS5 understands it: it takes no notice of a limit that is not an
 * integer, as numbers of JavaScript are not, and goes through all rows.
 */
export function isBetween(
  column: RawBuilder<unknown>,
  { first, last }: { first: number; last: number },
): RawBuilder<boolean> {
  return sql<boolean>`${column} between cast(${first} as integer) and cast(${last} as integer)`;
}
