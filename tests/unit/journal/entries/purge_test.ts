import assert from "node:assert/strict";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import { LIMITS } from "../../../../lib/journal/mod.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import {
  clockAt,
  DAY,
  draft,
  dump,
  interrupted,
  journalIn,
  listAll,
  refuses,
  rowsNaming,
  storeFor,
} from "../helpers.ts";

/** An entry with all that an entry can have, in many rows. */
const RICH = draft({
  title: "Telltale title",
  content: "Telltale ".repeat(20_000),
  mood: "telltale",
  isFavorite: true,
  tags: ["a", "b"],
  createMissingTags: true,
  idempotencyKey: "k",
});

Deno.test("purging leaves nothing of an entry but a tombstone", async () => {
  for (const from of ["life", "the trash"]) {
    using store = await storeFor();
    const journal = journalIn(store);
    await journal.createTag({ name: "a" });
    await journal.createTag({ name: "b" });
    const empty = await dump(store);
    const { id } = await journal.createEntry(RICH);
    await journal.updateEntry(id, { content: "Telltale again", mood: null });
    const last = await journal.updateEntry(id, { isPrivate: true, content: "x".repeat(200_000) });
    const entry = from === "life" ? last : await journal.trashEntry(id);

    assert.deepEqual(await journal.purgeEntry(id), entry);
    await refuses(journal.getEntry(id), ["not_found", /entry/]);
    await refuses(journal.purgeEntry(id), ["not_found", /entry/]);
    assert.deepEqual((await journal.listTags()).map((tag) => tag.entryCount), [0, 0]);
    const left = withoutCounters(await dump(store))
      // The entry was open, and so are its tags.
      .filter((row) => !empty.includes(row) && !/"tags?(_open)?"/.test(row));
    assert.equal(left.length, 3, `A change row, when it is due, and head after ${from}`);
    assert.ok(!left.some((row) => /telltale/i.test(row)));
    assert.notEqual((await journal.createEntry(RICH)).id, id, "The idempotency key is free");
  }
});

Deno.test("what is purged after its time leaves nothing but a tombstone, and that for 90 days", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { id } = await journal.createEntry(RICH);
  await journal.updateEntry(id, { content: "Telltale again" });
  await journal.trashEntry(id);
  clock.advance(LIMITS.trashDays * DAY);
  const other = await journal.createEntry(draft());
  assert.deepEqual((await rowsNaming(store, id)).map(kindOf), ["change"]);
  assert.deepEqual(await changes(store), [other.id, id], "The tombstone comes last");

  clock.advance(LIMITS.tombstoneDays * DAY - 1);
  await journal.createEntry(draft());
  assert.equal((await rowsNaming(store, id)).length, 1);
  clock.advance(DAY);
  await journal.createEntry(draft());
  assert.deepEqual(await rowsNaming(store, id), []);
  assert.deepEqual((await dump(store)).filter((row) => row.includes('"due"')), []);
});

Deno.test("a tombstone is the last change", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const [first, second] = [await journal.createEntry(draft()), await journal.createEntry(draft())];
  await journal.purgeEntry(first.id);
  assert.deepEqual(await changes(store), [second.id, first.id]);
  const keys = keysOf("ada");
  const rows = await Array.fromAsync(store.read.list({ prefix: keys.change("").slice(0, -1) }));
  assert.equal((await store.read.get(keys.head())).versionstamp, rows.at(-1)?.key.at(-1));
});

Deno.test("purging a version that is not there any more is refused", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  await journal.updateEntry(id, { title: "New" });
  const before = await dump(store);
  const purge = journal.purgeEntry(id, { ifVersion: 1 });
  await refuses(purge, ["conflict", /at version 2, not 1/]);
  assert.deepEqual(await dump(store), before);
  const rewrite = () => journal.updateEntry(id, { title: "Newer" });
  const late = journalIn(interrupted(store, rewrite)).purgeEntry(id, { ifVersion: 2 });
  await refuses(late, ["conflict", /at version 3, not 2/]);
  await journal.purgeEntry(id, { ifVersion: 3 });
});

Deno.test("an entry that is restored in time stays", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { id } = await journal.createEntry(draft());
  await journal.trashEntry(id);
  clock.advance(LIMITS.trashDays * DAY - 1);
  const entry = await journal.restoreEntry(id);
  clock.advance(DAY);
  await journal.createEntry(draft());
  assert.deepEqual(await journal.getEntry(id), entry);
  assert.deepEqual((await dump(store)).filter((row) => row.includes('"due"')), []);
});

Deno.test("an entry that is restored just before its sweep stays", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const early = journalIn(store, clock);
  const journal = journalIn(store, { now: () => clock.now() + LIMITS.trashDays * DAY });
  const { id } = await early.createEntry(draft());
  await early.trashEntry(id);
  const busy = interruptedFrom(2, store, () => early.restoreEntry(id));
  await journalIn(busy, { now: () => clock.now() + LIMITS.trashDays * DAY }).createEntry(draft());
  assert.equal((await journal.getEntry(id)).trashedAt, undefined);
});

Deno.test("a tag deleted just before its entry is purged leaves no counter", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id, tags: [tag] } = await journal.createEntry(
    draft({ tags: ["a"], createMissingTags: true }),
  );
  await journalIn(interrupted(store, () => journal.deleteTag(tag.id))).purgeEntry(id);
  assert.deepEqual(await rowsNaming(store, tag.id), []);
});

