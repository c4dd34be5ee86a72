import type { Member } from "../../archive/archive.ts";
import { MappingError } from "../../errors.ts";
import { FORMAT_LIMITS } from "../../limits.ts";
import type { CsvField, CsvMapping, Reader, ReadItem } from "../../read_entry.ts";
import { withFacts } from "../../text/facts.ts";
import { shorten } from "../../text/shorten.ts";
import { isoClock } from "../../text/time/plain_time.ts";
import { makeEntry, skipped } from "../make_entry.ts";
import { textIn } from "../values.ts";
import { timeInCell } from "./cell_time.ts";
import { csvColumns, type CsvRow, csvRows } from "./csv_rows.ts";
import { lookAtTable, tablesIn } from "./look_at_table.ts";

/**
 * Reads any CSV by a mapping of its columns; throws MappingError for one that does not fit. Columns
 * that nobody mapped go into the text.
 */
export const readCsv: Reader = async function* (archive, { mapping }) {
  const tables = tablesIn(archive);
  const chosen = mapping ?? (await lookAtTable(archive)).mapping;
  const all = await Promise.all(tables.map(csvColumns));
  const whole = checkMapping(chosen, new Set(all.flat()));
  const seen = new Map<string, number>();
  for (const [n, table] of tables.entries()) {
    if (tables.length > 1 && !all[n].includes(whole.time)) {
      yield skipped(table.path, `It has no column ${quoted(whole.time)}`);
      continue;
    }
    const place = tables.length > 1 ? `${table.path}, line` : "Line";
    yield* readRows(table, { mapping: whole, seen, place });
  }
};

async function* readRows(table: Member, place: Place): AsyncIterable<ReadItem> {
  for await (const row of csvRows(table)) yield readOne(row, place);
}

/** What is missing in a mapping, as a sentence without a full stop; undefined if nothing is. */
export function missingIn({ time, content, title }: Partial<CsvMapping>): string | undefined {
  if (time === undefined) return "No column is chosen for the time";
  if (content === undefined && title === undefined) return "No column is chosen for the text";
}

function checkMapping(mapping: Partial<CsvMapping>, columns: ReadonlySet<string>): CsvMapping {
  const missing = missingIn(mapping);
  const { time, dateOrder: _order, ...rest } = mapping;
  if (missing !== undefined || time === undefined) throw new MappingError(missing ?? "");
  // What only some rows have beside the columns can be chosen, too.
  const isThere = (name: string) => columns.has(name) || /^Column \d+$/.test(name);
  const unknown = [time, ...Object.values(rest)].find((name) => name && !isThere(name));
  if (unknown) throw new MappingError(`The table has no column ${quoted(unknown)}`);
  return { ...mapping, time };
}

interface Place {
  mapping: CsvMapping;
  /** How many rows there were that say the same. */
  seen: Map<string, number>;
  place: string;
}

function readOne({ line, values }: CsvRow, { mapping, seen, place }: Place): ReadItem {
  const { dateOrder, ...columns } = mapping;
  const of = (field: CsvField) => textIn(values[columns[field] ?? ""]?.replaceAll("\0", ""));
  const what = `${place} ${line}`;
  const notes: string[] = [];
  const day = timeInCell(of("time") ?? "", dateOrder);
  if (day === undefined) {
    return skipped(what, `Its time is not one that can be read: ${quoted(of("time") ?? "")}`);
  }
  const clock = of("timeOfDay");
  const at = clock === undefined ? day : withClock(day, clock);
  if (at === undefined) notes.push(`Its time of day was left out: ${quoted(clock ?? "")} is none`);
  const flag = (field: "favorite" | "private") => {
    const given = of(field);
    const isSet = given === undefined ? undefined : flagIn(given);
    if (given !== undefined && isSet === undefined) notes.push(unread(columns[field], given));
    return isSet;
  };
  const tooLong = (["mood", "location", "weather"] as const).filter((field) =>
    [...of(field) ?? ""].length > FORMAT_LIMITS.labelCharacters
  ).map((field) => columns[field]);
  const taken = new Set(Object.values(columns));
  const rest = Object.entries(values)
    .filter(([name]) => !taken.has(name) || tooLong.includes(name));
  const name = `${at ?? day} ${of("title") ?? (of("content") ?? "").slice(0, 100)}`;
  const earlier = seen.get(name) ?? 0;
  seen.set(name, earlier + 1);
  return makeEntry({
    format: "csv",
    source: earlier === 0 ? name : `${name} (${earlier + 1})`,
    title: of("title"),
    content: withFacts(
      of("content") ?? "",
      rest.map(([name, value]) => [name, textIn(value.replaceAll("\0", ""))]),
    ),
    occurredAt: at ?? day,
    tags: (of("tags") ?? "").split(/[,;|]/).map((tag) => tag.trim().replace(/^#/, "")),
    ...{ mood: of("mood"), location: of("location"), weather: of("weather") },
    ...{ isFavorite: flag("favorite"), isPrivate: flag("private") },
    notes,
  });
}

/** A day with a time of the day in a column of its own; undefined where that is none. */
function withClock(at: number | string, clock: string): number | string | undefined {
  const hours = isoClock(clock);
  if (hours === undefined) return undefined;
  return typeof at === "string" && at.length === 10 ? `${at}T${hours}` : at;
}

function flagIn(cell: string): boolean | undefined {
  if (/^(?:true|yes|y|ja|x|1|[★⭐✓✔*]\uFE0F?)$/iu.test(cell.trim())) return true;
  return /^(?:false|no|n|nein|0|-)$/i.test(cell.trim()) ? false : undefined;
}

function unread(column: string | undefined, value: string): string {
  return `Not taken: ${column} ${quoted(value)}, which is neither yes nor no`;
}

function quoted(value: string): string {
  return `“${shorten(value.replace(/\s+/g, " "), 60)}”`;
}
