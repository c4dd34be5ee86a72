import type { Zone } from "../days/zone.ts";
import type { EntryRange } from "../days/range.ts";
import { type DaySums, findSection, type MonthSums } from "../index/stats_block.ts";
import type { Tallier } from "./tally.ts";

/**
 * Counts what a block says of the days of a range. Returns what is missing, and then nothing is
 * counted: a section for the reader's time zone, or the days of one that the range cuts.
 */
export function takeBlock(
  block: Uint8Array,
  { range, zone, tallier }: { range: EntryRange; zone: Zone; tallier: Tallier },
): "section" | "days" | undefined {
  const section = findSection(block, zone);
  if (section === undefined) return "section";
  const isIn = (day: number) => day >= range.firstDay && day <= range.lastDay;
  const asked = section.months.map((sums, n) => ({ sums, n, isWhole: sums.days.every(isIn) }))
    .filter(({ sums, isWhole }) => isWhole || sums.days.some(isIn));
  const needsDays = tallier.isByDay || asked.some(({ isWhole }) => !isWhole);
  const days = needsDays && asked.length > 0 ? section.days() : undefined;
  if (needsDays && asked.length > 0 && days === undefined) return "days";
  for (const { sums, n, isWhole } of asked) {
    if (isWhole && !tallier.isByDay) tallier.addMonth(sums);
    else addDays(sums, days![n], { isIn, tallier });
  }
}

function addDays(
  sums: MonthSums,
  days: readonly DaySums[],
  { isIn, tallier }: { isIn: (day: number) => boolean; tallier: Tallier },
): void {
  for (const [n, day] of sums.days.entries()) {
    if (!isIn(day)) continue;
    tallier.addMonth({
      days: [day],
      entryCounts: [sums.entryCounts[n]],
      wordCounts: [sums.wordCounts[n]],
      moods: named(days[n].moods, sums.moods),
      tags: named(days[n].tags, sums.tags),
    });
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
