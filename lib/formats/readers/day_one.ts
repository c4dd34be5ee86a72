import type { Archive, Member } from "../archive/archive.ts";
import { EntryFiles, unreferred, withFiles } from "./entry_files.ts";
import { type FileIndex, indexFiles } from "../archive/file_index.ts";
import { endingOf, nameOf, stemOf } from "../archive/paths.ts";
import { FORMAT_LIMITS } from "../limits.ts";
import type { ReadEntry, Reader, ReadItem, ReadOptions } from "../read_entry.ts";
import { unescapeDayOne } from "../text/markup/dayone_text.ts";
import { isBlank } from "../../invisible.ts";
import { withFacts } from "../text/facts.ts";
import { jsonValues } from "../text/json_stream.ts";
import { leftovers, untaken } from "../text/leftovers.ts";
import { peek } from "../text/read_text.ts";
import { richTextToMarkdown } from "../text/markup/rich_text.ts";
import { label } from "../text/shorten.ts";
import { isLocalTime, momentOf, zoneIn, zoneNamed } from "../text/time/source_time.ts";
import { makeEntry, skipped } from "./make_entry.ts";
import { coordinates, degrees, isRecord, type Json, listIn, recordIn } from "./values.ts";
import { numberIn, tagsOf, textIn } from "./values.ts";

/** Media of an entry, and where the app has their files. */
const MEDIA = ["photos", "videos", "audios", "pdfAttachments"] as const;

const TAKEN = [
  ...["uuid", "creationDate", "modifiedDate", "timeZone", "isAllDay", "text", "richText"],
  ...["starred", "tags", "location", "weather", "userActivity", "music", ...MEDIA],
  // Of the app and its machine, and not of the day.
  ...["creationDevice", "creationDeviceType", "creationDeviceModel", "creationOSName"],
  ...["creationOSVersion", "editingTime", "duration", "sourceString"],
];
const TAKEN_OF_PLACE = ["userLabel", "placeName", "localityName", "country", "region"];
const TAKEN_OF_WEATHER = ["conditionsDescription", "temperatureCelsius"];

/** What stands for a photo, a video, sound or a PDF in a text. */
const MOMENT = /!\[([^\]]{0,500})\]\(dayone-moment:\/+(?:\w{1,40}\/)?([\w-]{1,100})\)/g;

