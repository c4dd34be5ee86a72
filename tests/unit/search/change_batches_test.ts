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

  const batches = await batchesOf(store);
  const gone = batches.flatMap((batch) => batch.gone);
  assert.deepEqual(gone, [ids[3]]);
  assert.deepEqual(idsOf(batches), [...ids.slice(0, 3), ...ids.slice(4)]);
  assert.ok(batches.every(({ entries }) => unitsOf(entries) <= 1_000_000 + UNITS));
  assert.ok(batches.every(({ entries }) => entries.length <= 250));
  assert.equal(batches.length, 9);

  const { head } = await openChangeReader(store, "ada").state();
  assert.equal(batches.at(-1)!.last, head);
  for (const [n, { last }] of batches.entries()) {
    const rest = await batchesOf(store, last);
    assert.deepEqual(
      idsOf(rest),
      idsOf(batches.slice(n + 1)),
      "The next one goes on where it ends",
    );
  }
  store.close();
});

Deno.test("what one commit has written is in one batch, so that nothing of it is passed over", async () => {
  const store = await openStore(":memory:");
  const journal = openJournal(store, { userId: "ada", includePrivate: true });
  for (let n = 0; n < 5; n++) await journal.createEntry({ title: `Day ${n}`, content: "Short" });
  const entries = Array.from({ length: 1_020 }, (_, n) => ({
    uuid: n.toString(16).padStart(32, "0"),
    creationDate: new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString(),
    text: `Day ${n}`,
  }));
  const document = JSON.stringify({ entries });
  const piece = await journal.readDocument({ format: "dayone", document, timeZone: "UTC" });
  assert.equal((await journal.importPiece(piece)).created, 1_020);

  const batches = await batchesOf(store);
  assert.equal(batches.length, 4);
  assert.equal(new Set(idsOf(batches)).size, 1_025);
  assert.deepEqual(idsOf(await batchesOf(store, batches[0].last)), idsOf(batches.slice(1)));
  store.close();
});

function batchesOf(store: Store, after = ""): Promise<ChangeBatch[]> {
  return Array.fromAsync(readChangeBatches(openChangeReader(store, "ada"), after));
}

function idsOf(batches: readonly ChangeBatch[]): string[] {
  return batches.flatMap(({ entries }) => entries.map(({ id }) => id));
}

function unitsOf(entries: readonly ChangedEntry[]): number {
  return entries.reduce((sum, { content }) => sum + content.length, 0);
}
