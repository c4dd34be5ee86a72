import { addDays, dayIn } from "../../calendar/days.ts";
import type { JournalPagesContext, PageRequest, ShownPage } from "../context.ts";
import { JOURNAL_PATHS } from "../../pages/journal_paths.ts";
import { dates } from "../../pages/dates.tsx";
import { JournalPage } from "../layout/page.tsx";
import { listingPath } from "./listing.ts";

const PAGE_SIZE = 400;

/** All tags, and the moods of the last year, each with the way to its entries. */
export async function showTags(
  { person: { journal }, query, preferences }: PageRequest,
  { now }: JournalPagesContext,
): Promise<ShownPage> {
  // To count those of a whole journal takes longer than a page may.
  const from = addDays(dayIn(preferences.timeZone)(now()), -365);
  const [tags, { moods }] = await Promise.all([journal.listTags(), journal.stats({ from })]);
  const { number } = dates(preferences);
  const first = Math.max(0, Math.floor(Number(query.get("first")) || 0));
  const shown = tags.slice(first, first + PAGE_SIZE);
  const page = (
    <JournalPage title="Tags and moods">
      <h2>Tags</h2>
      {tags.length === 0 ? <p>There are no tags yet.</p> : (
        <ul class="names">
          {shown.map(({ id, name, entryCount }) => (
            <li key={id}>
              <a href={listingPath({ tag: name })}>
                <bdi>{name}</bdi>
              </a>{" "}
              {number(entryCount)}
            </li>
          ))}
        </ul>
      )}
      {tags.length > PAGE_SIZE && (
        <nav class="pages" aria-label="Pages">
          {first > 0 && <a href={pageAt(Math.max(0, first - PAGE_SIZE))} rel="prev">Before</a>}
          {first + PAGE_SIZE < tags.length && (
            <a href={pageAt(first + PAGE_SIZE)} rel="next">More tags</a>
          )}
        </nav>
      )}
      <h2>Moods of the last year</h2>
      {moods.length === 0 ? <p>No mood was noted.</p> : (
        <ul class="names">
          {moods.map(({ mood, count }) => (
            <li key={mood}>
              <a href={listingPath({ mood })}>
                <bdi>{mood}</bdi>
              </a>{" "}
              {number(count)}
            </li>
          ))}
        </ul>
      )}
    </JournalPage>
  );
  return { page };
}

function pageAt(first: number): string {
  return `${JOURNAL_PATHS.tags}?${new URLSearchParams({ first: String(first) })}`;
}
