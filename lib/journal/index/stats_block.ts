import { DAY_MS } from "../../time.ts";
import { type DayCode, scopeOf, scopesOf } from "../days/day_code.ts";
import { monthOf } from "../days/month.ts";
import type { Zone } from "../days/zone.ts";
import type { EntryStats } from "./entry_stats.ts";

/** The stats of one entry, and its day for whoever counts. */
export interface DatedStats {
  day: number;
  figures: EntryStats;
}

/** The sums of the days of one month that have entries, whatever the number of entries. */
export interface MonthSums {
  /** In order; what follows of days is in the same order. */
  days: number[];
  entryCounts: number[];
  wordCounts: number[];
  moods: [spelling: string, count: number][];
  tags: [id: string, count: number][];
}

/**
 * For each day of a month which of its moods, or of its tags, it has: a number in their list, and a
 * count, in turn.
 */
export type DaySums = number[][];

/** What a stats block says in one scope (see `scopeOf`), as it is stored. */
export interface Section {
  scope: string;
  /** JSON of MonthSums: the days of entries of a month in UTC can be in the months beside it, too. */
  months: string;
  /** JSON of DaySums for each of these months; empty where they are too many. */
  moods: string;
  tags: string;
}

/** Fewer rows are read as fast, so small journals have no blocks at all. */
const MIN_ROWS = 16;

/** A KV value has 65,536 bytes. */
const MAX_BYTES = 60_000;

/** People read in their own time zone, and while they travel in another one. */
const MAX_SECTIONS = 3;

/** Of one section. */
const LINES = 4;
const LINE_END = 0x0A;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What a block says of all rows of a month in the eyes of one reader; nothing where they are few. */
export function sectionOf(
  rows: readonly DatedStats[],
  { zone, codes }: { zone: Zone; codes: Iterable<DayCode> },
): Section | undefined {
  if (rows.length < MIN_ROWS) return undefined;
  const months = [...Map.groupBy(rows, ({ day }) => monthOf(day * DAY_MS))]
    .sort(([a], [b]) => a - b)
    .map(([, ofMonth]) => sumsOf(ofMonth));
  return {
    scope: scopeOf(zone, codes),
    months: JSON.stringify(months.map(({ sums }) => sums)),
    moods: JSON.stringify(months.map(({ moods }) => moods)),
    tags: JSON.stringify(months.map(({ tags }) => tags)),
  };
}

/**
 * A block with a new section first, and then those that were there: as many as there may be. Undefined
 * if not even the new one fits.
 */
export function blockOf(added: Section, block?: Uint8Array): Uint8Array | undefined {
  const others = block === undefined ? [] : sectionsOf(block);
  const sections = [added, ...others.filter(({ scope }) => scope !== added.scope)];
  for (let count = Math.min(sections.length, MAX_SECTIONS); count > 0; count--) {
    const bytes = encode(sections.slice(0, count));
    if (bytes.length <= MAX_BYTES) return bytes;
  }
  const bytes = encode([{ ...added, moods: "", tags: "" }]);
  return bytes.length <= MAX_BYTES ? bytes : undefined;
}

/** All sections of a block. */
export function sectionsOf(block: Uint8Array): Section[] {
  const lines = decoder.decode(block).split("\n");
  const sections: Section[] = [];
  for (let n = 0; n + LINES <= lines.length; n += LINES) {
    const [scope, months, moods, tags] = lines.slice(n, n + LINES);
    sections.push({ scope, months, moods, tags });
  }
  return sections;
}

/** A section that is decoded as far as it is needed; undefined is what it does not have. */
export interface FoundSection {
  months: MonthSums[];
  moods(): DaySums[] | undefined;
  tags(): DaySums[] | undefined;
}

/** What a block says for somebody who reads in `zone`. */
export function findSection(block: Uint8Array, zone: Zone): FoundSection | undefined {
  const scopes = scopesOf(zone);
  for (let start = 0; start < block.length;) {
    const lines: Uint8Array[] = [];
    for (let n = 0; n < LINES; n++) {
      const end = block.indexOf(LINE_END, start);
      lines.push(block.subarray(start, end));
      start = end + 1;
    }
    const [scope, months, moods, tags] = lines;
    if (!scopes.includes(decoder.decode(scope))) continue;
    return {
      months: JSON.parse(decoder.decode(months)),
      moods: () => parse(moods),
      tags: () => parse(tags),
    };
  }
}

function parse(line: Uint8Array): DaySums[] | undefined {
  return line.length === 0 ? undefined : JSON.parse(decoder.decode(line));
}

/** JSON has no line ends of its own, and neither have names of time zones. */
function encode(sections: readonly Section[]): Uint8Array {
  const lines = sections.flatMap(({ scope, months, moods, tags }) => [scope, months, moods, tags]);
  return encoder.encode(lines.map((line) => `${line}\n`).join(""));
}

function sumsOf(
  rows: readonly DatedStats[],
): { sums: MonthSums; moods: DaySums; tags: DaySums } {
  const byDay = [...Map.groupBy(rows, ({ day }) => day)].sort(([a], [b]) => a - b);
  const moods = counterOf(rows.flatMap(moodsOf));
  const tags = counterOf(rows.flatMap(tagsOf));
  return {
    sums: {
      days: byDay.map(([day]) => day),
      entryCounts: byDay.map(([, { length }]) => length),
      wordCounts: byDay.map(([, some]) =>
        some.reduce((sum, { figures }) => sum + figures.wordCount, 0)
      ),
      moods: moods.counts,
      tags: tags.counts,
    },
    moods: byDay.map(([, some]) => moods.numbersOf(some.flatMap(moodsOf))),
    tags: byDay.map(([, some]) => tags.numbersOf(some.flatMap(tagsOf))),
  };
}

function moodsOf({ figures: { mood } }: DatedStats): string[] {
  return mood === undefined ? [] : [mood];
}

function tagsOf({ figures: { tagIds } }: DatedStats): string[] {
  return tagIds;
}

function counterOf(names: readonly string[]) {
  const counts = [...countsOf(names)];
  const numbers = new Map(counts.map(([name], n) => [name, n]));
  const numbersOf = (some: readonly string[]) =>
    [...countsOf(some)].flatMap(([name, count]) => [numbers.get(name)!, count]);
  return { counts, numbersOf };
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
