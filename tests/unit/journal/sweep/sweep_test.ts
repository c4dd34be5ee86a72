import assert from "node:assert/strict";
import { openJournal, sweepEverybody } from "../../../../lib/journal/mod.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import { clockAt, DAY, draft, journalIn, listAll, rowsNaming, storeFor } from "../helpers.ts";

Deno.test("the index rows of a deleted tag are swept away", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createTag({ name: "old" });
  await journal.createTag({ name: "kept" });
  await writeTagged(store, 300);
  assert.equal((await journal.deleteTag(id)).entryCount, 300);
  assert.deepEqual(await keysNaming(store, id), []);
  assert.equal((await listAll(journal, { tag: "kept", limit: 100 })).length, 300);
});

Deno.test("a sweep that is interrupted goes on with the next change of a tag", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createTag({ name: "old" });
  const kept = await journal.createTag({ name: "kept" });
  await writeTagged(store, 300);

  const { warn } = console;
  console.warn = () => {};
  try {
    const failing = journalIn(failingAfter(store, 1));
    assert.equal((await failing.deleteTag(id)).entryCount, 300, "The tag is deleted all the same");
  } finally {
    console.warn = warn;
  }
  assert.equal((await keysNaming(store, id)).length, 301, "300 rows and the marker");
  assert.deepEqual((await journal.listTags()).map(({ name }) => name), ["kept"]);

  await journal.updateTag(kept.id, { description: "Any change" });
  assert.deepEqual(await keysNaming(store, id), []);
});

Deno.test("one change sweeps a bounded number of rows", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createTag({ name: "old" });
  await journal.createTag({ name: "kept" });
  await writeTagged(store, 2_100);
  await journal.deleteTag(id);
  assert.equal((await keysNaming(store, id)).length, 101, "100 rows and the marker");
  await journal.createTag({ name: "new" });
  assert.deepEqual(await keysNaming(store, id), []);
});

Deno.test("what is due goes for everybody in the end, also of those who never write again", async () => {
  using store = await storeFor();
  const past = { now: () => 0 };
  for (const userId of ["ada", "bob"]) {
    const journal = openJournal(store, { userId, includePrivate: true }, past);
    const { id } = await journal.createEntry({ title: "Old", content: "Long ago" });
    await journal.updateEntry(id, { title: "Older" });
    await journal.trashEntry(id);
    await journal.createEntry({ title: "Kept", content: "Still here" });
  }
  const written: string[] = [];
  const options = { onWrite: (userId: string) => void written.push(userId) };
  const { signal } = new AbortController();
  await sweepEverybody(store, { ...options, now: () => 29 * DAY, signal });
  assert.deepEqual(written, []);
  await sweepEverybody(store, { ...options, now: () => 31 * DAY, signal });
  assert.deepEqual([...new Set(written)], ["ada", "bob"]);
  for (const userId of ["ada", "bob"]) {
    const rows = await Array.fromAsync(store.read.list({ prefix: ["journal", userId] }));
    assert.equal(rows.filter(({ key }) => key.includes("entry")).length, 1);
    assert.equal(rows.filter(({ key }) => key.includes("history")).length, 0);
  }
});

Deno.test("a clock that was a year ahead for a while keeps no sweep from coming", async () => {
  using store = await storeFor();
  const { now, advance } = clockAt();
  const journal = journalIn(store, { now });
  advance(365 * DAY);
  await journal.createEntry(draft());
  advance(-365 * DAY);
  const { id } = await journal.createEntry(draft());
  await journal.trashEntry(id);
  advance(31 * DAY);
  await journal.createEntry(draft());
  assert.equal((await store.read.get(keysOf("ada").entry(id))).value, null);
});

Deno.test("a sweep that fails is reported, and the write before it stands", async () => {
  using store = await storeFor();
  const faults: [string, string][] = [];
  const onFault = (fault: string, error: unknown) => void faults.push([fault, String(error)]);
  const failing = failingAfter(store, 1);
  const access = { userId: "ada", includePrivate: true };
  const { id } = await openJournal(store, access).createTag({ name: "old" });
  await openJournal(failing, access, { onFault }).deleteTag(id);
  assert.deepEqual(faults.splice(0), [["tag_sweep_failed", "Error: The disk is full"]]);

  const past = openJournal(store, access, { now: () => 0 });
  await past.trashEntry((await past.createEntry(draft())).id);
  const late = { now: () => 31 * DAY, onFault };
  await openJournal(failingAfter(store, 1), access, late).createEntry(draft());
  assert.deepEqual(faults, [["sweep_failed", "Error: The disk is full"]]);
  assert.equal((await listAll(journalIn(store, late))).length, 1);
});

async function writeTagged(store: Store, count: number): Promise<void> {
  const journal = journalIn(store);
  const entry = (n: number) => draft({ tags: ["old", "kept"], isPrivate: n % 2 === 0 });
  await Promise.all(Array.from({ length: count }, (_, n) => journal.createEntry(entry(n))));
}

/** The keys that name a tag; entries still do, in their values. */
async function keysNaming(store: Store, tagId: string): Promise<string[]> {
  const rows = await rowsNaming(store, tagId);
  return rows.filter((row) => row.slice(0, row.indexOf("value:")).includes(tagId));
}

/** The store, broken after so many commits. */
function failingAfter(store: Store, commits: number): Store {
  let left = commits;
  const write = {
    commitVersionstamp: () => store.write.commitVersionstamp(),
    atomic() {
      if (left-- === 0) throw new Error("The disk is full");
      return store.write.atomic();
    },
  };
  return { ...store, write: write as unknown as Deno.Kv };
}
