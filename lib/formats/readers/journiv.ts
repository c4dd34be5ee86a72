import { EntryFiles, unreferred, withFiles } from "./entry_files.ts";
import { type FileIndex, indexFiles } from "../archive/file_index.ts";
import type { Archive, Member } from "../archive/archive.ts";
import { nameOf } from "../archive/paths.ts";
import { FORMAT_LIMITS } from "../limits.ts";
import type { Reader, ReadItem } from "../read_entry.ts";
import { withFacts } from "../text/facts.ts";
import { jsonValues } from "../text/json_stream.ts";
import { leftovers, untaken } from "../text/leftovers.ts";
import { moment } from "../text/time/plain_time.ts";
import { label } from "../text/shorten.ts";
import { zoneNamed } from "../text/time/source_time.ts";
import { makeEntry, skipped } from "./make_entry.ts";
import { coordinates, degrees, isRecord, type Json, listIn, namesIn, recordIn } from "./values.ts";
import { textIn } from "./values.ts";

const TAKEN = [
  ...["title", "content", "entry_date", "entry_datetime_utc", "entry_timezone", "word_count"],
  ...["location_json", "weather_json", "weather_summary"],
  ...["is_pinned", "location", "weather", "latitude", "longitude", "temperature", "tags"],
  ...["mood_log", "media", "prompt_text", "created_at", "updated_at", "external_id"],
];

/** The document of a Journiv export. */
export function journivDocument({ members }: Archive): Member | undefined {
  return members.find(({ path }) => nameOf(path) === "data.json");
}

/** Reads an export of Journiv: data.json with journals and their entries, beside media/. */
export const readJourniv: Reader = async function* (archive) {
  const document = journivDocument(archive) ?? archive.members[0];
  const files = indexFiles(archive);
  const names = new Map<string | number, string>();
  let count = 0;
  const referred = new Set<Member>();
  const paths = ["$.journals.*.title", "$.journals.*.entries.*"];
  for await (const { value, path } of jsonValues(document, paths)) {
    const [, journal, member] = path;
    if (member === "title") {
      if (typeof value === "string") names.set(journal, value);
      continue;
    }
    const place = { what: `Entry ${++count}`, journal: names.get(journal), files };
    yield readOne(value, { ...place, document, referred });
  }
  yield* unreferred(archive, { referred, isRead: (member) => member === document });
};

interface Place {
  what: string;
  journal?: string;
  files: FileIndex;
  document: Member;
  referred: Set<Member>;
}

function readOne(value: unknown, { what, journal, files, document, referred }: Place): ReadItem {
  if (!isRecord(value)) return skipped(what, "It is not an entry");
  const at = moment(utc(value.entry_datetime_utc)) ?? textIn(value.entry_date);
  if (at === undefined) return skipped(what, "It does not say when it was written");
  const media = new EntryFiles(referred);
  const notes: string[] = [];
  const references = listIn(value.media).filter(isRecord).flatMap((each) => {
    const { file_path, filename, mime_type, alt_text, caption, checksum } = each;
    const path = textIn(file_path) ?? textIn(filename) ?? "";
    const file = files.resolve(`media/${path}`, document.path) ??
      files.resolve(path, document.path);
    if (!file) {
      notes.push(`Left out: ${textIn(filename) ?? path}; the archive has no such file`);
      return [];
    }
    const alt = textIn(alt_text) ?? textIn(caption);
    const sha256 = /^[\da-f]{64}$/i.exec(textIn(checksum) ?? "")?.[0].toLowerCase();
    return media.refer(file, { name: textIn(filename), type: textIn(mime_type), alt, sha256 });
  });
  const mood = recordIn(value.mood_log);
  const isHere = textIn(value.external_id);
  return makeEntry({
    format: "journiv",
    source: isHere ?? `${at} ${textIn(value.title) ?? textIn(value.created_at) ?? ""}`.trim(),
    title: textIn(value.title),
    content: withFacts(withFiles(textIn(value.content) ?? "", references), [
      ["Prompt", textIn(value.prompt_text)],
      ["Mood note", textIn(mood.note)],
    ]),
    occurredAt: at,
    timeZone: zoneNamed(textIn(value.entry_timezone)),
    createdAt: moment(utc(value.created_at)),
    updatedAt: moment(utc(value.updated_at)),
    tags: [...namesIn(value.tags), ...journal ? [journal] : []],
    mood: textIn(mood.mood_name),
    location: placeOf(value),
    weather: weatherOf(value),
    isFavorite: typeof value.is_pinned === "boolean" ? value.is_pinned : undefined,
    attachments: media.list,
    notes: [...notes, ...leftovers(untaken(value, TAKEN))],
  });
}

/** Python writes times in UTC without saying so. */
function utc(value: unknown): string | undefined {
  const text = textIn(value);
  return text && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? `${text}Z` : text;
}

/** Since its places and its weather are objects, both are in members of their own. */
function placeOf({ location, location_json, latitude, longitude }: Json): string | undefined {
  const place = recordIn(location_json);
  const names = [place.name, place.street, place.locality, place.admin_area, place.country];
  return textIn(location) ?? label(names.map(textIn), FORMAT_LIMITS.labelCharacters) ??
    coordinates(place.latitude ?? latitude, place.longitude ?? longitude);
}

function weatherOf(entry: Json): string | undefined {
  const { condition, temp_c } = recordIn(entry.weather_json);
  const sky = textIn(entry.weather_summary) ?? textIn(entry.weather) ?? textIn(condition);
  // The summary mostly has the degrees.
  const warmth = sky?.includes("°") ? undefined : degrees(entry.temperature ?? temp_c);
  return label([sky, warmth], FORMAT_LIMITS.labelCharacters);
}
