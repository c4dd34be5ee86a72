import assert from "node:assert/strict";
import { type ChangedEntry, openChangeReader, openJournal } from "../../../lib/journal/mod.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";
import { type ChangeBatch, readChangeBatches } from "../../../lib/search/follow/change_batches.ts";

const UNITS = 200_000;

Deno.test("what has changed comes in batches of a bounded size, in order and without a gap", async () => {
  const store = await openStore(":memory:");
  const journal = openJournal(store, { userId: "ada", includePrivate: true });
  const ids: string[] = [];
  for (let n = 0; n < 25; n++) {
    const content = "x".repeat(UNITS);
    ids.push((await journal.createEntry({ title: `Day ${n}`, content })).id);
  }
  for (let n = 0; n < 1_100; n++) {
    ids.push((await journal.createEntry({ title: `Day ${n}`, content: "Short" })).id);
  }
  await journal.purgeEntry(ids[3]);

  const batches = await lotsOf(store);
  const gone = batches.flatMap((lot) => lot.gone);
  assert.deepEqual(gone, [ids[3]]);
  assert.deepEqual(idsOf(batches), [...ids.slice(0, 3), ...ids.slice(4)]);
  assert.ok(batches.every(({ entries }) => unitsOf(entries) <= 2_000_000 + UNITS));
  assert.ok(batches.every(({ entries }) => entries.length <= 1_000));
  assert.equal(batches.length, 4);

  const { head } = await openChangeReader(store, "ada").state();
  assert.equal(batches.at(-1)!.last, head);
  for (const [n, { last }] of batches.entries()) {
    const rest = await lotsOf(store, last);
    assert.deepEqual(
      idsOf(rest),
      idsOf(batches.slice(n + 1)),
      "The next one goes on where it ends",
    );
  }
  store.close();
});

function lotsOf(store: Store, after = ""): Promise<ChangeBatch[]> {
  return Array.fromAsync(readChangeBatches(openChangeReader(store, "ada"), after));
}

function idsOf(batches: readonly ChangeBatch[]): string[] {
  return batches.flatMap(({ entries }) => entries.map(({ id }) => id));
}

function unitsOf(entries: readonly ChangedEntry[]): number {
  return entries.reduce((sum, { content }) => sum + content.length, 0);
}
