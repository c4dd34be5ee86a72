import { addDays, type Day, daysOfMonth, weekdayOf } from "../../calendar/days.ts";
import { type MoodSign, signOf } from "../../calendar/moods.ts";
import { levelOf, type Shade } from "../../calendar/shade.ts";
import { plainText } from "../../plain_text.ts";
import { dayPath } from "../../pages/journal_paths.ts";
import { dates, langOf, type Preferences } from "../../pages/dates.tsx";

/** What a day of the calendar has. */
export interface DayCount {
  date: Day;
  entryCount: number;
  mood?: string;
}

/** What all months of a calendar share. */
export interface CalendarView {
  counts: ReadonlyMap<Day, DayCount>;
  moods: readonly MoodSign[];
  shade: Shade;
  today: Day;
  preferences: Preferences;
}

/** A month as a table of weeks, in which each day that has entries leads to them. */
export function MonthGrid(
  { month, caption, view }: {
    /** Such as "2026-11". */
    month: string;
    /** What stands above it, with the way to it in a year. */
    caption?: string;
    view: CalendarView;
  },
) {
  const { preferences } = view;
  const { weekday, month: nameOf } = dates(preferences);
  const order = Array.from({ length: 7 }, (_, n) => (preferences.firstWeekday - 1 + n) % 7 + 1);
  return (
    <table class="month">
      <caption {...langOf(preferences)}>
        {caption ? <a href={caption}>{nameOf(month)}</a> : nameOf(month)}
      </caption>
      <thead>
        <tr>
          {order.map((day) => (
            <th key={day} scope="col">
              <abbr title={weekday(day, "long")}>{weekday(day, "short")}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month, preferences.firstWeekday).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td key={day}>{day.startsWith(month) && <DayCell day={day} view={view} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A mood can have 200 characters, and a year has 366 of them. */
const MOOD_CHARACTERS = 30;

function DayCell({ day, view }: { day: Day; view: CalendarView }) {
  const { counts, moods, shade, today, preferences } = view;
  const count = counts.get(day);
  const number = Number(day.slice(8));
  const current = day === today ? "date" : undefined;
  if (!count) return <span class="day" aria-current={current}>{number}</span>;
  const sign = count.mood === undefined ? "none" : signOf(count.mood, moods);
  const colour = shade === "moods" ? `mood-${sign}` : `level-${levelOf(count.entryCount)}`;
  const entries = count.entryCount === 1 ? "1 entry" : `${count.entryCount} entries`;
  const mood = count.mood === undefined ? "" : `, mood ${plainText(count.mood, MOOD_CHARACTERS)}`;
  const text = `${entries}${mood}`;
  return (
    <a
      class={`day ${colour}`}
      href={dayPath(day)}
      title={text}
      aria-label={`${dates(preferences).dayOfYear(day)}, ${text}`}
      aria-current={current}
    >
      <span>{number}</span>
    </a>
  );
}

/**
 * The weeks that a month touches, each of seven days. They are counted: before the year 0000 and after
 * 9999, days do not compare as texts do.
 */
function weeksOf(month: string, firstWeekday: number): Day[][] {
  const { from, to } = daysOfMonth(month);
  const before = (weekdayOf(from) - firstWeekday + 7) % 7;
  const count = Math.ceil((before + Number(to.slice(8))) / 7);
  return Array.from(
    { length: count },
    (_, week) => Array.from({ length: 7 }, (_, n) => addDays(from, 7 * week + n - before)),
  );
}