/** The journals of a Day One export: a JSON document each, beside folders of media. */
export function dayOneJournals({ members }: Archive): Member[] {
  return members.filter(({ path }) => endingOf(path) === "json" && !/(?:^|\/)photos\//.test(path));
}

/**
 * Reads an export of Day One: the zip with its journals and media, or one of its JSON documents. An
 * entry is known by its uuid; one of a script that gives none, by its time and first line. Of several
 * journals each is a tag.
 */
export const readDayOne: Reader = async function* (archive, options) {
  const files = indexFiles(archive);
  const journals = dayOneJournals(archive);
  const seen = new Map<string, number>();
  const referred = new Set<Member>();
  for (const journal of journals) {
    const isList = (await peek(journal, 1_024)).replace(/^\uFEFF/, "").trimStart().startsWith("[");
    const name = journals.length > 1 ? stemOf(journal.path) : undefined;
    for await (const { value, path } of jsonValues(journal, [isList ? "$.*" : "$.entries.*"])) {
      const what = `${nameOf(journal.path)}, entry ${Number(path.at(-1)) + 1}`;
      yield readOne(value, { what, name, files, isZip: archive.isZip, seen, referred, ...options });
    }
  }
  const read = new Set(journals);
  yield* unreferred(archive, { referred, isRead: (member) => read.has(member) });
};

/** Reads the entries of a document that is parsed already, one by one. */
export function dayOneRecords(
  options: ReadOptions,
): (value: unknown, what: string) => ReadItem {
  const files: FileIndex = { resolve: () => undefined, withStem: () => [] };
  const shared = { ...options, files, isZip: false, seen: new Map(), referred: new Set<Member>() };
  return (value, what) => readOne(value, { ...shared, what });
}

interface Place extends ReadOptions {
  what: string;
  /** Of the journal, where there are several. */
  name?: string;
  files: FileIndex;
  isZip: boolean;
  /** How many entries without a uuid there were of a name. */
  seen: Map<string, number>;
  referred: Set<Member>;
}

function readOne(value: unknown, place: Place): ReadItem {
  const { what, name, timeZone: local } = place;
  if (!isRecord(value)) return skipped(what, "It is not an entry");
  const written = textIn(value.creationDate);
  const there = zoneNamed(textIn(value.timeZone));
  const at = written === undefined ? undefined : momentOf(written, there ?? local);
  if (written === undefined || at === undefined) {
    return skipped(
      what,
      "It does not say when it was written (creationDate: Expected an ISO 8601 time)",
    );
  }
  const files = new EntryFiles(place.referred);
  const { content, notes } = contentOf(value, { ...place, entryFiles: files });
  if (isBlank(content) && files.list.length === 0) {
    const where = place.isZip ? "the archive has no file of them" : "they are in the zip only";
    return skipped(
      textIn(value.uuid) ?? what,
      notes.length > 0 ? `It has no text, and photos or other files: ${where}` : "It has no text",
    );
  }
  const { location, weather, userActivity } = value;
  const tags = tagsOf(value.tags);
  const identity = identify(value, { at, text: textOf(value), seen: place.seen });
  return makeEntry({
    format: "dayone",
    ...identity,
    content,
    ...timeOf(value, { written, at, there: there ?? zoneIn(written, local), local }),
    createdAt: at,
    updatedAt: momentOf(textIn(value.modifiedDate) ?? "", there ?? local),
    tags: [...tags.names, ...name ? [name] : []],
    ...tags.others > 0 && { unnamedTags: tags.others },
    location: placeOf(recordIn(location)),
    weather: weatherOf(recordIn(weather)),
    isFavorite: typeof value.starred === "boolean" ? value.starred : undefined,
    attachments: files.list,
    notes: [
      ...notes,
      ...leftovers(
        untaken(value, TAKEN),
        untaken(location, TAKEN_OF_PLACE, "location "),
        untaken(weather, TAKEN_OF_WEATHER, "weather "),
        untaken(userActivity, ["stepCount", "activityName"], "activity "),
      ),
    ],
  });
}

/** A moment, where it was; or a day without a time. */
function timeOf(
  { isAllDay }: Json,
  { written, at, there, local }: { written: string; at: number; there?: string; local: string },
): Pick<ReadEntry, "occurredAt" | "timeZone" | "day"> {
  const zoned = new Temporal.ZonedDateTime(BigInt(at) * 1_000_000n, there ?? local);
  if (isAllDay === true) return { occurredAt: at, day: zoned.toPlainDate().toString() };
  if (there === local && isLocalTime(written)) {
    return { occurredAt: zoned.toPlainDateTime().toString() };
  }
  return { occurredAt: at, timeZone: there };
}

function contentOf(
  entry: Json,
  { files, entryFiles, isZip }: Place & { entryFiles: EntryFiles },
): { content: string; notes: string[] } {
  const media = mediaOf(entry, files);
  const missing: string[] = [];
  const refer = (each: Media, alt = "") => {
    if (each.member) return entryFiles.refer(each.member, { ...each.facts, alt: alt || undefined });
    missing.push(each.kind);
    return undefined;
  };
  const known = new Map(media.map((each) => [each.id, each]));
  const text = textOf(entry)
    .replace(MOMENT, (whole: string, alt: string, id: string) => {
      const found = known.get(id.toUpperCase());
      known.delete(id.toUpperCase());
      // Without its file it stays: an import of the zip will find it.
      return (found && refer(found, alt)) ?? whole;
    });
  const unnamed = [...known.values()].flatMap((each) => refer(each) ?? []);
  const { stepCount, activityName } = recordIn(entry.userActivity);
  const { track, artist, album } = recordIn(entry.music);
  const content = withFacts(withFiles(text, unnamed), [
    ["Steps", numberIn(stepCount) || undefined],
    ["Activity", textIn(activityName)],
    ["Music", label([track, artist, album].map(textIn), FORMAT_LIMITS.labelCharacters)],
  ]);
  if (missing.length === 0) return { content, notes: [] };
  const where = isZip
    ? "the archive has no file of them"
    : "their files are in the zip of the export";
  return { content, notes: [`Left out: ${missing.join(", ")}; ${where}`] };
}

function textOf({ text, richText }: Json): string {
  const written = textIn(text);
  return written ? unescapeDayOne(written) : richTextToMarkdown(richText);
}

interface Media {
  id: string;
  kind: string;
  member?: Member;
  facts: { name?: string; type?: string };
}

/** The media of an entry in their order. Their files are named by their MD5. */
function mediaOf(entry: Json, files: FileIndex): Media[] {
  return MEDIA.flatMap((kind) =>
    listIn(entry[kind]).filter(isRecord).map((each) => {
      const [md5, id] = [textIn(each.md5), textIn(each.identifier)];
      const members = [md5, id].flatMap((stem) => stem ? files.withStem(stem) : []);
      return {
        id: id?.toUpperCase() ?? "",
        kind: kind.replace(/Attachments$|s$/, ""),
        member: members.find(({ path }) => endingOf(path) !== "json"),
        facts: { name: textIn(each.filename) ?? pdfName(textIn(each.pdfName)) },
        order: numberIn(each.orderInEntry) ?? 0,
      };
    })
  ).sort((a, b) => a.order - b.order);
}

/** The app knows a PDF by its title. */
function pdfName(title: string | undefined): string | undefined {
  return title === undefined || /\.pdf$/i.test(title) ? title : `${title}.pdf`;
}

/** Upper and lower case and hyphens are spellings of one uuid (RFC 9562, section 4). */
function identify(
  { uuid }: Json,
  { at, text, seen }: { at: number; text: string; seen: Map<string, number> },
): Pick<ReadEntry, "source" | "key"> {
  const given = textIn(uuid)?.trim().toUpperCase();
  if (given) {
    const isHyphened = /^[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}$/.test(given);
    const source = isHyphened ? given.replaceAll("-", "") : given;
    return { source, key: ["dayone", source] };
  }
  const [line] = text.trimStart().split("\n", 1);
  const name = JSON.stringify([at, line.trim()]);
  const earlier = seen.get(name) ?? 0;
  seen.set(name, earlier + 1);
  return { source: `${name} ${earlier}`, key: ["dayone", "", name, String(earlier)] };
}

/** The person's own name of a place comes first; without any name, the coordinates are it. */
function placeOf({ userLabel, placeName, localityName, country, latitude, longitude }: Json) {
  const names = [userLabel, placeName, localityName, country].map(textIn);
  return label(names, FORMAT_LIMITS.labelCharacters) ?? coordinates(latitude, longitude);
}

function weatherOf({ conditionsDescription, temperatureCelsius }: Json): string | undefined {
  const parts = [textIn(conditionsDescription), degrees(temperatureCelsius)];
  return label(parts, FORMAT_LIMITS.labelCharacters);
}
