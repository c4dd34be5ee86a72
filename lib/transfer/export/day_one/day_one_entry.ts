import { decodeTime } from "ulid";
import type { EntryRecord } from "../../../journal/mod.ts";
import { entryText } from "./entry_text.ts";
import { endingOf, type FileRecord, identifierOf, kindOf } from "./media.ts";
import { inSeconds } from "./in_seconds.ts";
import { placeInTime } from "./place_in_time.ts";

/** An entry as a Journal.json of Day One has it. */
export function dayOneEntry(
  entry: EntryRecord,
  { md5Of, timeZone }: {
    /** Of each file whose bytes are in the archive. */
    md5Of: (file: FileRecord) => string | undefined;
    /** Of the person: an IANA name. */
    timeZone: string;
  },
): Record<string, unknown> {
  const { location, weather, tags, isFavorite, updatedAt } = entry;
  return {
    uuid: uuidOf(entry.id),
    ...placeInTime(entry, timeZone),
    modifiedDate: inSeconds(updatedAt),
    text: entryText(entry, md5Of),
    starred: isFavorite === true,
    isPinned: false,
    duration: 0,
    tags: tags.map(({ name }) => name),
    location: location === undefined ? undefined : placeOf(location),
    weather: weather === undefined ? undefined : weatherOf(weather),
    ...mediaOf(entry, md5Of),
  };
}

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Our id in hexadecimal: both have 128 bits. */
function uuidOf(id: string): string {
  // Fails for what is no id.
  decodeTime(id);
  const bits = [...id].reduce((sum, digit) => (sum << 5n) | BigInt(ALPHABET.indexOf(digit)), 0n);
  return bits.toString(16).toUpperCase().padStart(32, "0");
}

function placeOf(location: string): Record<string, unknown> {
  const [, latitude, longitude] = /^(-?\d+(?:\.\d+)?), (-?\d+(?:\.\d+)?)$/.exec(location) ?? [];
  if (latitude === undefined) return { placeName: location };
  return { latitude: Number(latitude), longitude: Number(longitude) };
}

function weatherOf(weather: string): Record<string, unknown> {
  const [, sky, degrees] = /^(?:(.*), )?(-?\d{1,2}) °C$/s.exec(weather) ?? [];
  if (degrees === undefined) return { conditionsDescription: weather };
  return { conditionsDescription: sky, temperatureCelsius: Number(degrees) };
}

/** The files of an entry, by their kinds, in their order. */
function mediaOf(
  { id, attachments = [] }: EntryRecord,
  md5Of: (file: FileRecord) => string | undefined,
): Record<string, unknown[]> {
  const media: Record<string, unknown[]> = {};
  for (const [orderInEntry, file] of attachments.entries()) {
    const [kind, md5] = [kindOf(file), md5Of(file)];
    if (!kind || md5 === undefined) continue;
    (media[kind.list] ??= []).push({
      identifier: identifierOf(id, file),
      md5,
      ...{ type: endingOf(file), orderInEntry, fileSize: file.size, filename: file.name },
      ...kind.list === "pdfAttachments" ? { pdfName: file.name } : {},
      ...kind.list === "audios" ? { format: endingOf(file) } : {},
      ...{ favorite: false, duration: 0 },
    });
  }
  return media;
}
