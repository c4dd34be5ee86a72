import type { Searcher } from "../../lib/search/mod.ts";
import { median } from "../statistics.ts";
import { type Cost, measure } from "./measure.ts";
import { ms, type Verdict } from "./verdict.ts";

/** Each kind of search has its turn in each round: what else the machine does hits all of them. */
const ROUNDS = 5;
const TIMES = 10;
const WARM_UP_ROUNDS = 2;
const P50_LIMIT = 5;

/** Whatever a person types: words in all entries, in many, in few and in none, and so on. */
const QUERIES = [
  ...["the", "w1", "w30", "w900", "w4990", "nowhere", "day"],
  ...["w1 w2 w3", "the w900", "w900 w901", "w1 w2 w3 w4 w5 w6 w7 w8 w9 w10"],
  ...['"the entry"', '"w1 w2"', '"w900 w1"', '"w1 the"'],
  ...["w*", "w9*", "w90*", "w900*", "w4990*", "w1 w9*", '"w1 w9*"', '"w1 w4990"*'],
];

/**
 * How long searches take in the quietest round, once the code is warm, and for how long nobody else
 * has a turn in any.
 */
export async function* measureSearches(
  searcher: Searcher,
): AsyncIterable<Verdict | { line: string }> {
  const costs = new Map<string, Cost[]>(QUERIES.map((query) => [query, []]));
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    for (const [query, ofQuery] of costs) {
      const cost = await measure(() => searcher.searchEntries({ query }), TIMES);
      if (round >= WARM_UP_ROUNDS) ofQuery.push(cost);
    }
  }
  for (const [query, ofQuery] of costs) {
    const p50s = ofQuery.map(({ p50 }) => p50);
    const range = `p50 of a round ${ms(Math.min(...p50s))} to ${ms(Math.max(...p50s))}`;
    const cpu = ms(median(ofQuery.map(({ cpu }) => cpu)));
    const block = ms(Math.max(...ofQuery.map(({ block }) => block)));
    yield { line: `   search ${query}: ${range}, processor ${cpu}, longest block ${block}` };
  }
  const rounds = Array.from(
    { length: ROUNDS },
    (_, round) => median([...costs.values()].map((ofQuery) => ofQuery[round].p50)),
  );
  yield {
    target: "b",
    what: `search, p50 of ${QUERIES.length} kinds of it`,
    figure: Math.min(...rounds),
    limit: P50_LIMIT,
    unit: "ms",
    notes: `by rounds ${rounds.map(ms).join(", ")}`,
  };
  yield {
    target: "b",
    what: "  the longest block of all",
    figure: Math.max(...[...costs.values()].flat().map(({ block }) => block)),
    limit: 20,
    unit: "ms",
    notes: "",
  };
}
