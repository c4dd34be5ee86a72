import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { type EntrySummary, LIMITS } from "../../journal/mod.ts";
import { dayPath, JOURNAL_PATHS } from "../../pages/journal_paths.ts";
import { dayIn } from "../../calendar/days.ts";
import type { JournalPagesContext, PageRequest, ShownPage } from "../context.ts";
import { DayInWords, type Preferences } from "../../pages/dates.tsx";
import { JournalPage } from "../layout/page.tsx";
import { plainLine } from "../text/plain_line.ts";
import { EntryItem } from "./entry_item.tsx";
import { ActiveFilters, FilterForm } from "./filter_form.tsx";
import { find, type Found } from "./find.ts";
import { isFiltered, type Listing, listingPath, parseListing } from "./listing.ts";
import { SearchResults } from "./search_results.tsx";

/** The days with their entries, the newest first; or what is searched for, the best first. */
export async function showJournal(
  { person, preferences, query, notice }: PageRequest,
  { now }: JournalPagesContext,
): Promise<ShownPage> {
  const listing = parseListing(query);
  const found = await find(person, listing);
  const page = (
    <JournalPage
      title={titleOf(listing)}
      at={Object.keys(listing).length === 0 ? "journal" : undefined}
      notice={notice}
    >
      {listing.trashed && (
        <p class="quiet">
          What is deleted stays here for {LIMITS.trashDays} days.{" "}
          <a href={ACCOUNT_PATHS.trash}>Restore entries, or delete them for ever</a>.
        </p>
      )}
      <FilterForm listing={listing} isOpen={found.kind === "problem"} />
      <ActiveFilters listing={listing} />
      <FoundEntries found={found} listing={listing} preferences={preferences} />
      <More found={found} listing={listing} />
      {!listing.trashed && <OtherPlaces today={dayIn(preferences.timeZone)(now())} />}
    </JournalPage>
  );
  return { page, status: found.kind === "problem" ? 400 : 200 };
}

function OtherPlaces({ today }: { today: string }) {
  return (
    <nav class="pages" aria-label="More of your journal">
      <a href={dayPath(today)}>Today, and this day in other years</a>
      <a href={JOURNAL_PATHS.tags}>Tags and moods</a>
      <a href={listingPath({ trashed: true })}>Trash</a>
    </nav>
  );
}

function titleOf({ search, trashed }: Listing): string {
  if (search !== undefined) return trashed ? "Found in the trash" : "Found in your journal";
  return trashed ? "Trash" : "Your journal";
}

function FoundEntries(
  { found, listing, preferences }: { found: Found; listing: Listing; preferences: Preferences },
) {
  if (found.kind === "problem") return <p class="alert" role="alert">{found.problem}.</p>;
  if (found.kind === "searched") return <SearchResults found={found} preferences={preferences} />;
  const { entries, nextCursor } = found;
  if (entries.length === 0) {
    return <Nothing listing={listing} isEnd={nextCursor === undefined} />;
  }
  return <DaysOfEntries entries={entries} preferences={preferences} />;
}

/** Entries under the days that they are of. */
export function DaysOfEntries(
  { entries, preferences }: { entries: readonly EntrySummary[]; preferences: Preferences },
) {
  return (
    <>
      {[...Map.groupBy(entries, ({ day }) => day)].map(([day, ofDay]) => (
        <section key={day} class="day-of-entries" aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`}>
            <a href={dayPath(day)}>
              <DayInWords day={day} preferences={preferences} />
            </a>
          </h2>
          <ul class="entries">
            {ofDay.map((entry) => (
              <EntryItem key={entry.id} entry={entry} preferences={preferences}>
                {plainLine(entry.excerpt)}
              </EntryItem>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Nothing({ listing, isEnd }: { listing: Listing; isEnd: boolean }) {
  if (!isEnd) return <p>Nothing was found so far; there is more to look through.</p>;
  if (listing.cursor !== undefined) return <p>There is nothing older.</p>;
  if (isFiltered(listing)) return <p>No entry is like this.</p>;
  if (listing.trashed) return <p>Nothing is in the trash.</p>;
  return (
    <p>
      Nothing is written yet.{" "}
      <a href={JOURNAL_PATHS.write}>Write something</a>, ask your assistant to write something down,
      or <a href={ACCOUNT_PATHS.import}>import a journal</a> that you have.
    </p>
  );
}

function More({ found, listing }: { found: Found; listing: Listing }) {
  const cursor = found.kind === "problem" ? undefined : found.nextCursor;
  if (cursor === undefined && listing.cursor === undefined) return null;
  return (
    <nav class="pages" aria-label="Pages">
      {listing.cursor !== undefined && (
        <a href={listingPath({ ...listing, cursor: undefined })}>
          {listing.search === undefined ? "Newest" : "Best"}
        </a>
      )}
      {cursor !== undefined && (
        <a href={listingPath({ ...listing, cursor })} rel="next">
          {listing.search === undefined ? "Older" : "More"}
        </a>
      )}
    </nav>
  );
}
