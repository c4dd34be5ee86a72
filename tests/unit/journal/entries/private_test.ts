import assert from "node:assert/strict";
import { draft, journalIn, listAll, refuses, storeFor } from "../helpers.ts";

Deno.test("a private entry exists only for a holder of private entries", async () => {
  using store = await storeFor();
  const whole = journalIn(store);
  const open = journalIn(store, { includePrivate: false });
  const { newTags: _, ...secret } = await whole.createEntry(
    draft({
      isPrivate: true,
      mood: "sad",
      isFavorite: true,
      tags: ["us"],
      createMissingTags: true,
    }),
  );
  const [us] = secret.tags;

  const unknown = (await refuses(open.getEntry("01ARZ3NDEKTSV4RRFFQ69G5FAV"), ["not_found", /./]))
    .message.replace("01ARZ3NDEKTSV4RRFFQ69G5FAV", secret.id);
  for (
    const attempt of [
      () => open.getEntry(secret.id),
      () => open.updateEntry(secret.id, { title: "Mine" }),
      () => open.updateEntry(secret.id, { isPrivate: false }, { ifVersion: 7 }),
      () => open.trashEntry(secret.id),
      () => open.purgeEntry(secret.id),
      () => open.purgeEntry(secret.id, { ifVersion: 7 }),
      () => open.listRevisions(secret.id),
      () => open.restoreRevision(secret.id, "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
      () => open.restoreEntry(secret.id),
      () => open.addTagToEntry(secret.id, "us"),
      () => open.removeTagFromEntry(secret.id, "us"),
    ]
  ) {
    assert.equal((await refuses(attempt(), ["not_found", /./])).message, unknown);
  }
  assert.deepEqual(await whole.getEntry(secret.id), secret);

  for (const query of [{}, { mood: "sad" }, { favorite: true }, { private: true }]) {
    assert.deepEqual(await listAll(open, query), []);
    assert.deepEqual((await listAll(whole, query)).map(({ id }) => id), [secret.id]);
  }
  assert.deepEqual((await listAll(whole, { tag: "us" })).map(({ id }) => id), [secret.id]);
  await refuses(listAll(open, { tag: "us" }), ["not_found", /^There is no tag "us"$/]);
  assert.deepEqual(await listAll(whole, { private: false }), []);
  assert.equal((await whole.getTag(us.id)).entryCount, 1);
  await whole.trashEntry(secret.id);
  assert.deepEqual(await listAll(open, { trashed: true }), []);
  assert.equal((await listAll(whole, { trashed: true })).length, 1);
});

Deno.test("a holder without private entries can still put one into the drawer", async () => {
  using store = await storeFor();
  const open = journalIn(store, { includePrivate: false });
  const entry = await open.createEntry(draft({ isPrivate: true, idempotencyKey: "k" }));
  assert.equal(entry.isPrivate, true);
  await refuses(open.getEntry(entry.id), ["not_found", /entry/]);
  const again = await open.createEntry(draft({ isPrivate: true, idempotencyKey: "k" }));
  assert.deepEqual(again, entry, "The same create answers the same");

  const second = await open.createEntry(draft());
  assert.equal((await open.updateEntry(second.id, { isPrivate: true })).version, 2);
  await refuses(open.getEntry(second.id), ["not_found", /entry/]);
});

Deno.test("a repeated create of an entry that is hidden by now answers with tags that exist", async () => {
  using store = await storeFor();
  const open = journalIn(store, { includePrivate: false });
  const same = draft({ tags: ["us"], createMissingTags: true, idempotencyKey: "k" });
  const { id, tags: [tag] } = await open.createEntry(same);
  await journalIn(store).updateEntry(id, { isPrivate: true });
  await journalIn(store).deleteTag(tag.id);

  const again = await open.createEntry(same);
  assert.equal(again.id, id);
  assert.deepEqual((await open.listTags()).map(({ id, name }) => ({ id, name })), again.tags);
  assert.deepEqual((await open.createEntry(same)).tags, again.tags);
  assert.deepEqual((await journalIn(store).getEntry(id)).tags, [], "The entry stays as it is");
});

Deno.test("an entry that turns private or open moves in lists and counts", async () => {
  using store = await storeFor();
  const whole = journalIn(store);
  const open = journalIn(store, { includePrivate: false });
  const { id, tags: [tag] } = await whole.createEntry(
    draft({ tags: ["t"], createMissingTags: true }),
  );
  for (const isPrivate of [true, false, true]) {
    await whole.updateEntry(id, { isPrivate });
    assert.deepEqual(
      (await open.listTags()).map(({ entryCount }) => entryCount),
      isPrivate ? [] : [1],
    );
    assert.equal((await whole.getTag(tag.id)).entryCount, 1);
    if (isPrivate) await refuses(listAll(open, { tag: "t" }), ["not_found", /tag/]);
    else assert.equal((await listAll(open, { tag: "t" })).length, 1);
    assert.equal((await listAll(whole, { tag: "t" })).length, 1);
    assert.equal((await listAll(whole, { private: true })).length, isPrivate ? 1 : 0);
  }
});
