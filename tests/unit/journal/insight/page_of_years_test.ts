import assert from "node:assert/strict";
import type { EntrySummary, OnThisDay } from "../../../../lib/journal/mod.ts";
import { pageOfYears } from "../../../../lib/journal/mod.ts";
import { draft, journalIn, storeFor } from "../helpers.ts";

/** A day with 3, 1 and 25 entries in three years: 20 of a year are told. */
async function someYears(): Promise<OnThisDay> {
  using store = await storeFor();
  const journal = journalIn(store);
  for (const [year, count] of [[2020, 3], [2022, 1], [2024, 25]]) {
    for (let n = 0; n < count; n++) {
      await journal.createEntry(draft({ occurredAt: Date.UTC(year, 10, 23, n % 4) }));
    }
  }
  return await journal.onThisDay({ date: "2026-11-23" });
}

Deno.test("the pages of a day are all its entries in their order, each once", async () => {
  const whole = await someYears();
  const entries = whole.years.flatMap((year) => year.entries);
  assert.equal(entries.length, 24);
  for (const limit of [1, 5, 20, 21, 24, 100]) {
    const found: EntrySummary[] = [];
    const haveMore: number[] = [];
    let cursor: string | undefined;
    do {
      const { date, years, nextCursor } = pageOfYears(whole, { limit, cursor });
      assert.equal(date, whole.date);
      const some = years.flatMap((year) => year.entries);
      assert(some.length > 0 && some.length <= limit);
      found.push(...some);
      haveMore.push(...years.flatMap(({ year, hasMore }) => hasMore ? year : []));
      cursor = nextCursor;
    } while (cursor !== undefined);
    assert.deepEqual(found, entries);
    // Said once, where the last of the year is.
    assert.deepEqual(haveMore, [2024]);
  }
});
