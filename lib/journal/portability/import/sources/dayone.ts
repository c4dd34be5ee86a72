import { z } from "zod";
import { localDay } from "../../../days/entry_day.ts";
import type { Zone } from "../../../days/zone.ts";
import { LIMITS } from "../../../limits.ts";
import type { EntryGroup, ImportedDocument } from "../import_model.ts";
import { unescapeDayOne } from "../../../../formats/text/markup/dayone_text.ts";
import { eachOf, entriesIn, problemOf, readJson, refuseDocument } from "./read_json.ts";
import { richTextToMarkdown } from "../../../../formats/text/markup/rich_text.ts";
import { label } from "../../../../formats/text/shorten.ts";
import { titleAndContent } from "../../../../formats/text/title_and_content.ts";
import { foreignEntry, type ForeignValues, idFromSource, keepOrder } from "./source.ts";
import { momentOf, zoneIn, zoneNamed } from "../../../../formats/text/time/source_time.ts";
import { tagsIn } from "./tag_names.ts";

const NO_TIME = "Expected an ISO 8601 time";

const time = z.string(NO_TIME).refine((text) => momentOf(text, "UTC") !== undefined, NO_TIME);
const name = z.string().nullish().catch(undefined);
const figure = z.number().nullish().catch(undefined);

/** What we take of an entry; photos, sound and drawings are not in the document. */
const dayOneEntry = z.object({
  uuid: z.string().max(200).nullish(),
  creationDate: time,
  modifiedDate: time.nullish(),
  /** Where it was written; such a name is not always one of ours. */
  timeZone: name,
  /** Of a day without a time, which then begins where it was. */
  isAllDay: z.boolean().nullish().catch(undefined),
  text: z.string().nullish(),
  richText: z.unknown().optional(),
  starred: z.boolean().nullish(),
  tags: z.unknown().optional(),
  location: z.object({
    ...{ userLabel: name, placeName: name, localityName: name, country: name },
    ...{ latitude: figure, longitude: figure },
  }).nullish().catch(undefined),
  weather: z.object({ conditionsDescription: name, temperatureCelsius: figure }).nullish()
    .catch(undefined),
});

type DayOneEntry = z.infer<typeof dayOneEntry>;

/**
 * Reads a JSON export of Day One (Journal.json). An entry is known by its uuid; one of a script that
 * gives none, by its time and first line. Times without an offset are local where the entry says that
 * it was, or else in `zone`.
 */
export async function readDayOne(
  document: string,
  { zone }: { zone: Zone },
): Promise<ImportedDocument> {
  const entries = entriesIn(readJson(document), "creationDate");
  if (entries === undefined) {
    return refuseDocument(
      "a JSON export of Day One",
      "Give the JSON file of a Day One export, which has entries with uuid and creationDate",
    );
  }
  const groups = new Map<string, EntryGroup>();
  const read: ImportedDocument = { tags: [], groups: [], problems: [], notes: [] };
  const seen = new Map<string, number>();
  for await (const [index, value] of eachOf(entries)) {
    const { success, data, error } = dayOneEntry.safeParse(value);
    if (!success) {
      read.problems.push(problemOf(error, index));
      continue;
    }
    const text = data.text?.trim() ? unescapeDayOne(data.text) : richTextToMarkdown(data.richText);
    if (text === "") {
      const reason = "It has no text, and photos or other attachments cannot be imported";
      read.problems.push({ index, reason, code: "invalid" });
      continue;
    }
    const momentThere = (time: string) => momentOf(time, zoneNamed(data.timeZone) ?? zone.name)!;
    const createdAt = momentThere(data.creationDate);
    const updatedAt = data.modifiedDate ? momentThere(data.modifiedDate) : undefined;
    const { tags, note } = tagsIn(data.tags);
    const happened = { occurredAt: createdAt, ...dayOf(data, { createdAt, zone }) };
    const said = { ...valuesOf(data, { text, day: happened.day }), ...happened, tags };
    const id = idOf(data, { createdAt, text, seen });
    const group = foreignEntry({ id, index, said, createdAt, updatedAt });
    const twin = groups.get(id);
    const isLater = twin === undefined || group.entry.updatedAt > twin.entry!.updatedAt;
    if (isLater) groups.set(id, group);
    if (note) read.notes.push({ index, reason: note });
    if (twin) read.notes.push(leftOut(isLater ? [twin, group] : [group, twin]));
  }
  keepOrder([...groups.values()]);
  return { ...read, groups: [...groups.values()] };
}

function leftOut([older, newer]: EntryGroup[]) {
  const reason = `It was left out: record ${newer.entry!.index} has the same uuid and is not older`;
  return { index: older.entry!.index, reason };
}

/** Upper and lower case and hyphens are spellings of one uuid (RFC 9562, section 4). */
function idOf(
  { uuid }: DayOneEntry,
  { createdAt, text, seen }: { createdAt: number; text: string; seen: Map<string, number> },
): string {
  const given = uuid?.trim().toUpperCase();
  if (given) {
    const isHyphened = /^[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}$/.test(given);
    return idFromSource("dayone", isHyphened ? given.replaceAll("-", "") : given);
  }
  const [line] = text.trimStart().split("\n", 1);
  const name = JSON.stringify([createdAt, line.trim()]);
  const earlier = seen.get(name) ?? 0;
  seen.set(name, earlier + 1);
  return idFromSource("dayone", "", name, String(earlier));
}

/** The day that the entry had where it was, and its offset from UTC, as far as the entry says. */
function dayOf(
  { creationDate, timeZone, isAllDay }: DayOneEntry,
  { createdAt, zone }: { createdAt: number; zone: Zone },
): Pick<ForeignValues, "day" | "utcOffset"> {
  const name = zoneNamed(timeZone) ?? zoneIn(creationDate, zone.name);
  if (isAllDay) return { day: localDay(createdAt, { ...zone, name: name ?? zone.name }).day };
  return name === undefined ? {} : localDay(createdAt, { ...zone, name });
}

function valuesOf(
  { location, weather, starred, creationDate }: DayOneEntry,
  { text, day = creationDate.slice(0, 10) }: { text: string; day?: string },
): Omit<ForeignValues, "occurredAt" | "tags"> {
  const degrees = weather?.temperatureCelsius;
  const sky = [
    weather?.conditionsDescription,
    typeof degrees === "number" ? `${Math.round(degrees)} °C` : undefined,
  ];
  return {
    ...titleAndContent(text, { day, limit: LIMITS.titleCharacters }),
    location: placeOf(location),
    weather: label(sky.map((part) => part ?? undefined), LIMITS.labelCharacters),
    isFavorite: starred ?? undefined,
  };
}

/** The person's own name of a place comes first; without any name, the coordinates are it. */
function placeOf(location: DayOneEntry["location"]): string | undefined {
  const { userLabel, placeName, localityName, country, latitude, longitude } = location ?? {};
  const names = [userLabel, placeName, localityName, country].map((part) => part ?? undefined);
  const isKnown = typeof latitude === "number" && typeof longitude === "number";
  return label(names, LIMITS.labelCharacters) ??
    (isKnown ? `${latitude}, ${longitude}` : undefined);
}
