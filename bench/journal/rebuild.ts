import type { Store } from "../../lib/kv/store.ts";
import { startCatchUp } from "../../lib/search/follow/catch_up.ts";
import type { SearchIndex } from "../../lib/search/index/search_index.ts";
import { percentile } from "../statistics.ts";
import { journalOf } from "./fill.ts";
import { processorTime, timed, watchLoop } from "./measure.ts";
import { ms, type Verdict } from "./verdict.ts";

/** An index that is built from nothing, and what other people notice of it. */
export async function measureRebuild(
  store: Store,
  index: SearchIndex,
  { userId, other }: { userId: string; other: string },
): Promise<Verdict[]> {
  const others = journalOf(store, other);
  const { entries: [{ id }] } = await others.listEntries();
  const latencies: number[] = [];
  let isBuilt = false;
  async function readOn(): Promise<void> {
    while (!isBuilt) {
      latencies.push(await timed(() => others.getEntry(id)));
      latencies.push(await timed(() => others.listEntries({ limit: 50 })));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  const watch = watchLoop();
  const before = processorTime();
  const readers = [readOn(), readOn()];
  const time = await timed(() => startCatchUp({ store, index }).reach(userId));
  isBuilt = true;
  await Promise.all(readers);
  const cpu = (processorTime() - before) / 1_000;
  const notes = `processor ${cpu.toFixed(1)} s with the readers, longest block ${ms(watch.stop())}`;
  return [
    {
      target: "e",
      what: "index of 20,000 entries",
      figure: time / 1_000,
      limit: 10,
      unit: "s",
      notes,
    },
    {
      target: "e",
      what: "  p99 of others' reads meanwhile",
      figure: percentile(latencies, 0.99),
      limit: 50,
      unit: "ms",
      notes: `p50 ${ms(percentile(latencies, 0.5))}, ${latencies.length} reads`,
    },
  ];
}
