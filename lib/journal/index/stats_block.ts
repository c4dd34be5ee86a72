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

/** Which of the moods and tags of its month a day has: a number in their list, and a count, in turn. */
export interface DaySums {
  moods: number[];
  tags: number[];
}

/** What a stats block says in one scope (see `scopeOf`), as it is stored. */
export interface Section {
  scope: string;
  /** JSON of MonthSums: the days of entries of a month in UTC can be in the months beside it, too. */
  months: string;
  /** JSON of DaySums for each day of each month; empty where they are too many. */
  days: string;
}

/** Fewer rows are read as fast, so small journals have no blocks at all. */
const MIN_ROWS = 16;

/** A KV value has 65,536 bytes. */
const MAX_BYTES = 60_000;

/** People read in their own time zone, and while they travel in another one. */
const MAX_SECTIONS = 3;

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
    days: JSON.stringify(months.map(({ days }) => days)),
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
  const bytes = encode([{ ...added, days: "" }]);
  return bytes.length <= MAX_BYTES ? bytes : undefined;
}

/** All sections of a block. */
export function sectionsOf(block: Uint8Array): Section[] {
  const lines = decoder.decode(block).split("\n");
  const sections: Section[] = [];
  for (let n = 0; n + 3 <= lines.length; n += 3) {
    const [scope, months, days] = lines.slice(n, n + 3);
    sections.push({ scope, months, days });
  }
  return sections;
}

/** The sums of a block for somebody who reads in `zone`, decoded as far as they are needed. */
export function findSection(
  block: Uint8Array,
  zone: Zone,
): { months: MonthSums[]; days(): DaySums[][] | undefined } | undefined {
  const scopes = scopesOf(zone);
  for (let start = 0; start < block.length;) {
    const ends = [block.indexOf(LINE_END, start)];
    ends.push(block.indexOf(LINE_END, ends[0] + 1));
    ends.push(block.indexOf(LINE_END, ends[1] + 1));
    const textOf = (from: number, to: number) => decoder.decode(block.subarray(from, to));
    if (scopes.includes(textOf(start, ends[0]))) {
      return {
        months: JSON.parse(textOf(ends[0] + 1, ends[1])),
        days: () => ends[1] + 1 === ends[2] ? undefined : JSON.parse(textOf(ends[1] + 1, ends[2])),
      };
    }
    start = ends[2] + 1;
  }
}

/** JSON has no line ends of its own, and neither have names of time zones. */
function encode(sections: readonly Section[]): Uint8Array {
  return encoder.encode(
    sections.map(({ scope, months, days }) => `${scope}\n${months}\n${days}\n`).join(""),
  );
}

function sumsOf(rows: readonly DatedStats[]): { sums: MonthSums; days: DaySums[] } {
  const byDay = [...Map.groupBy(rows, ({ day }) => day)].sort(([a], [b]) => a - b);
  const moods = counterOf(rows.flatMap(({ figures: { mood } }) => mood ?? []));
  const tags = counterOf(rows.flatMap(({ figures: { tagIds } }) => tagIds));
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
    days: byDay.map(([, some]) => ({
      moods: moods.numbersOf(some.flatMap(({ figures: { mood } }) => mood ?? [])),
      tags: tags.numbersOf(some.flatMap(({ figures: { tagIds } }) => tagIds)),
    })),
  };
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
