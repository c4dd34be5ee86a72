import { JOURNAL_PATHS } from "../../pages/journal_paths.ts";
import { isFiltered, type Listing, listingPath, without } from "./listing.ts";

/** Searches and filters by GET, so that what it finds has an address. */
export function FilterForm({ listing, isOpen }: { listing: Listing; isOpen: boolean }) {
  const { search, tag, mood, from, to, favorite, trashed } = listing;
  return (
    <form class="filter" method="get" action={JOURNAL_PATHS.journal} role="search">
      {trashed && <input type="hidden" name="trash" value="yes" />}
      <div class="ask">
        <label for="q" class="unseen">{trashed ? "Search the trash" : "Search your journal"}</label>
        <input
          id="q"
          name="q"
          type="search"
          value={search}
          maxlength={1_000}
          placeholder={trashed ? "Search the trash" : "Search your journal"}
        />
        <button type="submit">Search</button>
      </div>
      <details open={isOpen}>
        <summary>Filter</summary>
        <div class="filters">
          <TextFilter name="tag" label="Tag" value={tag} />
          <TextFilter name="mood" label="Mood" value={mood} />
          <DayFilter name="from" label="First day" value={from} />
          <DayFilter name="to" label="Last day" value={to} />
          <div class="field">
            <label for="private">Private entries</label>
            <select id="private" name="private">
              <option value="">With all others</option>
              <option value="yes" selected={listing.private === true}>Only these</option>
              <option value="no" selected={listing.private === false}>Without these</option>
            </select>
          </div>
          <div class="field">
            <label for="favorite">Favourites</label>
            <select id="favorite" name="favorite">
              <option value="">With all others</option>
              <option value="yes" selected={favorite === true}>Only these</option>
              <option value="no" selected={favorite === false}>Without these</option>
            </select>
          </div>
        </div>
        <div class="actions">
          <button type="submit" class="second">Show these</button>
          <a href={JOURNAL_PATHS.tags}>All tags and moods</a>
        </div>
      </details>
    </form>
  );
}

/** What is asked for, each with the way to the same list without it. */
export function ActiveFilters({ listing }: { listing: Listing }) {
  if (!isFiltered(listing)) return null;
  const items: [keyof Listing, string][] = [
    ["tag", `Tag ${listing.tag}`],
    ["mood", `Mood ${listing.mood}`],
    ["from", `From ${listing.from}`],
    ["to", `To ${listing.to}`],
    ["favorite", listing.favorite ? "Favourites only" : "Without favourites"],
    ["private", listing.private ? "Private only" : "Without private ones"],
  ];
  return (
    <ul class="chips" aria-label="Filters">
      {items.filter(([name]) => listing[name] !== undefined).map(([name, text]) => (
        <li key={name}>
          <bdi>{text}</bdi>{" "}
          <a
            href={listingPath(without(listing, name, "cursor"))}
            aria-label={`Remove the filter: ${text}`}
          >
            Remove
          </a>
        </li>
      ))}
    </ul>
  );
}

function TextFilter({ name, label, value }: FilterProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input id={name} name={name} value={value} maxlength={200} autocomplete="off" />
    </div>
  );
}

function DayFilter({ name, label, value }: FilterProps) {
  // A year or a time is shown as it is, though it is no day.
  const isDay = value === undefined || /^\d{4}-\d{2}-\d{2}$/.test(value);
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input id={name} name={name} type={isDay ? "date" : "text"} value={value} />
    </div>
  );
}

interface FilterProps {
  name: string;
  label: string;
  value?: string;
}
