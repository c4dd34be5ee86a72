import type { Journal } from "../../lib/journal/mod.ts";
import { measure } from "./measure.ts";
import { ms, type Verdict } from "./verdict.ts";

const YEAR = { from: "2025-01-01", to: "2025-12-31", timeZone: "America/New_York" };

/** The statistics of one year of a journal of ten years. */
export async function measureStatistics(journal: Journal): Promise<Verdict> {
  const { entryCount } = await journal.stats(YEAR);
  const { p50, p99, cpu, block } = await measure(() => journal.stats(YEAR), 30);
  return {
    target: "c",
    what: `stats of one year, ${entryCount} entries`,
    figure: p50,
    limit: 50,
    unit: "ms",
    notes: `p99 ${ms(p99)}, processor ${ms(cpu)}, longest block ${ms(block)}`,
  };
}
