import { addMonths, dayIn, daysOfMonth } from "../../calendar/days.ts";
import { moodsOf } from "../../calendar/moods.ts";
import type { Shade } from "../../calendar/shade.ts";
import { calendarPath, printPath } from "../../pages/journal_paths.ts";
import type { JournalPagesContext, PageRequest, Reply } from "../context.ts";
import { dates, langOf, type Preferences } from "../../pages/dates.tsx";
import { showNothing } from "../layout/message.tsx";
import { JournalPage } from "../layout/page.tsx";
import { listingPath } from "../list/listing.ts";
import { Legend } from "./legend.tsx";
import { type CalendarView, MonthGrid } from "./month_grid.tsx";

/** The calendar of this year, where nobody has chosen another one. */
export function showThisYear(
  request: PageRequest,
  context: JournalPagesContext,
): Promise<Reply> {
  const today = dayIn(request.preferences.timeZone)(context.now());
  return showPeriod({ ...request, params: { period: today.slice(0, 4) } }, context);
}

/** The calendar of a year or of a month, with the moods or the entries of its days. */
export async function showPeriod(
  { person: { journal }, params: { period }, query, preferences }: PageRequest,
  { now }: JournalPagesContext,
): Promise<Reply> {
  if (!/^\d{4}(-(0[1-9]|1[0-2]))?$/.test(period)) return showNothing();
  const isYear = period.length === 4;
  const range = isYear ? { from: `${period}-01-01`, to: `${period}-12-31` } : daysOfMonth(period);
  const { days = [], entryCount } = await journal.stats({ ...range, byDay: true });
  const shade: Shade = query.get("colours") === "moods" ? "moods" : "entries";
  const view: CalendarView = {
    counts: new Map(days.map((day) => [day.date, day])),
    moods: moodsOf(days),
    shade,
    today: dayIn(preferences.timeZone)(now()),
    preferences,
  };
  const { month, number } = dates(preferences);
  const title = isYear ? period : month(period);
  const page = (
    <JournalPage title={title} at="calendar" hasHeading={false}>
      <h1 {...langOf(preferences)}>{title}</h1>
      <Neighbours period={period} shade={shade} preferences={preferences} />
      <p>
        {entryCount === 0 ? "Nothing was written." : (
          <>
            <a href={listingPath(range)}>
              {entryCount === 1 ? "1 entry" : `${number(entryCount)} entries`}
            </a>{" "}
            on {days.length === 1 ? "1 day" : `${number(days.length)} days`}.{" "}
            <a href={printPath(range)}>Print</a>
          </>
        )}
      </p>
      <Shades period={period} shade={shade} />
      {isYear
        ? (
          <div class="months">
            {monthsOf(period).map((month) => (
              <MonthGrid
                key={month}
                month={month}
                caption={calendarPath(month) + shadeQuery(shade)}
                view={view}
              />
            ))}
          </div>
        )
        : <MonthGrid month={period} view={view} />}
      <Legend shade={shade} moods={view.moods} range={range} />
    </JournalPage>
  );
  return { page };
}

function Neighbours(
  { period, shade, preferences }: { period: string; shade: Shade; preferences: Preferences },
) {
  const isYear = period.length === 4;
  const nameOf = (period: string) => isYear ? period : dates(preferences).month(period);
  const [before, after] = [stepOf(period, -1), stepOf(period, 1)];
  const to = (period: string) => calendarPath(period) + shadeQuery(shade);
  return (
    <nav class="pages" aria-label={isYear ? "Years" : "Months"}>
      {before && <a href={to(before)} rel="prev">← {nameOf(before)}</a>}
      {!isYear && <a href={to(period.slice(0, 4))}>{period.slice(0, 4)}</a>}
      {after && <a href={to(after)} rel="next">{nameOf(after)} →</a>}
    </nav>
  );
}

function Shades({ period, shade }: { period: string; shade: Shade }) {
  return (
    <nav class="shades" aria-label="What colours show">
      {(["entries", "moods"] as const).map((each) => (
        <a
          key={each}
          href={calendarPath(period) + shadeQuery(each)}
          aria-current={each === shade ? "true" : undefined}
        >
          {each === "entries" ? "Entries" : "Moods"}
        </a>
      ))}
    </nav>
  );
}

function shadeQuery(shade: Shade): string {
  return shade === "moods" ? "?colours=moods" : "";
}

function monthsOf(year: string): string[] {
  return Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, "0")}`);
}

/** The year or month before or after, as long as its year has four digits. */
function stepOf(period: string, step: number): string | undefined {
  if (period.length === 4) {
    const year = Number(period) + step;
    return year >= 0 && year <= 9999 ? String(year).padStart(4, "0") : undefined;
  }
  if (step < 0 && period === "0000-01" || step > 0 && period === "9999-12") return undefined;
  return addMonths(`${period}-01`, step).slice(0, 7);
}
