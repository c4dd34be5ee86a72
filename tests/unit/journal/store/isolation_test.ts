import assert from "node:assert/strict";
import { draft, dump, journalIn, listAll, refuses, storeFor } from "../helpers.ts";

Deno.test("nobody reaches another user's entries and tags by any method", async () => {
  using store = await storeFor();
  const ada = journalIn(store);
  const eve = journalIn(store, { userId: "eve" });
  const entry = await ada.createEntry(
    draft({ idempotencyKey: "same", tags: ["Home"], createMissingTags: true }),
  );
  const [{ id: tagId }] = entry.tags;
  const { nextCursor } = await ada.createEntry(draft()).then(() => ada.listEntries({ limit: 1 }));
  await ada.updateEntry(entry.id, { title: "Rewritten" });
  const { revisions: [revision] } = await ada.listRevisions(entry.id);
  const own = await eve.createEntry(draft());
  const before = await dump(store);

  await refuses(eve.restoreRevision(own.id, revision.id), ["not_found", /revision/]);
  await refuses(eve.getEntry(entry.id), ["not_found", /entry/]);
  await refuses(eve.updateEntry(entry.id, { title: "x" }), ["not_found", /entry/]);
  await refuses(eve.trashEntry(entry.id), ["not_found", /entry/]);
  await refuses(eve.purgeEntry(entry.id), ["not_found", /entry/]);
  await refuses(eve.listRevisions(entry.id), ["not_found", /entry/]);
  await refuses(eve.restoreRevision(entry.id, revision.id), ["not_found", /entry/]);
  await refuses(eve.restoreEntry(entry.id), ["not_found", /entry/]);
  await refuses(eve.addTagToEntry(entry.id, tagId), ["not_found", /entry/]);
  await refuses(eve.removeTagFromEntry(entry.id, tagId), ["not_found", /entry/]);
  await refuses(eve.getTag(tagId), ["not_found", /tag/]);
  await refuses(eve.updateTag(tagId, { name: "x" }), ["not_found", /tag/]);
  await refuses(eve.deleteTag(tagId), ["not_found", /tag/]);
  await refuses(eve.listEntries({ tag: tagId }), ["not_found", /tag/]);
  await refuses(eve.listEntries({ tag: "Home" }), ["not_found", /tag/]);
  await refuses(eve.createEntry(draft({ tags: [tagId] })), ["not_found", /tag/]);
  assert.deepEqual(await eve.listTags(), []);
  const { entries } = await eve.listEntries({ cursor: nextCursor });
  assert.deepEqual(entries.filter(({ id }) => id !== own.id), []);
  assert.deepEqual(await dump(store), before);

  const hers = await eve.createEntry(draft({ title: "Hers", idempotencyKey: "same" }));
  assert.notEqual(hers.id, entry.id);
  assert.equal((await eve.createTag({ name: "Home" })).entryCount, 0);
  assert.deepEqual((await listAll(eve)).map(({ id }) => id).sort(), [own.id, hers.id].sort());
  assert.equal((await listAll(ada)).length, 2);
});

Deno.test("user ids of any form and length keep apart", async () => {
  using store = await storeFor();
  const long = "x".repeat(3_000);
  const userIds = ["ada", "ada\0", "", "Ada", "ada/journal", "é", "e\u0301", long, `${long}y`];
  for (const userId of userIds.filter(Boolean)) {
    await journalIn(store, { userId }).createEntry(draft({ title: userId.slice(0, 5) }));
  }
  for (const userId of userIds.filter(Boolean)) {
    assert.equal((await listAll(journalIn(store, { userId }))).length, 1);
  }
  assert.throws(() => journalIn(store, { userId: "" }), RangeError);
  assert.throws(() => journalIn(store, { userId: "\uD800" }), RangeError);
});
