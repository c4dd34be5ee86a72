import type { Journal } from "../../lib/journal/mod.ts";
import { median } from "../statistics.ts";
import { type Cost, measure } from "./measure.ts";
import { ms, type Verdict } from "./verdict.ts";

const YEAR = { from: "2025-01-01", to: "2025-12-31", timeZone: "America/New_York" };
const ROUNDS = 3;
const TIMES = 15;

/** What is counted or looked back on; a small journal has as many days of ten years, or fewer. */
const WORKS: { what: string; work(journal: Journal): Promise<unknown> }[] = [
  { what: "stats of all", work: (journal) => journal.stats() },
  { what: "stats of one year", work: (journal) => journal.stats(YEAR) },
  { what: "this day in other years", work: (journal) => journal.onThisDay() },
];

/**
 * Statistics of a large journal of ten years, and how many times those of a small one they cost. This
 * day is held against one of a journal with as many entries on that day.
 */
export async function* measureStatistics(
  { large, small, sameDay }: { large: Journal; small: Journal; sameDay: Journal },
): AsyncGenerator<Verdict, void> {
  const { entryCount } = await large.stats(YEAR);
  const { p50, p99, cpu, block } = await measure(() => large.stats(YEAR), 30);
  yield {
    target: "c",
    what: `stats of one year, ${entryCount} entries`,
    figure: p50,
    limit: 50,
    unit: "ms",
    notes: `p99 ${ms(p99)}, processor ${ms(cpu)}, longest block ${ms(block)}`,
  };
  for (const { what, work } of WORKS) {
    const other = what.startsWith("stats") ? small : sameDay;
    const costs: Record<"large" | "other", Cost[]> = { large: [], other: [] };
    for (let round = 0; round < ROUNDS; round++) {
      costs.other.push(await measure(() => work(other), TIMES));
      costs.large.push(await measure(() => work(large), TIMES));
    }
    const of = (journal: Cost[], part: "p50" | "cpu") => median(journal.map((cost) => cost[part]));
    const [most, least] = [of(costs.large, "cpu"), of(costs.other, "cpu")];
    const times = [of(costs.large, "p50"), of(costs.other, "p50")].map(ms).join(" and ");
    yield {
      target: "c",
      what: `${what}, of 1,000 entries`,
      figure: most / least,
      limit: 1.5,
      unit: "times",
      notes: `processor ${ms(most)} and ${ms(least)}, p50 ${times}`,
    };
  }
}
