import type { ReadEntry } from "../../../../formats/mod.ts";
import { label, shorten } from "../../../../formats/text/shorten.ts";
import { type EntryTime, entryTimeOf } from "../../../days/entry_day.ts";
import type { Zone } from "../../../days/zone.ts";
import { JournalError } from "../../../errors.ts";
import { LIMITS } from "../../../limits.ts";
import { compact } from "../../../store/stored.ts";
import type { EntryGroup, Note, Problem } from "../import_model.ts";
import { foreignEntry, idFromSource, orderKeeper } from "./source.ts";
import { tagsIn } from "./tag_names.ts";

/** An entry of a file as an import takes it. */
export interface FileEntry {
  /** Absent where there is a problem. */
  group?: EntryGroup;
  problem?: Problem;
  notes: Note[];
}

/**
 * Returns what makes entries of a file entries of an import. Entries of one moment keep the order of
 * their file: each happens a millisecond after the one before.
 *
 * @param zone where times without an offset were local
 * @param isPrivate whether all of it is private
 */
export function fileEntries(
  options: { zone: Zone; isPrivate?: boolean },
): (entry: ReadEntry, index: number) => FileEntry {
  const keep = orderKeeper();
  return (entry, index) => {
    const made = fileEntry(entry, { index, ...options });
    // After what it is known by was made: one more in the file changes no other.
    if (made.group) keep(made.group);
    return made;
  };
}

/** An entry of a file as an import takes it, at the moment that the file says. */
export function fileEntry(
  entry: ReadEntry,
  { index, zone, isPrivate }: { index: number; zone: Zone; isPrivate?: boolean },
): FileEntry {
  const { tags, note } = tagsIn(namesOf(entry));
  const notes = [...entry.notes, ...note ? [note] : []].map((reason) => ({ index, reason }));
  try {
    const happened = timeOf(entry, zone);
    const group = foreignEntry({
      id: idFromSource(...entry.key),
      index,
      said: {
        title: shorten(entry.title, LIMITS.titleCharacters),
        content: entry.content,
        ...happened,
        ...labelsOf(entry),
        isFavorite: entry.isFavorite,
        isPrivate: isPrivate || entry.isPrivate,
        tags,
      },
      createdAt: entry.createdAt ?? happened.occurredAt,
      updatedAt: entry.updatedAt,
    });
    return { group, notes };
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return { problem: { index, reason: error.message, code: error.code }, notes };
  }
}

/** What the file has as tags, also what is no name; undefined where it is silent. */
function namesOf({ tags, unnamedTags = 0 }: ReadEntry): unknown[] | undefined {
  const all = [...tags, ...Array.from({ length: unnamedTags }, () => ({}))];
  return all.length > 0 ? all : undefined;
}

/** What the file says of when it was; where it only says a moment, nothing is known of the day. */
function timeOf({ occurredAt, timeZone, day, utcOffset }: ReadEntry, zone: Zone): EntryTime {
  const there: Zone = timeZone === undefined ? zone : { name: timeZone, source: "call" };
  const isMoment = typeof occurredAt === "number";
  if (isMoment && (day !== undefined || timeZone === undefined)) {
    return compact<EntryTime>({ occurredAt, day, utcOffset });
  }
  return compact<EntryTime>(entryTimeOf(occurredAt, there));
}

function labelsOf({ mood, location, weather }: ReadEntry) {
  const limit = LIMITS.labelCharacters;
  const line = (text?: string) => label([text], limit);
  return { mood: line(mood), location: line(location), weather: line(weather) };
}
