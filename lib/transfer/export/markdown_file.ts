import type { EntryRecord } from "../../journal/mod.ts";
import { frontMatter } from "../../journal/portability/mod.ts";

const MAX_NAME = 80;

/** What no file system and no wiki link takes in a name. */
const UNSAFE = /[\p{Cc}\p{Cf}\\/:*?"<>|#^[\]%]+/gu;

/** The day of an entry where it was written; in UTC where that is not known. */
export function dayOf({ day, occurredAt }: Pick<EntryRecord, "day" | "occurredAt">): string {
  return day ?? occurredAt.slice(0, 10);
}

/** A name for the file of an entry, such as `2024/2024-05-01 A walk`, without an ending. */
export function fileNameOf(entry: EntryRecord): string {
  const day = dayOf(entry);
  const words = entry.title.replace(UNSAFE, " ").replace(/\s+/g, " ").trim();
  const name = [...words].slice(0, MAX_NAME).join("").replace(/[. ]+$/, "");
  return `${day.slice(0, 4)}/${day}${name ? ` ${name}` : ""}`;
}

/**
 * An entry as a Markdown file with front matter that Obsidian and Hugo read. Tags of several words
 * have hyphens there, because Obsidian takes no others; the JSON has them as they are.
 */
export function markdownFile(entry: EntryRecord): string {
  const { title, content = "", isFavorite, isPrivate, mood, location, weather } = entry;
  const facts = {
    ...{ title, date: localTime(entry), lastmod: entry.updatedAt },
    tags: entry.tags.length > 0
      ? entry.tags.map(({ name }) => name.replace(/\s+/g, "-"))
      : undefined,
    ...{ mood, location, weather },
    favorite: isFavorite || undefined,
    private: isPrivate || undefined,
    id: entry.id,
  };
  return `${frontMatter(facts)}\n${content.trimEnd()}\n`;
}

/** The time on the clock where the entry was written, with its offset; of a day without time the day. */
function localTime({ occurredAt, utcOffset, day }: EntryRecord): string {
  if (utcOffset === undefined) return day ?? occurredAt;
  const local = Temporal.Instant.from(occurredAt).toZonedDateTimeISO(utcOffset);
  return local.toString({ timeZoneName: "never", smallestUnit: "second" });
}
