import { EntryFiles, withFiles } from "../entry_files.ts";
import { FORMAT_LIMITS } from "../../limits.ts";
import type { Reader, ReadItem } from "../../read_entry.ts";
import { withFacts } from "../../text/facts.ts";
import { htmlToMarkdown } from "../../text/markup/html_to_markdown.ts";
import { leftovers, untaken } from "../../text/leftovers.ts";
import { moment } from "../../text/time/plain_time.ts";
import { label } from "../../text/shorten.ts";
import { zoneNamed } from "../../text/time/source_time.ts";
import { type DocumentPlace, eachDocument } from "./each_document.ts";
import { makeEntry, skipped } from "../make_entry.ts";
import { coordinates, degrees, isRecord, listIn, msIn, namesIn, recordIn } from "../values.ts";
import { numberIn, textIn } from "../values.ts";

/** Of both its shapes: the one of ten years, and the one since 2024. */
const TAKEN = [
  ...["id", "text", "preview_text", "type", "tags", "favourite", "mood", "sentiment"],
  ...["date_journal", "date_modified", "dateOfJournal", "updatedAt", "createdAt", "timezone"],
  ...["address", "lat", "lon", "location", "weather", "photos", "attachments", "folder"],
  ...["music_title", "music_artist", "music", "label", "version", "schemaVersion", "encrypted"],
];

/** Its five moods; the numbers are those of the app. */
const MOODS = ["", "great", "good", "okay", "bad", "terrible"];

/** Reads an export of Journey: a JSON document an entry, beside its photos. */
export const readJourney: Reader = (archive) => eachDocument(archive, { readOne });

function readOne(value: unknown, { member, files, referred }: DocumentPlace): ReadItem {
  const what = member.path;
  if (!isRecord(value)) return skipped(what, "It is not an entry");
  const at = msIn(value.date_journal) ?? moment(value.dateOfJournal) ?? moment(value.createdAt);
  if (at === undefined) return skipped(what, "It does not say when it was written");
  if (value.encrypted === true) {
    return skipped(what, "It is encrypted; export it once more where Journey shows it");
  }
  const media = new EntryFiles(referred);
  const notes: string[] = [];
  const references = [...listIn(value.photos), ...listIn(value.attachments)].flatMap((each) => {
    const name = textIn(isRecord(each) ? each.name ?? each.fileName : each);
    const file = name && files.resolve(name, member.path);
    if (file) return media.refer(file);
    if (name) notes.push(`Left out: ${name}; the archive has no such file`);
    return [];
  });
  const { weather, location } = value;
  const music = recordIn(value.music);
  const [title, artist] = [value.music_title ?? music.title, value.music_artist ?? music.artist];
  return makeEntry({
    format: "journey",
    source: textIn(value.id) ?? member.path,
    content: withFacts(withFiles(wordsOf(value.text, value.type), references), [
      ["Music", label([title, artist].map(textIn), 200)],
      ["Label", textIn(value.label)],
    ]),
    occurredAt: at,
    timeZone: zoneNamed(textIn(value.timezone)),
    updatedAt: msIn(value.date_modified) ?? moment(value.updatedAt),
    tags: [...namesIn(value.tags), ...textIn(value.folder) ? [String(value.folder)] : []],
    mood: MOODS[numberIn(value.mood) ?? 0] || undefined,
    location: placeOf(value),
    weather: weatherOf(recordIn(weather)),
    isFavorite: typeof value.favourite === "boolean" ? value.favourite : undefined,
    attachments: media.list,
    notes: [
      ...notes,
      ...leftovers(
        untaken(value, TAKEN),
        untaken({ sentiment: numberIn(value.sentiment) }, []),
        untaken(weather, ["id", "degree_c", "degreeC", "description", "icon", "place"], "weather "),
        untaken(location, ["lat", "lng", "latitude", "longitude", "name"], "location "),
        untaken(music, ["title", "artist"], "music "),
      ),
    ],
  });
}

/** The newer app says what it writes, the older one writes HTML without saying so. */
function wordsOf(text: unknown, type: unknown): string {
  const words = textIn(text) ?? "";
  if (type === "markdown") return words;
  if (/<(?:p|br|div|b|i|u|ul|ol|span|a|h\d)\b[^>]*>/i.test(words)) return htmlToMarkdown(words);
  return type === "html" ? htmlToMarkdown(words.replaceAll("\n", "<br>")) : words;
}

function placeOf({ address, lat, lon, location, weather }: Record<string, unknown>) {
  const place = recordIn(location);
  const [latitude, longitude] = [place.lat ?? place.latitude, place.lng ?? place.longitude];
  const names = [textIn(place.name), textIn(address)];
  return label(names, FORMAT_LIMITS.labelCharacters) ?? coordinates(lat, lon) ??
    coordinates(latitude, longitude) ?? textIn(recordIn(weather).place);
}

/** Where it does not know, it writes numbers that no weather has. */
function weatherOf(weather: Record<string, unknown>) {
  const { description, condition, degree_c, degreeC, temperature } = weather;
  const parts = [
    textIn(description) ?? textIn(condition),
    degrees(degreeC ?? degree_c ?? temperature),
  ];
  return label(parts, FORMAT_LIMITS.labelCharacters);
}
