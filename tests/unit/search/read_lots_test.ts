import assert from "node:assert/strict";
import { type ChangedEntry, openChangeReader, openJournal } from "../../../lib/journal/mod.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";
import { type Lot, readLots } from "../../../lib/search/follow/change_batches.ts";

const UNITS = 200_000;

Deno.test("what has changed comes in lots of a bounded size, in order and without a gap", async () => {
  const store = await openStore(":memory:");
  const journal = openJournal(store, { userId: "ada", includePrivate: true });
  const ids: string[] = [];
  for (let n = 0; n < 25; n++) {
    const content = "x".repeat(UNITS);
    ids.push((await journal.createEntry({ title: `Day ${n}`, content })).id);
  }
  for (let n = 0; n < 300; n++) {
    ids.push((await journal.createEntry({ title: `Day ${n}`, content: "Short" })).id);
  }
  await journal.purgeEntry(ids[3]);

  const lots = await lotsOf(store);
  const gone = lots.flatMap((lot) => lot.gone);
  assert.deepEqual(gone, [ids[3]]);
  assert.deepEqual(idsOf(lots), [...ids.slice(0, 3), ...ids.slice(4)]);
  assert.ok(lots.every(({ entries }) => unitsOf(entries) <= 2_000_000 + UNITS));
  assert.ok(lots.every(({ entries }) => entries.length <= 250));
  assert.equal(lots.length, 4);

  const { head } = await openChangeReader(store, "ada").state();
  assert.equal(lots.at(-1)!.last, head);
  for (const [n, { last }] of lots.entries()) {
    const rest = await lotsOf(store, last);
    assert.deepEqual(idsOf(rest), idsOf(lots.slice(n + 1)), "The next one goes on where it ends");
  }
  store.close();
});

function lotsOf(store: Store, after = ""): Promise<Lot[]> {
  return Array.fromAsync(readLots(openChangeReader(store, "ada"), after));
}

function idsOf(lots: readonly Lot[]): string[] {
  return lots.flatMap(({ entries }) => entries.map(({ id }) => id));
}

function unitsOf(entries: readonly ChangedEntry[]): number {
  return entries.reduce((sum, { content }) => sum + content.length, 0);
}