Deno.test("an idempotency key that made another entry since survives the purge", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const old = await journal.createEntry(draft({ idempotencyKey: "k" }));
  await journal.trashEntry(old.id);
  clock.advance(LIMITS.trashDays * DAY);
  const made = await journal.createEntry(draft({ idempotencyKey: "k" }));
  clock.advance(DAY / 2);
  await journal.createEntry(draft());
  assert.deepEqual((await rowsNaming(store, old.id)).map(kindOf), ["change"]);
  assert.equal((await journal.createEntry(draft({ idempotencyKey: "k" }))).id, made.id);
});

Deno.test("a user's sweep runs once an hour, after a write of any kind", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const ids = await createAndTrash(1);
  clock.advance(LIMITS.trashDays * DAY - 1);
  const { id } = await journal.createEntry(draft());
  clock.advance(1);
  await journal.updateEntry(id, { title: "In the same hour" });
  assert.ok((await rowsNaming(store, ids[0])).length > 1, "Unknown, but still there");
  await refuses(journal.getEntry(ids[0]), ["not_found", /entry/]);
  await journalIn(store, { ...clock, userId: "eve" }).createEntry(draft());
  assert.ok(
    (await rowsNaming(store, ids[0])).length > 1,
    "Another user's write is none of this one",
  );
  clock.advance(3_600_000);
  await journal.updateEntry(id, { title: "An hour later" });
  assert.deepEqual((await rowsNaming(store, ids[0])).map(kindOf), ["change"]);

  async function createAndTrash(count: number): Promise<string[]> {
    const drafts = Array.from({ length: count }, () => journal.createEntry(draft()));
    const entries = await Promise.all(drafts);
    await Promise.all(entries.map(({ id }) => journal.trashEntry(id)));
    return entries.map(({ id }) => id);
  }
});

Deno.test("a sweep is bounded, and later writes go on with it", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const entries = await Promise.all(
    Array.from({ length: 100 }, () => journal.createEntry(draft())),
  );
  for (const { id } of entries) await journal.trashEntry(id);
  clock.advance(LIMITS.trashDays * DAY);
  await journal.createEntry(draft());
  assert.equal(await countHeads(), 41, "60 of 100 are purged, and one is new");
  await journal.createEntry(draft());
  assert.equal(await countHeads(), 2);

  async function countHeads(): Promise<number> {
    const prefix = keysOf("ada").entry("").slice(0, -1);
    return (await Array.fromAsync(store.read.list({ prefix }))).length;
  }
});

Deno.test("a sweep that fails leaves the write as it is, and the next one goes on", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { id } = await journal.createEntry(RICH);
  for (let n = 0; n < 110; n++) await journal.updateEntry(id, { title: `${n}` });
  const { warn } = console;
  console.warn = () => {};
  try {
    await journalIn(failingAfter(store, 2), clock).purgeEntry(id);
  } finally {
    console.warn = warn;
  }
  await refuses(journal.listRevisions(id), ["not_found", /entry/]);
  assert.ok((await rowsNaming(store, id)).some((row) => kindOf(row) === "history"));
  clock.advance(3_600_000);
  await journal.createEntry(draft());
  assert.deepEqual((await rowsNaming(store, id)).map(kindOf), ["change"]);
});

Deno.test("entries that a sweep and their owner purge at once are purged once", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { id } = await journal.createEntry(draft({ tags: ["a"], createMissingTags: true }));
  const purge = () => journal.purgeEntry(id);
  await refuses(journalIn(interrupted(store, purge)).purgeEntry(id), ["not_found", /entry/]);
  assert.deepEqual(await changes(store), [id]);
  assert.deepEqual((await journal.listTags()).map((tag) => tag.entryCount), [0]);
  assert.deepEqual(await listAll(journal), []);
});

/** The store, with `act` happening just before a commit, counted from 1. */
function interruptedFrom(nth: number, store: Store, act: () => Promise<unknown>): Store {
  let count = 0;
  const last = interrupted(store, act).write;
  const write = {
    commitVersionstamp: () => store.write.commitVersionstamp(),
    atomic: () => (++count < nth ? store.write.atomic() : last.atomic()),
  };
  return { ...store, write: write as unknown as Deno.Kv };
}

function kindOf(row: string): string | undefined {
  return /"ada",\s*"(\w+)"/.exec(row)?.[1];
}

/** Counters of tags stay, at nought, as long as their tags do. */
function withoutCounters(rows: string[]): string[] {
  return rows.filter((row) => !row.includes('"tag_count"'));
}

async function changes(store: Store): Promise<unknown[]> {
  const prefix = keysOf("ada").change("").slice(0, -1);
  return (await Array.fromAsync(store.read.list({ prefix }))).map(({ value }) => value);
}

/** The store, broken after so many commits. */
function failingAfter(store: Store, commits: number): Store {
  let left = commits;
  const write = {
    commitVersionstamp: () => store.write.commitVersionstamp(),
    atomic() {
      if (left-- <= 0) throw new Error("The disk is full");
      return store.write.atomic();
    },
  };
  return { ...store, write: write as unknown as Deno.Kv };
}
