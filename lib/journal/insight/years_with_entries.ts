import type { Context } from "../store/context.ts";
import { parseFilter } from "../index/filter.ts";
import { EARLIEST, LATEST } from "../parse.ts";
import { readRows } from "../index/read_index.ts";
import { type Calendar, dateOf, dayOfDate } from "../days/calendar.ts";

/** No journal goes further back; one with a wrong date in each millennium does not cost more, either. */
const MAX_YEARS = 200;

/** The years that have entries which are not trashed, the newest first, at the cost of one row each. */
export async function* yearsWithEntries(
  context: Context,
  calendar: Calendar,
): AsyncGenerator<number, void> {
  let [year, to] = [Infinity, LATEST];
  for (let count = 0; count < MAX_YEARS && to >= EARLIEST; count++) {
    const [newest] = await readRows(context, await parseFilter(context, { to }), { count: 1 });
    if (newest === undefined) return;
    year = Math.min(dateOf(calendar.dayOf(newest.at)).year, year - 1);
    yield year;
    const newYear = new Temporal.PlainDate(year, 1, 1);
    to = calendar.boundsOf(dayOfDate(newYear)).from - 1;
  }
}
