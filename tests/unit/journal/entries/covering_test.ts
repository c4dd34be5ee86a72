import assert from "node:assert/strict";
import { sweepEverybody } from "../../../../lib/journal/mod.ts";
import { encodeStats } from "../../../../lib/journal/index/entry_stats.ts";
import { withoutSummary } from "../../../../lib/journal/index/entry_summary.ts";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { clockAt, DAY, draft, journalIn, storeFor, takeSummaries } from "../helpers.ts";

const keys = keysOf("ada");

/** The store, with the keys of all entries that are read counted. */
function countingReads(store: Store): { store: Store; read: string[] } {
  const read: string[] = [];
  const note = (key: Deno.KvKey) => key[2] === "entry" && read.push(String(key[3]));
  const reader = {
    list: store.read.list,
    get: (key: Deno.KvKey) => (note(key), store.read.get(key)),
    getMany: (keys: Deno.KvKey[]) => (keys.forEach(note), store.read.getMany(keys)),
  };
  return { store: { ...store, read: reader as unknown as Store["read"] }, read };
}

Deno.test("lists of every kind read index rows and no entry", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(
    draft({ mood: "calm", tags: ["sea"], createMissingTags: true, isFavorite: true }),
  );
  const hidden = await journal.createEntry(draft({ isPrivate: true }));
  const trashed = await journal.createEntry(draft());
  await journal.trashEntry(trashed.id);
  const { content: _, ...shown } = await journal.getEntry(id);
  const counting = countingReads(store);
  const reader = journalIn(counting.store);
  for (const query of [{ mood: "Calm" }, { tag: "sea" }, { favorite: true }, { private: false }]) {
    const { entries: [entry] } = await reader.listEntries(query);
    assert.deepEqual(entry, { ...shown, excerpt: entry.excerpt, tags: ["sea"] });
  }
  assert.deepEqual((await reader.listEntries({ trashed: true })).entries[0].id, trashed.id);
  assert.deepEqual((await reader.listEntries({ private: true })).entries[0].id, hidden.id);
  assert.deepEqual(counting.read, []);
});

Deno.test("a list shows an entry as its last change left it, and tags by their names of now", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(
    draft({ mood: "calm", tags: ["sea", "sun"], createMissingTags: true }),
  );
  await journal.listEntries({});
  await journal.updateEntry(id, { title: "Another", location: "Kiel" });
  const [sea] = (await journal.listTags()).filter(({ name }) => name === "sea");
  await journal.updateTag(sea.id, { name: "ocean" });
  await journal.deleteTag((await journal.listTags()).find(({ name }) => name === "sun")!.id);
  for (const query of [{}, { mood: "calm" }, { tag: "ocean" }]) {
    const { entries: [{ title, location, tags, version }] } = await journal.listEntries(query);
    assert.deepEqual({ title, location, tags, version }, {
      ...{ title: "Another", location: "Kiel", tags: ["ocean"], version: 2 },
    });
  }
  await checkInvariants(store, "ada");
});

Deno.test("rows of an earlier version are listed all the same, and are whole after the sweep", async () => {
  using store = await storeFor();
  const { now, advance } = clockAt();
  const journal = journalIn(store, { now });
  for (let n = 0; n < 20; n++) {
    const tags = n % 2 === 0 ? ["sea"] : [];
    await journal.createEntry(
      draft({ title: `Day ${n}`, tags, createMissingTags: true, mood: "m" }),
    );
  }
  await journal.trashEntry((await journal.listEntries({ limit: 1 })).entries[0].id);
  const queries = [{}, { tag: "sea" }, { mood: "m" }, { trashed: true }];
  const listed = async (from: Store) => {
    const journal = journalIn(from, { now });
    return await Promise.all(
      queries.map(async (query) => (await journal.listEntries(query)).entries),
    );
  };
  const before = await listed(store);
  await takeSummaries(store);
  assert.deepEqual(await listed(store), before);

  const sweep = () =>
    sweepEverybody(store, { now, onWrite() {}, signal: new AbortController().signal });
  await sweep();
  const counting = countingReads(store);
  assert.deepEqual(await listed(counting.store), before);
  assert.deepEqual(counting.read, []);
  await checkInvariants(store, "ada");

  // As a server of an earlier version leaves them that runs for a while beside this one.
  await takeSummaries(store);
  await sweep();
  assert.notDeepEqual((await listed(counting.store), counting.read), [], "not before its time");
  advance(8 * DAY);
  await sweep();
  counting.read.length = 0;
  assert.deepEqual(await listed(counting.store), before);
  assert.deepEqual(counting.read, []);
});

Deno.test("a clock that was a year ahead for a while leaves no row uncovered", async () => {
  using store = await storeFor();
  const { now, advance } = clockAt();
  const sweep = () =>
    sweepEverybody(store, { now, onWrite() {}, signal: new AbortController().signal });
  await journalIn(store, { now }).createEntry(draft());
  advance(365 * DAY);
  await sweep();
  advance(-365 * DAY);
  await takeSummaries(store);
  await sweep();
  const counting = countingReads(store);
  await journalIn(counting.store, { now }).listEntries();
  assert.deepEqual(counting.read, []);
});

Deno.test("an entry with so many tags that its rows would be large is read by lists", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const tags = Array.from({ length: 100 }, (_, n) => `tag ${n}`);
  await journal.createEntry(draft({ title: "t".repeat(190), tags, createMissingTags: true }));
  const counting = countingReads(store);
  const { entries: [entry] } = await journalIn(counting.store).listEntries({ tag: "tag 7" });
  assert.deepEqual([entry.title.length, entry.tags.length], [190, 100]);
  assert.equal(counting.read.length, 1);
  const stats = await journal.stats({});
  assert.equal(stats.entryCount, 1);
  await checkInvariants(store, "ada");
});

Deno.test("whatever a mood says, its row still holds what statistics need", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await journal.createEntry(draft({ mood: 'so\nlala {"id":1}' }));
  const rows = store.read.list<Uint8Array>({ prefix: keys.index("open", ["all"]) });
  const [{ value }] = await Array.fromAsync(rows);
  const { value: head } = await store.read.get(
    keys.entry((await journal.listEntries({})).entries[0].id),
  );
  assert.deepEqual(withoutSummary(value), encodeStats(head as never));
});

Deno.test("blocks of statistics of an earlier version are gone after the sweep, those of months stay", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (let n = 0; n < 20; n++) await journal.createEntry(draft({ isPrivate: n > 17 }));
  await journal.stats();
  const listed = () =>
    Array.fromAsync(store.read.list({ prefix: keys.figures("open", 0).slice(0, -3) }));
  const blocks = await listed();
  assert.equal(blocks.length, 1);
  for (let span = -20; span < 100; span++) {
    const visibility = span % 2 ? "open" : "private";
    await store.write.set([...keys.figures(visibility, 0).slice(0, -2), span], { offsets: [] });
  }
  assert.equal((await journal.stats()).entryCount, 20);
  await sweepEverybody(store, {
    now: clockAt().now,
    onWrite() {},
    signal: new AbortController().signal,
  });
  assert.deepEqual(await listed(), blocks);
});
