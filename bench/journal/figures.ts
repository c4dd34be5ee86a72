import { openStore } from "../../lib/kv/store.ts";
import { aroundThisDay, fillJournal, journalOf } from "./fill.ts";
import { measureSameRows } from "./same_rows.ts";
import { measureStatistics } from "./statistics.ts";
import type { Verdict } from "./verdict.ts";

const SMALL = 1_000;

/**
 * What a large journal costs beside a small one, in one process without HTTP. `large` and `small` are
 * the users of journals in the store at `path`, which nobody else has open.
 */
export async function measureFigures(
  path: string,
  { large, small }: Record<"large" | "small", string>,
): Promise<Verdict[]> {
  const store = await openStore(path);
  try {
    await fillJournal(store, "same day", SMALL, aroundThisDay);
    const journals = {
      large: journalOf(store, large),
      small: journalOf(store, small),
      sameDay: journalOf(store, "same day"),
    };
    const verdicts = await Array.fromAsync(measureStatistics(journals));
    return [...verdicts, ...await Array.fromAsync(measureSameRows(store))];
  } finally {
    store.close();
  }
}
