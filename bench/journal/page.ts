import type { Journal } from "../../lib/journal/mod.ts";
import { median } from "../statistics.ts";
import { timed } from "./measure.ts";
import { ms, type Verdict } from "./verdict.ts";

const ROUNDS = 300;
const PAGE = { limit: 50 };

/** A page of a large journal beside one of a small journal, in turns. */
export async function measurePage({ large, small }: Record<"large" | "small", Journal>) {
  const times = { large: [] as number[], small: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.small.push(await timed(() => small.listEntries(PAGE)));
    times.large.push(await timed(() => large.listEntries(PAGE)));
  }
  const [inLarge, inSmall] = [median(times.large), median(times.small)];
  const notes = `p50 ${ms(inLarge)}, of 100 entries ${ms(inSmall)}`;
  const verdict: Verdict = {
    target: "a",
    what: "a page of 50 / that of 100 entries",
    figure: inLarge / inSmall,
    limit: 1.5,
    unit: "times",
    notes,
  };
  return verdict;
}
