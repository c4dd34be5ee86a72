import type { Reader, ReadItem } from "../../read_entry.ts";
import { endingOf } from "../../archive/paths.ts";
import { type CsvRow, csvRows } from "./csv_rows.ts";
import { withFacts } from "../../text/facts.ts";
import { htmlToMarkdown } from "../../text/markup/html_to_markdown.ts";
import { leftovers, untaken } from "../../text/leftovers.ts";
import { isoClock, isoTime } from "../../text/time/plain_time.ts";
import { makeEntry, skipped } from "../make_entry.ts";
import { textIn } from "../values.ts";

const TAKEN = [
  ...["full_date", "date", "weekday", "time", "mood", "activities", "note", "note_title"],
  ...["scales"],
];

/** The header of a Daylio export, old and new. */
export function looksLikeDaylio(head: string): boolean {
  const [line] = head.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
  return /\bfull_date\b/.test(line) && /\bmood\b/.test(line) && /\bactivities\b/.test(line);
}

/** Reads a CSV export of Daylio: a row an entry, whose activities are tags here. */
export const readDaylio: Reader = async function* ({ members }) {
  const seen = new Map<string, number>();
  for (const member of members) {
    if (endingOf(member.path) !== "csv") continue;
    for await (const row of csvRows(member)) yield readOne(row, seen);
  }
};

function readOne({ line, values }: CsvRow, seen: Map<string, number>): ReadItem {
  const what = `Line ${line}`;
  const day = isoTime(values.full_date ?? "");
  if (day === undefined) return skipped(what, "It does not say when it was written");
  const clock = isoClock(values.time ?? "");
  const { mood, activities = "", note = "", note_title, scales } = values;
  const name = `${values.full_date} ${values.time ?? ""}`.trim();
  const earlier = seen.get(name) ?? 0;
  seen.set(name, earlier + 1);
  // Its notes have simple HTML since they can be formatted.
  const words = /<(?:br|div|p|b|i|u|ul|ol|li|h\d|span)\b[^>]*>/i.test(note)
    ? htmlToMarkdown(note)
    : note.replaceAll("\\n", "\n");
  const tags = activities.split("|").map((activity) => activity.trim()).filter(Boolean);
  return makeEntry({
    format: "daylio",
    source: earlier === 0 ? name : `${name} (${earlier + 1})`,
    title: textIn(note_title) ?? (words.trim() === "" ? textIn(mood) : undefined),
    content: withFacts(words, [
      // Of a day on which nobody wrote anything this is all there is.
      ["Activities", words.trim() === "" && tags.join(", ")],
      ["Scales", textIn(scales)],
    ]),
    occurredAt: clock === undefined ? day.slice(0, 10) : `${day.slice(0, 10)}T${clock}`,
    tags,
    mood: textIn(mood),
    notes: leftovers(untaken(values, TAKEN)),
  });
}
