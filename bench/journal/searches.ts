import type { Searcher } from "../../lib/search/mod.ts";
import { median } from "../statistics.ts";
import { type Cost, measure } from "./measure.ts";
import { ms, type Verdict } from "./verdict.ts";

/** Each kind of search has its turn in each round: what else the machine does hits all of them. */
const ROUNDS = 5;
const TIMES = 10;
const WARM_UP_ROUNDS = 2;
const P50_LIMIT = 5;

/** Of whole questions: a third of what FTS5 takes. */
const QUESTION_P50_LIMIT = 14;
const QUESTION_P95_LIMIT = 35;

/** Whatever a person types: words in all entries, in many, in few and in none, and so on. */
const QUERIES = [
  ...["the", "w1", "w30", "w900", "w4990", "nowhere", "day"],
  ...["w1 w2 w3", "the w900", "w900 w901", "w1 w2 w3 w4 w5 w6 w7 w8 w9 w10"],
  ...['"the entry"', '"w1 w2"', '"w900 w1"', '"w1 the"'],
  ...["w*", "w9*", "w90*", "w900*", "w4990*", "w1 w9*", '"w1 w9*"', '"w1 w4990"*'],
];

/** What a person asks, with words in a tenth and in a hundredth of all entries among others. */
const QUESTIONS = [
  "When did we go to w30 with w300, and was w900 there?",
  "What was it that w7 told me about w44 and w1200 in w3000?",
  "Who helped us when the w150 broke down near w2500?",
  "w2 w15 w60 w240 w960 w3840 the entry",
];

/**
 * How long searches take in the quietest round, once the code is warm, and for how long nobody else
 * has a turn in any. They may take `times` as long as SQLite may.
 */
export async function* measureSearches(
  searcher: Searcher,
  { times }: { times: number },
): AsyncIterable<Verdict | { line: string }> {
  const costs = new Map<string, Cost[]>([...QUERIES, ...QUESTIONS].map((query) => [query, []]));
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
  const ofRounds = (queries: readonly string[], figure: (costs: Cost[]) => number) =>
    Array.from(
      { length: ROUNDS },
      (_, round) => figure(queries.map((query) => costs.get(query)![round])),
    );
  const medianOf = (some: Cost[]) => median(some.map(({ p50 }) => p50));
  const rounds = ofRounds(QUERIES, medianOf);
  const questions = ofRounds(QUESTIONS, medianOf);
  const slowest = ofRounds(QUESTIONS, (some) => Math.max(...some.map(({ p95 }) => p95)));
  yield {
    target: "b",
    what: `search, p50 of ${QUERIES.length} kinds of it`,
    figure: Math.min(...rounds),
    limit: times * P50_LIMIT,
    unit: "ms",
    notes: `by rounds ${rounds.map(ms).join(", ")}`,
  };
  yield {
    target: "b",
    what: `  p50 of ${QUESTIONS.length} whole questions`,
    figure: Math.min(...questions),
    limit: times * QUESTION_P50_LIMIT,
    unit: "ms",
    notes: `by rounds ${questions.map(ms).join(", ")}`,
  };
  yield {
    target: "b",
    what: "  p95 of the slowest of them",
    figure: Math.min(...slowest),
    limit: times * QUESTION_P95_LIMIT,
    unit: "ms",
    notes: `by rounds ${slowest.map(ms).join(", ")}`,
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
