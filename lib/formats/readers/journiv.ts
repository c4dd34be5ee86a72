import { EntryFiles, unreferred, withFiles } from "./entry_files.ts";
import { type FileIndex, indexFiles } from "../archive/file_index.ts";
import type { Archive, Member } from "../archive/archive.ts";
import { nameOf } from "../archive/paths.ts";
import { FORMAT_LIMITS } from "../limits.ts";
import type { Reader, ReadItem } from "../read_entry.ts";
import { withFacts } from "../text/facts.ts";
import { jsonValues } from "../text/json_stream.ts";
import { quillToMarkdown } from "../text/markup/quill.ts";
import { leftovers, untaken } from "../text/leftovers.ts";
import { moment } from "../text/time/plain_time.ts";
import { label } from "../text/shorten.ts";
import { zoneNamed } from "../text/time/source_time.ts";
import { asEntry } from "./journiv_moment.ts";
import { makeEntry, skipped } from "./make_entry.ts";
import { coordinates, degrees, isRecord, type Json, listIn, namesIn, recordIn } from "./values.ts";
import { textIn } from "./values.ts";

const TAKEN = [
  ...["title", "content", "entry_date", "entry_datetime_utc", "entry_timezone", "word_count"],
  ...["location_json", "weather_json", "weather_summary"],
  ...["is_pinned", "location", "weather", "latitude", "longitude", "temperature", "tags"],
  ...["mood_log", "media", "prompt_text", "created_at", "updated_at", "external_id", "activities"],
  ...["content_delta", "content_plain_text", "journal_external_id", "people"],
];

/** The document of a Journiv export. */
export function journivDocument({ members }: Archive): Member | undefined {
  return members.find(({ path }) => nameOf(path) === "data.json");
}

/** Reads an export of Journiv: data.json with journals and their entries, beside media/. */
export const readJourniv: Reader = async function* (archive) {
  const document = journivDocument(archive) ?? archive.members[0];
  const files = indexFiles(archive);
  const names = new Map<unknown, string>();
  const ids = new Map<unknown, string | number>();
  const people = new Map<string, string>();
  let count = 0;
  const referred = new Set<Member>();
  for await (const { value, path } of jsonValues(document, PATHS)) {
    const [kind, at, member] = path;
    if (member === "title") {
      if (typeof value === "string") names.set(at, value);
    } else if (member === "external_id") ids.set(value, at);
    else if (kind === "people") notePerson(people, value);
    else {
      const entry = isRecord(value) ? asEntry(value, people) : {};
      const journal = names.get(kind === "journals" ? at : ids.get(entry.journal_external_id));
      const place = { what: `Entry ${++count}`, journal, files };
      yield readOne(entry, { ...place, document, referred });
    }
  }
  yield* unreferred(archive, { referred, isRead: (member) => member === document });
};

/** What entries name comes before them. */
const PATHS = [
  ...["$.journals.*.title", "$.journals.*.external_id", "$.people.*"],
  ...["$.journals.*.entries.*", "$.moments.*"],
];

function notePerson(people: Map<string, string>, value: unknown): void {
  const { external_id, name } = recordIn(value);
  const [id, called] = [textIn(external_id), textIn(name)];
  if (id && called) people.set(id, called);
}

interface Place {
  what: string;
  journal?: string;
  files: FileIndex;
  document: Member;
  referred: Set<Member>;
}

function readOne(value: Json, { what, journal, files, document, referred }: Place): ReadItem {
  const at = moment(utc(value.entry_datetime_utc)) ?? textIn(value.entry_date);
  if (at === undefined) return skipped(what, "It does not say when it was written");
  const media = new EntryFiles(referred);
  const notes: string[] = [];
  /** What stands for each file, by what a text may name it. */
  const shown = new Map<string, string>();
  for (const each of listIn(value.media).filter(isRecord)) {
    const { file_path, filename, mime_type, alt_text, caption, checksum } = each;
    const path = textIn(file_path) ?? textIn(filename) ?? "";
    const file = files.resolve(`media/${path}`, document.path) ??
      files.resolve(path, document.path);
    if (!file) {
      notes.push(`Left out: ${textIn(filename) ?? path}; the archive has no such file`);
      continue;
    }
    const alt = textIn(alt_text) ?? textIn(caption);
    const sha256 = /^[\da-f]{64}$/i.exec(textIn(checksum) ?? "")?.[0].toLowerCase();
    const facts = { name: textIn(filename), type: textIn(mime_type), alt, sha256 };
    shown.set(textIn(each.external_id) ?? path, media.refer(file, facts));
  }
  const inText = new Set<string>();
  const written = quillToMarkdown(value.content_delta, (names) => {
    const id = names.find((name) => shown.has(name));
    if (id !== undefined) inText.add(id);
    return shown.get(id ?? "");
  });
  const content = written || (textIn(value.content) ?? textIn(value.content_plain_text) ?? "");
  const references = [...shown].filter(([id]) => !inText.has(id)).map(([, reference]) => reference);
  const mood = recordIn(value.mood_log);
  // A moment without an entry has its note only.
  const isNote = content === "" && textIn(mood.note) !== undefined;
  const isMood = content === "" && !isNote;
  const isHere = textIn(value.external_id);
  return makeEntry({
    format: "journiv",
    source: isHere ?? `${at} ${textIn(value.title) ?? textIn(value.created_at) ?? ""}`.trim(),
    title: textIn(value.title) ?? (isMood ? textIn(mood.mood_name) : undefined),
    content: withFacts(withFiles(isNote ? String(mood.note) : content, references), [
      ["Prompt", textIn(value.prompt_text)],
      ["Mood note", isNote ? undefined : textIn(mood.note)],
      ["Activities", namesIn(value.activities).join(", ")],
      ["People", namesIn(value.people).join(", ")],
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
