/** How much one statement writes at most: others wait until it is done. */
export interface SliceLimits {
  rows: number;
  /** UTF-16 units of words; a single row can have more. */
  units: number;
}

/** Cuts rows into slices of one statement each. */
export function* inSlices<Row extends { words: string }>(
  rows: readonly Row[],
  limits: SliceLimits,
): Iterable<Row[]> {
  let slice: Row[] = [];
  let units = 0;
  for (const row of rows) {
    if (slice.length === limits.rows || (slice.length > 0 && units > limits.units)) {
      yield slice;
      [slice, units] = [[], 0];
    }
    slice.push(row);
    units += row.words.length;
  }
  if (slice.length > 0) yield slice;
}
