import type { Searcher } from "../../lib/search/mod.ts";
import { median } from "../statistics.ts";
import { measure } from "./measure.ts";
import { ms, type Verdict } from "./verdict.ts";

const TIMES = 40;
const WARM_UP = 10;
const P50_LIMIT = 5;

/** Whatever a person types: words in all entries, in many, in few and in none, and so on. */
const QUERIES = [
  ...["the", "w1", "w30", "w900", "w4990", "nowhere", "day"],
  ...["w1 w2 w3", "the w900", "w900 w901", "w1 w2 w3 w4 w5 w6 w7 w8 w9 w10"],
  ...['"the entry"', '"w1 w2"', '"w900 w1"', '"w1 the"'],
  ...["w*", "w9*", "w90*", "w900*", "w4990*", "w1 w9*", '"w1 w9*"', '"w1 w4990"*'],
];

/** How long searches take, and for how long nobody else has a turn. */
export async function* measureSearches(
  searcher: Searcher,
): AsyncIterable<Verdict | { line: string }> {
  // A server that has run for a while is what people meet.
  for (let n = 0; n < WARM_UP; n++) {
    for (const query of QUERIES) await searcher.searchEntries({ query });
  }
  const medians: number[] = [];
  let longest = { query: "", block: 0 };
  for (const query of QUERIES) {
    const { entries } = await searcher.searchEntries({ query });
    const { p50, p99, cpu, block } = await measure(
      () => searcher.searchEntries({ query }),
      TIMES,
    );
    medians.push(p50);
    if (block > longest.block) longest = { query, block };
    const figures = `p50 ${ms(p50)}, p99 ${ms(p99)}, processor ${ms(cpu)}, block ${ms(block)}`;
    yield { line: `   search ${query}: ${figures}, ${entries.length} on the page` };
  }
  const slow = medians.filter((each) => each >= P50_LIMIT).length;
  yield {
    target: "b",
    what: `search, p50 of ${QUERIES.length} kinds of it`,
    figure: median(medians),
    limit: P50_LIMIT,
    unit: "ms",
    notes: `${slow} of them take longer`,
  };
  yield {
    target: "b",
    what: "  the longest block of all",
    figure: longest.block,
    limit: 20,
    unit: "ms",
    notes: longest.query,
  };
}
