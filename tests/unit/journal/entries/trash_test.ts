import assert from "node:assert/strict";
import {
  clockAt,
  DAY,
  draft,
  dump,
  journalIn,
  listAll,
  NOON,
  refuses,
  rowsNaming,
  storeFor,
} from "../helpers.ts";

Deno.test("the trash takes an entry out of lists and counts, and gives it back", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { newTags: _, ...entry } = await journal.createEntry(
    draft({ mood: "calm", isFavorite: true, tags: ["a"], createMissingTags: true }),
  );
  const queries = [{}, { tag: "a" }, { mood: "calm" }, { favorite: true }];
  clock.advance(DAY);
  const trashed = await journal.trashEntry(entry.id);
  assert.deepEqual(trashed, { ...entry, version: 2, updatedAt: NOON + DAY, trashedAt: NOON + DAY });
  assert.deepEqual(await journal.getEntry(entry.id), trashed);
  for (const query of queries) {
    assert.deepEqual(await listAll(journal, query), []);
    assert.equal((await listAll(journal, { ...query, trashed: true })).length, 1);
  }
  assert.equal((await journal.listTags())[0].entryCount, 0);

  const restored = await journal.restoreEntry(entry.id);
  assert.deepEqual(restored, { ...entry, version: 3, updatedAt: NOON + DAY });
  for (const query of queries) {
    assert.equal((await listAll(journal, query)).length, 1);
    assert.deepEqual(await listAll(journal, { ...query, trashed: true }), []);
  }
  assert.equal((await journal.listTags())[0].entryCount, 1);
});

Deno.test("trashing and restoring twice is the same as once", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  const live = await dump(store);
  await journal.restoreEntry(id);
  assert.deepEqual(await dump(store), live);
  const trashed = await journal.trashEntry(id);
  const rows = await dump(store);
  assert.deepEqual(await journal.trashEntry(id), trashed);
  assert.deepEqual(await dump(store), rows);
});

Deno.test("an entry in the trash cannot be changed", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ tags: ["a"], createMissingTags: true }));
  await journal.trashEntry(id);
  const before = await dump(store);
  for (
    const attempt of [
      () => journal.updateEntry(id, { title: "New" }),
      () => journal.addTagToEntry(id, "a"),
      () => journal.removeTagFromEntry(id, "a"),
    ]
  ) {
    const { advice } = await refuses(attempt(), ["trashed", /is in the trash/]);
    assert.equal(advice, "Restore the entry first");
  }
  assert.deepEqual(await dump(store), before);
});

Deno.test("after 30 days an entry in the trash is unknown", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { id } = await journal.createEntry(draft());
  await journal.trashEntry(id);
  clock.advance(30 * DAY - 1);
  assert.equal((await journal.getEntry(id)).id, id);
  assert.equal((await listAll(journal, { trashed: true })).length, 1);
  clock.advance(1);
  await refuses(journal.getEntry(id), ["not_found", /entry/]);
  await refuses(journal.restoreEntry(id), ["not_found", /entry/]);
  assert.deepEqual(await listAll(journal, { trashed: true }), []);
});

Deno.test("an entry comes back from the trash without the tags deleted meanwhile", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id, tags } = await journal.createEntry(
    draft({ tags: ["a", "b"], createMissingTags: true }),
  );
  await journal.trashEntry(id);
  await journal.deleteTag(tags[0].id);
  assert.deepEqual((await journal.restoreEntry(id)).tags, [tags[1]]);
  assert.deepEqual(await rowsNaming(store, tags[0].id), [], "Nothing names it any more");
});
