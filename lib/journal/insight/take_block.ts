import type { EntryRange } from "../days/range.ts";
import type { Zone } from "../days/zone.ts";
import { type DaySums, findSection, type MonthSums } from "../index/stats_block.ts";
import type { Tallier } from "./tally.ts";

/**
 * Counts what a block says of the days of a range. Returns what is missing, and then nothing is
 * counted: a section for the reader's time zone, or the days of one where they are asked for.
 */
export function takeBlock(
  block: Uint8Array,
  { range, zone, tallier }: { range: EntryRange; zone: Zone; tallier: Tallier },
): "section" | "days" | undefined {
  const section = findSection(block, zone);
  if (section === undefined) return "section";
  const isIn = (day: number) => day >= range.firstDay && day <= range.lastDay;
  const asked = section.months.map((sums, n) => ({ sums, n, isWhole: sums.days.every(isIn) }))
    .filter(({ sums }) => sums.days.some(isIn));
  const isCut = asked.some(({ isWhole }) => !isWhole);
  const moods = isCut || tallier.isByDay && asked.length > 0 ? section.moods() : [];
  const tags = isCut ? section.tags() : [];
  if (moods === undefined || tags === undefined) return "days";
  for (const { sums, n, isWhole } of asked) {
    if (!isWhole) addDays(sums, { moods: moods[n], tags: tags[n], isIn, tallier });
    else if (tallier.isByDay) addByDay(sums, { moods: moods[n], tallier });
    else tallier.addMonth(sums);
  }
}

/** Adds the days of a month that are in the range. */
function addDays(
  { days, entryCounts, wordCounts, ...names }: MonthSums,
  { moods, tags, isIn, tallier }: {
    moods: DaySums;
    tags: DaySums;
    isIn: (day: number) => boolean;
    tallier: Tallier;
  },
): void {
  for (const [n, day] of days.entries()) {
    if (!isIn(day)) continue;
    tallier.addMonth({
      days: [day],
      entryCounts: [entryCounts[n]],
      wordCounts: [wordCounts[n]],
      moods: named(moods[n], names.moods),
      tags: named(tags[n], names.tags),
    });
  }
}

/** Adds a whole month, its moods by the day. */
function addByDay(
  sums: MonthSums,
  { moods, tallier }: { moods: DaySums; tallier: Tallier },
): void {
  tallier.addMonth({ ...sums, moods: [] });
  const nothing = { entryCounts: [0], wordCounts: [0], tags: [] };
  for (const [n, day] of sums.days.entries()) {
    if (moods[n].length === 0) continue;
    tallier.addMonth({ ...nothing, days: [day], moods: named(moods[n], sums.moods) });
  }
}

/** The names of numbers and counts that come in turn. */
function named(
  numbers: readonly number[],
  names: readonly [name: string, count: number][],
): [name: string, count: number][] {
  return Array.from(
    { length: numbers.length / 2 },
    (_, n) => [names[numbers[2 * n]][0], numbers[2 * n + 1]],
  );
}
