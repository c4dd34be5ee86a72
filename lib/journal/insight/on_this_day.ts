import type { Context } from "../store/context.ts";
import { zoneOf } from "../store/zone_of.ts";
import { toSummary } from "../store/present.ts";
import { withDays } from "../store/shown_day.ts";
import { readTagNames } from "../tags/tag_names.ts";
import { calendarOf, dateOf } from "../days/calendar.ts";
import type { OnThisDay, OnThisDayQuery, YearOnThisDay } from "./model.ts";
import { parseDay } from "../days/parse_day.ts";
import { likelyYears } from "./likely_years.ts";
import { readDays } from "./read_days.ts";

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
  const years = await Array.fromAsync(likelyYears(context));
  const found = await Promise.all(years.map(async (year) => {
    const days = sameDayIn(year, date).map(String);
    if (days.length === 0) return { year, heads: [] };
    const [from, to] = [days[0], days.at(-1)!];
    // One more than is shown tells whether there are more.
    const count = ENTRIES_PER_YEAR + 1;
    return { year, heads: await readDays(context, { from, to, zone, count }) };
  }));
  const tagNames = await readTagNames(context, found.flatMap(({ heads }) => heads));
  const shown = await Promise.all(
    found.filter(({ heads }) => heads.length > 0).map(
      async ({ year, heads }): Promise<YearOnThisDay> => {
        const some = await withDays(context, heads.slice(0, ENTRIES_PER_YEAR), { zone });
        const entries = some.map((head) => toSummary(head, tagNames));
        return { year, entries, ...heads.length > entries.length && { hasMore: true } };
      },
    ),
  );
  return { date: date.toString(), years: shown };
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
