import { EntryFiles, unreferred, withFiles } from "./entry_files.ts";
import type { Archive, Member } from "../archive/archive.ts";
import { endingOf, folderOf } from "../archive/paths.ts";
import { FORMAT_LIMITS } from "../limits.ts";
import type { Reader, ReadItem } from "../read_entry.ts";
import { withFacts } from "../text/facts.ts";
import { htmlToMarkdown } from "../text/markup/html_to_markdown.ts";
import { jsonValues } from "../text/json_stream.ts";
import { leftovers, untaken } from "../text/leftovers.ts";
import { dayInName, isoTime } from "../text/time/plain_time.ts";
import { label } from "../text/shorten.ts";
import { makeEntry, skipped } from "./make_entry.ts";
import { coordinates, isRecord, listIn, namesIn, numberIn, textIn } from "./values.ts";

const TAKEN = [
  ...["date", "heading", "html", "text", "tags", "people", "rating", "location", "address"],
  ...["weather", "sun", "lunar", "tracker", "trackers", "stepCount", "steps"],
];

/** The documents of a Diarium export: a list of entries. */
export function diariumDocuments({ members }: Archive): Member[] {
  return members.filter(({ path }) => endingOf(path) === "json");
}

/**
 * Reads a JSON export of Diarium: a list of entries, whose times are local, beside folders of media
 * that are named by the day. Files of a day
 * belong to its first entry, those of a time to the entry of that time.
 */
export const readDiarium: Reader = async function* (archive) {
  const documents = diariumDocuments(archive);
  const read = new Set(documents);
  const media = Map.groupBy(
    archive.members.filter((member) => !read.has(member)),
    (member) => dayInName(folderOf(member.path)) ?? "",
  );
  const referred = new Set<Member>();
  for (const document of documents) {
    for await (const { value, path } of jsonValues(document, ["$.*"])) {
      yield readOne(value, { what: `Entry ${Number(path[0]) + 1}`, media, referred });
    }
  }
  yield* unreferred(archive, { referred, isRead: (member) => read.has(member) });
};

function readOne(
  value: unknown,
  { what, media, referred }: { what: string; media: Map<string, Member[]>; referred: Set<Member> },
): ReadItem {
  if (!isRecord(value)) return skipped(what, "It is not an entry");
  const written = textIn(value.date);
  // Of its seven digits of a second nobody needs more than three.
  const at = written && isoTime(written.replace(/(\.\d{3})\d+/, "$1"));
  if (!written || !at) return skipped(what, "It does not say when it was written");
  const files = new EntryFiles(referred);
  const ofDay = (media.get(at.slice(0, 10)) ?? [])
    .filter((member) => !referred.has(member) && isOf(member, at));
  const references = ofDay.map((member) => files.refer(member));
  const { html, text, tags, people, rating, location, address, weather } = value;
  const words = htmlToMarkdown(textIn(html) ?? "") || (textIn(text) ?? "");
  const place = listIn(location);
  return makeEntry({
    format: "diarium",
    source: written,
    title: textIn(value.heading),
    content: withFacts(withFiles(words, references), [
      ["Rating", numberIn(rating) || undefined],
      ["People", namesIn(people).join(", ")],
      ["Trackers", namesIn(value.trackers ?? value.tracker).join(", ")],
      ["Steps", numberIn(value.stepCount ?? value.steps) || undefined],
      ["Sun", textIn(value.sun)],
      ["Moon", textIn(value.lunar)],
    ]),
    occurredAt: at,
    tags: namesIn(tags),
    location: label(
      [textIn(address), textIn(location) ?? coordinates(place[0], place[1])],
      FORMAT_LIMITS.labelCharacters,
    ),
    weather: textIn(weather),
    attachments: files.list,
    notes: leftovers(untaken(value, TAKEN)),
  });
}

/** A folder has the day of its entry, and its time where several entries have that day. */
function isOf({ path }: Member, at: string): boolean {
  const clock = /\d{4}-?\d\d-?\d\d_(\d{6})/.exec(folderOf(path))?.[1];
  return clock === undefined || at.length === 10 ||
    clock === at.slice(11, 19).replaceAll(":", "");
}
