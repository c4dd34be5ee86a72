import type { Searcher } from "../../lib/search/mod.ts";
import { measure } from "./measure.ts";
import { ms, type Verdict } from "./verdict.ts";

const TIMES = 40;

/** Whatever a person types: words in all entries, in many, in few and in none, and so on. */
const QUERIES = [
  ...["the", "w1", "w30", "w900", "w4990", "nowhere", "day"],
  ...["w1 w2 w3", "the w900", "w900 w901", "w1 w2 w3 w4 w5 w6 w7 w8 w9 w10"],
  ...['"the entry"', '"w1 w2"', '"w900 w1"', '"w1 the"'],
  ...["w*", "w9*", "w90*", "w900*", "w4990*", "w1 w9*", '"w1 w9*"', '"w1 w4990"*'],
];

/** How long searches take, and for how long nobody else has a turn. */
export async function* measureSearches(searcher: Searcher): AsyncIterable<Verdict> {
  for (const query of QUERIES) {
    const { entries } = await searcher.searchEntries({ query });
    const { p50, p99, cpu, block } = await measure(
      () => searcher.searchEntries({ query }),
      TIMES,
    );
    const verdict = { target: "b", unit: "ms" as const };
    const notes = `p99 ${ms(p99)}, processor ${ms(cpu)}, ${entries.length} on the page`;
    yield { ...verdict, what: `search ${query}`, figure: p50, limit: 5, notes };
    if (block >= 10) {
      yield { ...verdict, what: "  its longest block", figure: block, limit: 20, notes: "" };
    }
  }
}
