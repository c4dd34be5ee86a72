import { endingOf } from "../../archive/paths.ts";
import { MappingError } from "../../errors.ts";
import type { CsvMapping, Reader, ReadItem } from "../../read_entry.ts";
import { csvColumns, type CsvRow, csvRows } from "./csv_rows.ts";
import { withFacts } from "../../text/facts.ts";
import { isoClock, isoTime } from "../../text/time/plain_time.ts";
import { makeEntry, skipped } from "../make_entry.ts";
import { textIn } from "../values.ts";

/** What columns are called, by what they can be. */
const NAMES: readonly (readonly [keyof CsvMapping, RegExp])[] = [
  ["time", /^(?:date.?time|timestamp|created(?:.?at|.?time)?|date|day|datum|fecha|日付)$/i],
  ["timeOfDay", /^(?:time|clock|uhrzeit|hora|時刻)$/i],
  ["content", /^(?:content|text|entry|body|note|notes|description|eintrag|本文)$/i],
  ["title", /^(?:title|subject|heading|name|titel|タイトル)$/i],
  ["tags", /^(?:tags?|labels?|categor(?:y|ies)|schlagw.*)$/i],
  ["mood", /^(?:mood|feeling|stimmung|気分)$/i],
  ["location", /^(?:location|place|address|ort)$/i],
  ["weather", /^(?:weather|wetter)$/i],
];

/** A mapping that the names of the columns suggest, for a person to change. */
export function suggestMapping(columns: readonly string[]): Partial<CsvMapping> {
  const free = new Set(columns);
  return Object.fromEntries(NAMES.flatMap(([field, pattern]) => {
    const column = [...free].find((name) => pattern.test(name));
    if (column === undefined) return [];
    free.delete(column);
    return [[field, column]];
  }));
}

/**
 * Reads any CSV by a mapping of its columns; throws MappingError for one that does not fit. Columns
 * that nobody mapped go into the text.
 */
export const readCsv: Reader = async function* ({ members }, { mapping }) {
  for (const member of members) {
    if (!["csv", "tsv", "txt"].includes(endingOf(member.path))) continue;
    const columns = await csvColumns(member);
    const chosen = checkMapping(mapping ?? suggestMapping(columns), columns);
    const seen = new Map<string, number>();
    for await (const row of csvRows(member)) yield readOne(row, { mapping: chosen, seen });
  }
};

function checkMapping(mapping: Partial<CsvMapping>, columns: readonly string[]): CsvMapping {
  const { time, content, title, dateOrder: _order, ...rest } = mapping;
  if (time === undefined) throw new MappingError("No column is chosen for the time");
  if (content === undefined && title === undefined) {
    throw new MappingError("No column is chosen for the text");
  }
  for (const column of [time, content, title, ...Object.values(rest)]) {
    if (column !== undefined && !columns.includes(column)) {
      throw new MappingError(`The table has no column ${JSON.stringify(column)}`);
    }
  }
  return { ...mapping, time };
}

function readOne(
  { line, values }: CsvRow,
  { mapping, seen }: { mapping: CsvMapping; seen: Map<string, number> },
): ReadItem {
  const { dateOrder, ...columns } = mapping;
  const of = (field: keyof typeof columns) => textIn(values[columns[field] ?? ""]);
  const at = timeOf(of("time"), of("timeOfDay"), dateOrder);
  if (at === undefined) return skipped(`Line ${line}`, "Its time is not one that can be read");
  const rest = Object.entries(values).filter(([name]) => !Object.values(columns).includes(name));
  const name = `${at} ${of("title") ?? (of("content") ?? "").slice(0, 100)}`;
  const earlier = seen.get(name) ?? 0;
  seen.set(name, earlier + 1);
  return makeEntry({
    format: "csv",
    source: earlier === 0 ? name : `${name} (${earlier + 1})`,
    title: of("title"),
    content: withFacts(of("content") ?? "", rest.map(([name, value]) => [name, textIn(value)])),
    occurredAt: at,
    tags: (of("tags") ?? "").split(/[,;|]/).map((tag) => tag.trim().replace(/^#/, "")),
    ...{ mood: of("mood"), location: of("location"), weather: of("weather") },
  });
}

function timeOf(time = "", clock?: string, order?: "dmy" | "mdy"): number | string | undefined {
  // Seconds or milliseconds since 1970, as databases export them.
  if (/^\d{9,10}$/.test(time.trim())) return Number(time) * 1_000;
  if (/^\d{12,13}$/.test(time.trim())) return Number(time);
  const at = isoTime(time, order);
  const hours = clock === undefined ? undefined : isoClock(clock);
  return at?.length === 10 && hours ? `${at}T${hours}` : at;
}
