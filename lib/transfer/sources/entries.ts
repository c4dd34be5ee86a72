import { type EntryTime, entryTimeOf } from "../../journal/days/entry_day.ts";
import type { Zone } from "../../journal/days/zone.ts";
import { type EntryGroup, JournalError } from "../../journal/mod.ts";
import {
  foreignEntry,
  type ForeignValues,
  idFromSource,
} from "../../journal/portability/import/sources/source.ts";
import { compact } from "../../journal/store/stored.ts";
import type { LeftOut } from "../model.ts";
import { ENTRIES_PER_PIECE, type SourcePiece } from "./source.ts";

/** An entry as a reader of another app's files has it. What the app does not speak of is absent. */
export interface ForeignEntry {
  kind: "entry";
  /** What its id here is derived from: the same in each export. */
  key: readonly string[];
  title: string;
  content: string;
  /** Milliseconds, or ISO 8601; a time without an offset is local in `timeZone`. */
  occurredAt: number | string;
  timeZone?: string;
  day?: string;
  utcOffset?: string;
  createdAt?: number;
  updatedAt?: number;
  tags: readonly string[];
  mood?: string;
  location?: string;
  weather?: string;
  isFavorite?: boolean;
  isPrivate?: boolean;
  attachments: readonly { name: string }[];
  /** What the app says and an entry has no place for. */
  notes: readonly string[];
}

/** Something that a reader leaves out. */
export interface ForeignSkipped {
  kind: "skipped";
  what: string;
  why: string;
}

/** Makes pieces of what a reader yields; the journal judges the entries when it writes them. */
export async function* piecesOf(
  items: AsyncIterable<ForeignEntry | ForeignSkipped>,
  { zone }: { zone: Zone },
): AsyncIterable<SourcePiece> {
  let piece = emptyPiece();
  let index = 0;
  for await (const item of items) {
    if (item.kind === "skipped") piece.leftOut.push({ what: item.what, why: item.why });
    else add(piece, item, { index: index++, zone });
    if (piece.groups.length + piece.leftOut.length < ENTRIES_PER_PIECE) continue;
    yield piece;
    piece = emptyPiece();
  }
  yield piece;
}

type GrowingPiece = SourcePiece & { groups: EntryGroup[] };

function emptyPiece(): GrowingPiece {
  return { groups: [], leftOut: [], attachments: 0 };
}

function add(
  piece: GrowingPiece,
  entry: ForeignEntry,
  { index, zone }: { index: number; zone: Zone },
): void {
  const noted = (why: string): LeftOut => ({ what: entry.title, why, isNote: true });
  try {
    piece.groups.push(toGroup(entry, { index, zone }));
    piece.leftOut.push(...entry.notes.map(noted));
    piece.attachments += entry.attachments.length;
    // Until entries have attachments: what is not kept is told, entry by entry.
    const { length } = entry.attachments;
    if (length > 0) piece.leftOut.push(noted(`${length} of its files cannot be kept yet`));
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    piece.leftOut.push({ what: entry.title, why: error.message });
  }
}

function toGroup(
  entry: ForeignEntry,
  { index, zone }: { index: number; zone: Zone },
): EntryGroup {
  const { key, title, content, tags, createdAt, updatedAt } = entry;
  const { mood, location, weather, isFavorite, isPrivate } = entry;
  const there: Zone = entry.timeZone ? { name: entry.timeZone, source: "call" } : zone;
  const time = compact<EntryTime>(entryTimeOf(entry.occurredAt, there));
  const stated = entry.day === undefined ? time : compact<EntryTime>({
    ...{ occurredAt: time.occurredAt, day: entry.day, utcOffset: entry.utcOffset },
  });
  const said = compact<ForeignValues>({
    ...{ title, content, mood, location, weather, isFavorite, isPrivate, ...stated },
    tags: tags.map((name) => ({ name })),
  });
  const id = idFromSource(...key);
  const written = createdAt ?? time.occurredAt;
  return foreignEntry({ id, index, said, createdAt: written, updatedAt });
}
