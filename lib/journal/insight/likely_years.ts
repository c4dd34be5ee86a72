import { DAY_MS } from "../../time.ts";
import type { Context } from "../store/context.ts";
import { parseFilter } from "../index/filter.ts";
import { EARLIEST, LATEST } from "../parse.ts";
import { readRows } from "../index/read_index.ts";

/** No journal goes further back; one with a wrong date in each millennium does not cost more, either. */
const MAX_YEARS = 200;

const FIRST_OF_JANUARY_MS = Date.UTC(2000);

/**
 * All years of which entries are that are not trashed, the newest first, at the cost of one row each;
 * and now and then another one, because a row does not tell on which side of New Year its entry is.
 */
export async function* likelyYears(context: Context): AsyncGenerator<number, void> {
  let [year, to] = [Infinity, LATEST];
  for (let count = 0; count < MAX_YEARS && to >= EARLIEST; count++) {
    const [newest] = await readRows(context, await parseFilter(context, { to }), { count: 1 });
    if (newest === undefined) return;
    // The day of an entry can be the one before or after that in UTC.
    year = Math.min(yearOf(newest.at + DAY_MS), year - 1);
    if (year < 0) return;
    yield year;
    // Who writes on the first of January in UTC can still have the last day of the year before.
    to = new Date(FIRST_OF_JANUARY_MS).setUTCFullYear(year) + DAY_MS - 1;
  }
}

function yearOf(time: number): number {
  return new Date(Math.min(time, LATEST)).getUTCFullYear();
}
