import type { Context } from "../store/context.ts";
import { LATEST } from "../parse.ts";
import { zoneOf } from "../store/zone_of.ts";
import { inTurn } from "../../turns.ts";
import { type Calendar, calendarOf } from "../days/calendar.ts";
import { daysOf } from "./days_of.ts";
import type { JournalStats, StatsQuery } from "./model.ts";
import { type EntryRange, parseRange } from "../days/range.ts";
import { readStats } from "./read_stats.ts";
import { streaksOf } from "./streaks.ts";
import { tallyBy } from "./tally.ts";
import { topMoods } from "./top_moods.ts";
import { topTags } from "./top_tags.ts";
import { totalsOf } from "./totals.ts";

const MAX_DAYS_BY_WEEK = 13 * 7;

/** Figures of the entries of a range, from one read of the index: no entry is read. */
export async function journalStats(context: Context, query: StatsQuery): Promise<JournalStats> {
  const zone = await zoneOf(context, query.timeZone);
  const calendar = calendarOf(zone.name);
  const range = parseRange(query, zone);
  const today = calendar.dayOf(context.now());
  const { byDay = false } = query;
  const isOfWeeks = isShort(range, { calendar, today });
  const tallier = tallyBy(isOfWeeks ? "week" : "month", { byDay });
  // A journal of any size is read to its end, so nobody has more than one reading at a time.
  await inTurn(
    { scope: context.store.read, name: context.userId },
    () => readStats(context, { range, zone, tallier }),
  );
  const { tally } = tallier;
  const { current, longest } = streaksOf(tally.days.keys(), { today, calendar });
  return {
    ...totalsOf(tally.days),
    currentStreak: current,
    longestStreak: longest,
    moods: topMoods(tally.moods.values()),
    tags: await topTags(context, tally.tagIds),
    ...byDay && { days: daysOf(tally) },
  };
}

/** Whether weeks show more than months. A range without an end reaches to today. */
function isShort(
  { from, to, firstDay, lastDay }: EntryRange,
  { calendar, today }: { calendar: Calendar; today: number },
): boolean {
  const first = firstDay === -Infinity ? calendar.dayOf(from) : firstDay;
  const end = to === LATEST ? today : calendar.dayOf(to);
  const last = lastDay === Infinity ? end : lastDay;
  return last - first < MAX_DAYS_BY_WEEK;
}
