import type { Context } from "../store/context.ts";
import { LATEST } from "../parse.ts";
import { inTurn } from "../../turns.ts";
import { type Calendar, calendarOf } from "../days/calendar.ts";
import { daysOf } from "./days_of.ts";
import type { JournalStats, StatsQuery } from "./model.ts";
import { parsePeriod, type Period } from "../days/period.ts";
import { readStats } from "./read_stats.ts";
import { streaksOf } from "./streaks.ts";
import { tallyBy } from "./tally.ts";
import { parseTimeZone } from "../days/time_zone.ts";
import { topMoods } from "./top_moods.ts";
import { topTags } from "./top_tags.ts";
import { totalsOf } from "./totals.ts";

const MAX_DAYS_BY_WEEK = 13 * 7;

/** Figures of the entries of a range, from one read of the index: no entry is read. */
export async function journalStats(context: Context, query: StatsQuery): Promise<JournalStats> {
  const timeZone = parseTimeZone(query.timeZone);
  const calendar = calendarOf(timeZone);
  const period = parsePeriod(query, calendar);
  const today = calendar.dayOf(context.now());
  const { byDay = false } = query;
  const isOfWeeks = isShort(period, { calendar, today });
  const { tally, add } = tallyBy(isOfWeeks ? "week" : "month", { byDay });
  // A journal of any size is read to its end, so nobody has more than one reading at a time.
  await inTurn(
    { scope: context.store.read, name: context.userId },
    () => readStats(context, { period, timeZone, add }),
  );
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
  { from, to }: Period,
  { calendar, today }: { calendar: Calendar; today: number },
): boolean {
  const lastDay = to === LATEST ? today : calendar.dayOf(to);
  return lastDay - calendar.dayOf(from) < MAX_DAYS_BY_WEEK;
}
