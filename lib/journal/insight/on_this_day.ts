import type { Context } from "../store/context.ts";
import { zoneOf } from "../store/zone_of.ts";
import { listEntries } from "../entries/list_entries.ts";
import { calendarOf, dateOf } from "../days/calendar.ts";
import type { OnThisDay, OnThisDayQuery, YearOnThisDay } from "./model.ts";
import { parseDay } from "../days/parse_day.ts";
import { likelyYears } from "./likely_years.ts";

/** How many entries of one year are shown: as many as a page of a list has. */
const ENTRIES_PER_YEAR = 20;

/** The entries of one day in every year. Its cost grows with the years that have entries. */
export async function onThisDay(context: Context, query: OnThisDayQuery): Promise<OnThisDay> {
  const { date: text, timeZone } = query;
  const zone = await zoneOf(context, timeZone);
  const day = text === undefined
    ? calendarOf(zone.name).dayOf(context.now())
    : parseDay(text, "date");
  const date = dateOf(day);
  const years: YearOnThisDay[] = [];
  for await (const year of likelyYears(context)) {
    const days = sameDayIn(year, date);
    const { entries, hasMore } = await readDays(context, { days, timeZone });
    if (entries.length > 0) years.push({ year, entries, ...hasMore && { hasMore } });
  }
  return { date: date.toString(), years };
}

/** The newest entries of some days in a row, and whether there are more. */
async function readDays(
  context: Context,
  { days, timeZone }: { days: readonly Temporal.PlainDate[]; timeZone?: string },
): Promise<Omit<YearOnThisDay, "year">> {
  const [from, to] = [days.at(0), days.at(-1)].map(String);
  if (days.length === 0) return { entries: [] };
  const page = await listEntries(context, { from, to, timeZone, limit: ENTRIES_PER_YEAR });
  const { entries } = page;
  return page.nextCursor === undefined ? { entries } : { entries, hasMore: true };
}

/**
 * The dates in `year` that `date` brings back. Every date comes back once a year: in a common year,
 * 28 February brings back 29 February, too.
 */
function sameDayIn(year: number, date: Temporal.PlainDate): Temporal.PlainDate[] {
  const sameDate = date.with({ year });
  return [sameDate, sameDate.add({ days: 1 })]
    .filter((past) => past.with({ year: date.year }).equals(date));
}
