import { addDays } from "../../calendar/days.ts";
import type { EntryPage, OnThisDay } from "../../journal/mod.ts";
import { calendarPath, dayPath, entryPath, writePath } from "../../pages/journal_paths.ts";
import type { PageRequest, Reply } from "../context.ts";
import { dates, DayInWords, langOf, type Preferences } from "../../pages/dates.tsx";
import { showNothing } from "../layout/message.tsx";
import { JournalPage } from "../layout/page.tsx";
import { plainLine } from "../text/plain_line.ts";
import { EntryItem } from "./entry_item.tsx";
import { listingPath } from "./listing.ts";

/** As many entries of a day as are shown at once; the list has the rest. */
const PAGE_SIZE = 50;

/** One day: its entries, and what was written on this day in other years. */
export async function showDay(
  { person: { journal }, params: { day }, preferences, notice }: PageRequest,
): Promise<Reply> {
  if (!isDay(day)) return showNothing();
  const [ofDay, years] = await Promise.all([
    journal.listEntries({ from: day, to: day, limit: PAGE_SIZE }),
    journal.onThisDay({ date: day }),
  ]);
  const title = dates(preferences).day(day);
  const page = (
    <JournalPage title={title} notice={notice} hasHeading={false}>
      <h1 {...langOf(preferences)}>{title}</h1>
      <DayNavigation day={day} preferences={preferences} />
      <EntriesOfDay day={day} page={ofDay} preferences={preferences} />
      <p>
        <a href={writePath({ day })}>Write about this day</a>
      </p>
      <OtherYears day={day} onThisDay={years} preferences={preferences} />
    </JournalPage>
  );
  return { page };
}

function DayNavigation({ day, preferences }: { day: string; preferences: Preferences }) {
  const { shortDay, month } = dates(preferences);
  const [before, after] = [neighbour(day, -1), neighbour(day, 1)];
  return (
    <nav class="pages" aria-label="Days">
      {before && <a href={dayPath(before)} rel="prev">← {shortDay(before)}</a>}
      <a href={calendarPath(day.slice(0, 7))}>{month(day)}</a>
      {after && <a href={dayPath(after)} rel="next">{shortDay(after)} →</a>}
    </nav>
  );
}

function EntriesOfDay(
  { day, page: { entries, nextCursor }, preferences }: {
    day: string;
    page: EntryPage;
    preferences: Preferences;
  },
) {
  if (entries.length === 0) return <p>Nothing was written on this day.</p>;
  return (
    <>
      <ul class="entries">
        {entries.map((entry) => (
          <EntryItem key={entry.id} entry={entry} heading={2} preferences={preferences}>
            {plainLine(entry.excerpt)}
          </EntryItem>
        ))}
      </ul>
      {nextCursor !== undefined && (
        <p>
          <a href={listingPath({ from: day, to: day, cursor: nextCursor })} rel="next">
            More of this day
          </a>
        </p>
      )}
    </>
  );
}

function OtherYears(
  { day, onThisDay: { years }, preferences }: {
    day: string;
    onThisDay: OnThisDay;
    preferences: Preferences;
  },
) {
  const others = years.filter(({ year }) => year !== Number(day.slice(0, 4)));
  return (
    <section id="other-years" aria-labelledby="other-years-title">
      <h2 id="other-years-title">
        <DayInWords day={day} preferences={preferences} format="dayOfYear" /> in other years
      </h2>
      {others.length === 0
        ? <p>Nothing was written on this day in other years.</p>
        : (
          <ul class="links">
            {others.flatMap(({ year, entries }) =>
              entries.map(({ id, title }) => (
                <li key={id}>
                  {year}:{" "}
                  <a href={entryPath(id)}>
                    <bdi>{title}</bdi>
                  </a>
                </li>
              ))
            )}
          </ul>
        )}
    </section>
  );
}

/** Whether a text is a day that there is, such as "2026-11-23". */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day before or after, as long as its year has four digits. */
function neighbour(day: string, step: number): string | undefined {
  const next = addDays(day, step);
  return isDay(next) ? next : undefined;
}
