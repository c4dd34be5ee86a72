import assert from "node:assert/strict";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import {
  draft,
  interrupted,
  journalIn,
  listAll,
  refuses,
  rowsNaming,
  storeFor,
  takeSummaries,
} from "../helpers.ts";

Deno.test("a tag deleted just before an entry takes it is not found", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const { id } = await other.createEntry(draft());
  const tag = await other.createTag({ name: "home" });
  const journal = journalIn(interrupted(store, () => other.deleteTag(tag.id)));
  await refuses(journal.addTagToEntry(id, "home"), ["not_found", /tag "home"/]);
  assert.deepEqual(await rowsNaming(store, tag.id), []);
});

Deno.test("a tag deleted just before its entry changes is dropped", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const { id, tags } = await other.createEntry(
    draft({ tags: ["a", "b"], createMissingTags: true }),
  );
  const journal = journalIn(interrupted(store, () => other.deleteTag(tags[0].id)));
  const updated = await journal.updateEntry(id, { occurredAt: 1, isPrivate: true });
  assert.deepEqual(updated.tags, [tags[1]]);
  assert.deepEqual(await rowsNaming(store, tags[0].id), []);
});

Deno.test("a missing tag that somebody else makes first is used", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const journal = journalIn(interrupted(store, () => other.createTag({ name: "Home" })));
  const { tags } = await journal.createEntry(draft({ tags: ["home"], createMissingTags: true }));
  assert.deepEqual(tags.map(({ name }) => name), ["Home"]);
  assert.deepEqual((await journal.listTags()).map((tag) => tag.entryCount), [1]);
});

Deno.test("a name that somebody else takes first is refused", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const { id } = await other.createTag({ name: "old" });
  const renaming = journalIn(interrupted(store, () => other.createTag({ name: "home" })));
  await refuses(renaming.updateTag(id, { name: "Home" }), ["conflict", /exists already/]);
  const creating = journalIn(interrupted(store, () => other.updateTag(id, { name: "new" })));
  await refuses(creating.createTag({ name: "New" }), ["conflict", /exists already/]);
});

Deno.test("an update that somebody else's came before keeps both, or is refused", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const { id } = await other.createEntry(draft());
  const retitle = () => other.updateEntry(id, { title: "Theirs" });
  const both = await journalIn(interrupted(store, retitle)).updateEntry(id, { mood: "calm" });
  assert.deepEqual([both.title, both.mood, both.version], ["Theirs", "calm", 3]);
  const late = journalIn(interrupted(store, retitle));
  const update = late.updateEntry(id, { mood: "sad" }, { ifVersion: 3 });
  await refuses(update, ["conflict", /at version 4, not 3/]);
  await takeSummaries(store);
  const trash = journalIn(interrupted(store, () => other.trashEntry(id)));
  await refuses(trash.updateEntry(id, { mood: "sad" }), ["trashed", /in the trash/]);
});

Deno.test("a create that the same create came before finds its entry", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const same = draft({ idempotencyKey: "k" });
  const entry = await journalIn(interrupted(store, () => other.createEntry(same))).createEntry(
    same,
  );
  assert.deepEqual(await listAll(other).then((all) => all.map(({ id }) => id)), [entry.id]);
});

Deno.test("the number of tags stays exact when tags come and go at once", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const { id } = await other.createTag({ name: "old" });
  await journalIn(interrupted(store, () => other.createTag({ name: "new" }))).deleteTag(id);
  assert.equal((await other.listTags()).length, 1);
  assert.deepEqual((await store.read.get(keysOf("ada").tagTable())).value, { count: 1 });
});

Deno.test("an entry that moves while a page of old rows is read is not shown where it was", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const { id } = await other.createEntry(draft({ occurredAt: 9, mood: "calm" }));
  await other.createEntry(draft({ occurredAt: 5 }));
  const move = () => other.updateEntry(id, { occurredAt: 1 });
  await takeSummaries(store);
  const first = await journalIn(interruptedList(store, move)).listEntries({ limit: 1 });
  const rest = await listAll(other, { cursor: first.nextCursor });
  const times = [...first.entries, ...rest].map(({ occurredAt }) => occurredAt);
  assert.deepEqual(times, [5, 1]);

  await takeSummaries(store);
  const hide = journalIn(interruptedList(store, () => other.updateEntry(id, { isPrivate: true })));
  assert.equal((await hide.listEntries({ private: false })).entries.length, 1);
  await takeSummaries(store);
  const cheer = journalIn(interruptedList(store, () => other.updateEntry(id, { mood: "glad" })));
  assert.deepEqual((await cheer.listEntries({ mood: "calm" })).entries, []);
  await takeSummaries(store);
  const trash = journalIn(interruptedList(store, () => other.trashEntry(id)));
  assert.deepEqual((await trash.listEntries({ private: true })).entries, []);
});

/** The store, with `act` happening between the index and the entries of the next page. */
function interruptedList(store: Store, act: () => Promise<unknown>): Store {
  let isFirst = true;
  const read = {
    get: (key: Deno.KvKey) => store.read.get(key),
    list: (selector: Deno.KvListSelector, options: Deno.KvListOptions) =>
      store.read.list(selector, options),
    async getMany(keys: Deno.KvKey[]) {
      if (isFirst) await act();
      isFirst = false;
      return await store.read.getMany(keys);
    },
  };
  return { ...store, read: read as unknown as Deno.Kv };
}
