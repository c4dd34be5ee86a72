import type { Context } from "../store/context.ts";
import { listEntries } from "../entries/list_entries.ts";
import { type Calendar, calendarOf, dateOf, dayOfDate } from "../days/calendar.ts";
import type { OnThisDay, OnThisDayQuery, YearOnThisDay } from "./model.ts";
import { parseDay } from "../days/parse_day.ts";
import { parseTimeZone } from "../days/time_zone.ts";
import { yearsWithEntries } from "./years_with_entries.ts";

/** How many entries of one year are shown: as many as a page of a list has. */
const ENTRIES_PER_YEAR = 20;

/** The entries of one day in every year. Its cost grows with the years that have entries. */
export async function onThisDay(context: Context, query: OnThisDayQuery): Promise<OnThisDay> {
  const calendar = calendarOf(parseTimeZone(query.timeZone));
  const { date: text } = query;
  const day = text === undefined ? calendar.dayOf(context.now()) : parseDay(text, "date");
  const date = dateOf(day);
  const years: YearOnThisDay[] = [];
  for await (const year of yearsWithEntries(context, calendar)) {
    const days = sameDayIn(year, date).map(dayOfDate);
    const { entries, hasMore } = await readDays(context, { days, calendar });
    if (entries.length > 0) years.push({ year, entries, ...hasMore && { hasMore } });
  }
  return { date: date.toString(), years };
}

/** The newest entries of some days in a row, and whether there are more. */
async function readDays(
  context: Context,
  { days, calendar }: { days: readonly number[]; calendar: Calendar },
): Promise<Omit<YearOnThisDay, "year">> {
  if (days.length === 0) return { entries: [] };
  const { from } = calendar.boundsOf(days[0]);
  const { to } = calendar.boundsOf(days[days.length - 1]);
  const page = await listEntries(context, { from, to, limit: ENTRIES_PER_YEAR });
  const entries = page.entries.filter(({ occurredAt }) =>
    days.includes(calendar.dayOf(occurredAt))
  );
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
