import type { Child } from "hono/jsx";
import type { EntrySummary } from "../../journal/mod.ts";
import { entryPath, previewPath } from "../../pages/journal_paths.ts";
import { DayInWords, type Preferences, TimeOfEntry } from "../../pages/dates.tsx";
import { listingPath } from "./listing.ts";

/** What a list shows of an entry, whether it was searched for or not. */
export type ListedEntry = Omit<EntrySummary, "excerpt">;

/** So many tags of an entry are shown in a list; its page has all of them. */
const MAX_TAGS = 10;

/** An entry in a list, with the way to its page. */
export function EntryItem(
  { entry, title, heading = 3, preferences, showsDay, children }: {
    entry: ListedEntry;
    /** The title, unless it is shown as it is. */
    title?: Child;
    /** Of which level its title is. */
    heading?: 2 | 3;
    preferences: Preferences;
    /** Whether the day is told with each entry, because the list is not one of days. */
    showsDay?: boolean;
    /** The excerpt. */
    children?: Child;
  },
) {
  const Heading = `h${heading}` as const;
  const picture = entry.attachments?.find(({ type }) => type.startsWith("image/"));
  const others = (entry.attachments?.length ?? 0) - (picture ? 1 : 0);
  return (
    <li class="entry">
      {picture && (
        <img
          class="thumb"
          src={previewPath(picture.id, "small")}
          alt=""
          loading="lazy"
          width={96}
          height={96}
        />
      )}
      <Heading class="item" dir="auto">
        <a href={entryPath(entry.id)}>{title ?? entry.title}</a>
      </Heading>
      {children && <p class="excerpt" dir="auto">{children}</p>}
      <p class="quiet facts">
        {showsDay && (
          <span>
            <DayInWords day={entry.day} preferences={preferences} format="shortDay" />
          </span>
        )}
        {entry.utcOffset !== undefined && (
          <span>
            <TimeOfEntry entry={entry} preferences={preferences} />
          </span>
        )}
        <Marks entry={entry} maxTags={MAX_TAGS} />
        {others > 0 && <span>{others === 1 ? "1 more file" : `${others} more files`}</span>}
      </p>
    </li>
  );
}

/** What is special about an entry, in words: mood, place, privacy, tags. */
export function Marks({ entry, maxTags }: { entry: ListedEntry; maxTags?: number }) {
  const { mood, location, weather, isFavorite, isPrivate, tags, trashedAt } = entry;
  return (
    <>
      {trashedAt !== undefined && <span class="mark">In the trash</span>}
      {isPrivate && <span class="mark">Private</span>}
      {isFavorite && <span class="mark">Favourite</span>}
      {mood !== undefined && (
        <span>
          Mood{" "}
          <a href={listingPath({ mood })}>
            <bdi>{mood}</bdi>
          </a>
        </span>
      )}
      {location !== undefined && (
        <span>
          <bdi>{location}</bdi>
        </span>
      )}
      {weather !== undefined && (
        <span>
          <bdi>{weather}</bdi>
        </span>
      )}
      {tags.slice(0, maxTags).map((tag) => (
        <span key={tag}>
          <a href={listingPath({ tag })}>
            #<bdi>{tag}</bdi>
          </a>
        </span>
      ))}
      {maxTags !== undefined && tags.length > maxTags && (
        <span>and {tags.length - maxTags} more tags</span>
      )}
    </>
  );
}
