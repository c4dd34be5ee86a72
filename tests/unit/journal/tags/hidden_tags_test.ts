import assert from "node:assert/strict";
import { decodeTime, ulid } from "ulid";
import type { StoredEntry, StoredTag } from "../../../../lib/journal/store/stored.ts";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import { nameKey } from "../../../../lib/journal/tags/tag_name.ts";
import { commit, type Store } from "../../../../lib/kv/store.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import {
  clockAt,
  DAY,
  draft,
  interrupted,
  journalIn,
  listAll,
  NOON,
  refuses,
  storeFor,
} from "../helpers.ts";

const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const us = (changes = {}) => draft({ tags: ["Us"], createMissingTags: true, ...changes });

/** A journal as two viewers have it: one sees private entries, the other does not. */
function viewersOf(store: Store, clock = clockAt()) {
  const { now } = clock;
  return {
    clock,
    whole: journalIn(store, { now }),
    open: journalIn(store, { includePrivate: false, now }),
  };
}

Deno.test("a tag that only private entries have does not exist for a viewer without them", async () => {
  using store = await storeFor();
  const { whole, open } = viewersOf(store);
  const { tags: [{ id }] } = await whole.createEntry(us({ isPrivate: true }));
  const mine = await open.createEntry(draft());
  assert.deepEqual(await open.listTags(), []);
  for (const reference of [id, "Us"]) {
    for (
      const attempt of [
        (tag: string) => open.createEntry(draft({ tags: [tag] })),
        (tag: string) => open.createEntry(draft({ tags: [tag], isPrivate: true })),
        (tag: string) => open.updateEntry(mine.id, { tags: [tag] }),
        (tag: string) => open.addTagToEntry(mine.id, tag),
        (tag: string) => open.removeTagFromEntry(mine.id, tag),
        (tag: string) => open.listEntries({ tag }),
        (tag: string) => open.getTag(tag),
        (tag: string) => open.updateTag(tag, { name: "Taken" }),
        (tag: string) => open.deleteTag(tag),
      ]
    ) {
      const [hidden, unknown] = [
        await refuses(attempt(reference), ["not_found", /^There is no tag/]),
        await refuses(attempt(reference === id ? UNKNOWN : "Nope"), ["not_found", /./]),
      ];
      const text = unknown.message.replace(UNKNOWN, id).replace("Nope", "Us");
      assert.deepEqual([hidden.message, hidden.advice], [text, unknown.advice]);
    }
  }
  assert.equal((await whole.getTag(id)).entryCount, 1);
});

Deno.test("a hidden tag is made anew without a word, and is the same tag for who sees both", async () => {
  using store = await storeFor();
  const { whole, open, clock } = viewersOf(store);
  const hidden = await whole.createTag({ name: "Us", description: "Nobody may know" });
  const secret = await whole.createEntry(us({ isPrivate: true }));
  clock.advance(1_000);

  const made = await open.createTag({ name: "US" });
  const now = clock.now();
  const { id } = hidden;
  assert.deepEqual(made, { id, name: "US", entryCount: 0, createdAt: now, updatedAt: now });
  assert.ok(decodeTime(id) < NOON, "The id does not tell the time of a private entry");
  assert.deepEqual(await open.listTags(), [made]);
  assert.deepEqual((await whole.getEntry(secret.id)).tags, [{ id, name: "US" }]);
  const all = await whole.getTag(id);
  assert.deepEqual(all, { ...hidden, name: "US", entryCount: 1, updatedAt: now });

  // A private entry that has it changes nothing, whatever becomes of it.
  await whole.purgeEntry(secret.id);
  await whole.createEntry(us({ isPrivate: true }));
  assert.deepEqual(await open.listTags(), [made]);
  const described = await open.updateTag(id, { description: "Them" });
  assert.equal(described.description, "Them");
  assert.equal((await whole.getTag(id)).description, "Nobody may know");
  assert.equal((await whole.updateTag(id, { description: "All of us" })).description, "All of us");
  assert.equal((await open.getTag(id)).description, "All of us");
  await checkInvariants(store, "ada");
});

Deno.test("a tag is renamed to the name of a hidden one, which makes way", async () => {
  using store = await storeFor();
  const { whole, open } = viewersOf(store);
  const secret = await whole.createEntry(us({ isPrivate: true }));
  const { id } = await open.createTag({ name: "Them" });
  await whole.createTag({ name: "us (PRIVATE)" });
  assert.equal((await open.updateTag(id, { name: "us" })).name, "us");
  assert.deepEqual((await open.listTags()).map(({ name }) => name), ["us"]);
  const names = (await whole.listTags()).map(({ name }) => name);
  assert.deepEqual(names, ["us", "Us (private 2)", "us (PRIVATE)"]);
  assert.deepEqual((await whole.getEntry(secret.id)).tags.map(({ name }) => name), [
    "Us (private 2)",
  ]);
  await refuses(whole.updateTag(id, { name: "Us (private 2)" }), ["conflict", /exists already/]);
  await checkInvariants(store, "ada");
});

Deno.test("a hidden tag is open while an open entry has it that is not trashed", async () => {
  using store = await storeFor();
  const { whole, open, clock } = viewersOf(store);
  const { id } = await whole.createTag({ name: "Us", description: "Ours" });
  await whole.createEntry(us({ isPrivate: true }));
  clock.advance(1_000);
  const entry = await whole.createEntry(us());
  const since = clock.now();
  const shown = { id, name: "Us", description: "Ours", createdAt: since, updatedAt: since };
  assert.deepEqual(await open.listTags(), [{ ...shown, entryCount: 1 }]);
  assert.deepEqual((await open.getEntry(entry.id)).tags, [{ id, name: "Us" }]);
  assert.equal((await whole.getTag(id)).createdAt, NOON);

  assert.deepEqual((await open.trashEntry(entry.id)).tags, []);
  assert.deepEqual((await open.trashEntry(entry.id)).tags, []);
  assert.deepEqual((await open.getEntry(entry.id)).tags, []);
  assert.deepEqual((await listAll(open, { trashed: true }))[0].tags, []);
  assert.deepEqual(await open.listTags(), []);
  assert.deepEqual((await whole.getEntry(entry.id)).tags, [{ id, name: "Us" }]);
  assert.deepEqual((await open.restoreEntry(entry.id)).tags, [{ id, name: "Us" }]);
  assert.deepEqual(await open.listTags(), [{ ...shown, entryCount: 1 }]);

  await whole.updateEntry(entry.id, { isPrivate: true });
  assert.deepEqual(await open.listTags(), []);
  await whole.updateEntry(entry.id, { isPrivate: false });
  assert.equal((await open.listTags()).length, 1);
  await whole.removeTagFromEntry(entry.id, "Us");
  assert.deepEqual(await open.listTags(), []);
  await whole.addTagToEntry(entry.id, "Us");
  await whole.purgeEntry(entry.id);
  assert.deepEqual(await open.listTags(), []);
  await checkInvariants(store, "ada");
});

Deno.test("a tag that was made without seeing private entries stays until its entry turns private", async () => {
  using store = await storeFor();
  const { whole, open } = viewersOf(store);
  const { id, tags: [tag] } = await open.createEntry(us());
  await whole.createEntry(us({ isPrivate: true }));
  await open.trashEntry(id);
  assert.deepEqual((await open.getEntry(id)).tags, [tag]);
  assert.deepEqual((await open.listTags()).map(({ entryCount }) => entryCount), [0]);
  await open.restoreEntry(id);
  const other = await open.createEntry(us());
  await whole.updateEntry(id, { isPrivate: true });
  assert.deepEqual((await open.listTags()).map(({ entryCount }) => entryCount), [1]);
  await open.updateEntry(other.id, { isPrivate: true });
  assert.deepEqual(await open.listTags(), []);
  assert.equal((await whole.getTag(tag.id)).entryCount, 3);
});

Deno.test("a private entry of somebody who does not see it makes hidden tags, and takes them", async () => {
  using store = await storeFor();
  const { whole, open } = viewersOf(store);
  const { tags: [tag] } = await open.createEntry(us({ isPrivate: true }));
  assert.deepEqual(await open.listTags(), []);
  assert.deepEqual((await open.createEntry(us({ isPrivate: true }))).tags, [tag]);
  assert.equal((await whole.getTag(tag.id)).entryCount, 2);
  const turned = await open.createEntry(draft());
  const patch = { isPrivate: true, tags: ["Them"], createMissingTags: true };
  await open.updateEntry(turned.id, patch);
  assert.deepEqual(await open.listTags(), []);
  assert.equal((await whole.listTags()).length, 2);
});

Deno.test("a revision shows and brings back no hidden tag", async () => {
  using store = await storeFor();
  const { whole, open } = viewersOf(store);
  const { id } = await whole.createEntry(us());
  await whole.createEntry(us({ isPrivate: true }));
  await whole.updateEntry(id, { tags: [] });
  const exported = await open.exportPage({ format: "json" });
  assert.doesNotMatch(exported.document, /Us/);
  const { revisions: [revision] } = await open.listRevisions(id);
  assert.deepEqual((await open.restoreRevision(id, revision.id)).tags, []);
  assert.deepEqual((await whole.restoreRevision(id, revision.id)).tags.map(({ name }) => name), [
    "Us",
  ]);
});

Deno.test("the cursor of an export does not change with a hidden tag", async () => {
  using store = await storeFor();
  const { whole, open } = viewersOf(store);
  const { tags: [tag] } = await whole.createEntry(us({ content: "x".repeat(100_000) }));
  await whole.createEntry(us({ content: "x".repeat(100_000) }));
  const cursorFor = async (journal: typeof open) =>
    (await journal.exportPage({ format: "json" })).nextCursor;
  const cursors = [await cursorFor(open), await cursorFor(whole)];
  await whole.createEntry(us({ isPrivate: true, tags: ["Them"] }));
  assert.equal(await cursorFor(open), cursors[0]);
  assert.notEqual(await cursorFor(whole), cursors[1]);
  await whole.updateTag(tag.id, { name: "We" });
  assert.notEqual(await cursorFor(open), cursors[0]);
});

Deno.test("a tag of before this was kept is open while an open entry has it", async () => {
  using store = await storeFor();
  const { whole, open, clock } = viewersOf(store);
  await whole.createEntry(draft({ tags: ["Work"], createMissingTags: true }));
  await whole.createEntry(us({ isPrivate: true }));
  await open.createTag({ name: "Empty" });
  await forgetOpen(store);
  assert.deepEqual((await whole.listTags()).map(({ name }) => name), ["Empty", "Us", "Work"]);
  const [work, ...others] = await open.listTags();
  assert.deepEqual([work.name, work.createdAt, others], ["Work", NOON, []]);
  clock.advance(1_000);
  await open.createEntry(draft({ tags: ["Work"] }));
  assert.deepEqual(await open.listTags(), [{ ...work, entryCount: 2 }]);
  assert.equal((await open.createTag({ name: "empty" })).createdAt, clock.now());
});

Deno.test("a hidden tag whose id tells a time makes way: a new one must look new", async () => {
  using store = await storeFor();
  const { whole, open, clock } = viewersOf(store);
  const keys = keysOf("ada");
  for (const isPrivate of [false, true]) {
    const name = isPrivate ? "Us" : "Them";
    const { tags: [{ id }], id: secretId } = await whole.createEntry(
      us({ tags: [name], isPrivate: true }),
    );
    // As ids of tags were once, and as documents bring them.
    const old = ulid(NOON - DAY);
    const { value: tag } = await store.read.get<StoredTag>(keys.tag(id));
    const { value: secret } = await store.read.get<StoredEntry>(keys.entry(secretId));
    await commit(
      store,
      (operation) =>
        operation.delete(keys.tag(id)).set(keys.tag(old), { ...tag, id: old })
          .set(nameKey(keys, tag!), old).set(keys.entry(secretId), { ...secret, tagIds: [old] })
          .sum(keys.tagCount(old, "private"), 1n).delete(keys.tagCount(id, "private")),
    );
    clock.advance(1_000);

    const { newTags = [] } = await open.createEntry(us({ tags: [name], isPrivate }));
    assert.deepEqual(newTags.map(({ name }) => name), [name]);
    assert.ok(decodeTime(newTags[0].id) < NOON - DAY, "The id tells when somebody made the tag");
    assert.deepEqual((await whole.getEntry(secretId)).tags, [
      { id: old, name: `${name} (private)` },
    ]);
  }
});

Deno.test("hidden tags take no room from a viewer who does not see them", async () => {
  using store = await storeFor();
  const { whole, open } = viewersOf(store);
  const { id } = await open.createEntry(draft());
  const names = (from: number) => Array.from({ length: 100 }, (_, n) => `tag ${from + n}`);
  for (let n = 0; n < 10; n++) {
    await whole.createEntry(
      draft({ isPrivate: true, tags: names(100 * n), createMissingTags: true }),
    );
  }
  await refuses(whole.createTag({ name: "One more" }), ["limit_exceeded", /has 1001 tags/]);
  await open.createTag({ name: "One more" });
  assert.equal((await open.createTag({ name: "tag 7" })).entryCount, 0);
  await open.updateEntry(id, { tags: names(5_000), createMissingTags: true });
  for (let n = 1; n < 9; n++) {
    await open.createEntry(draft({ tags: names(5_000 + 100 * n), createMissingTags: true }));
  }
  const rest = names(6_000).slice(2);
  await open.createEntry(draft({ tags: rest, createMissingTags: true }));
  assert.equal((await open.listTags()).length, 1_000);
  await refuses(open.createTag({ name: "tag 8" }), ["limit_exceeded", /Journal has 1001 tags/]);
  const closed = us({ isPrivate: true, tags: ["tag 8"] });
  await refuses(open.createEntry(closed), ["limit_exceeded", /Journal has 1001 tags/]);
});

Deno.test("a tag that becomes open while somebody makes it is made all the same", async () => {
  using store = await storeFor();
  const { whole } = viewersOf(store);
  await whole.createEntry(us({ isPrivate: true }));
  const takes = () => whole.createEntry(us());
  const late = journalIn(interrupted(store, takes), { includePrivate: false });
  await refuses(late.createTag({ name: "us" }), ["conflict", /exists already/]);

  await whole.createEntry(draft({ isPrivate: true, tags: ["Them"], createMissingTags: true }));
  const { id } = await whole.createEntry(draft());
  const made = () => journalIn(store, { includePrivate: false }).createTag({ name: "them" });
  const adding = journalIn(interrupted(store, made));
  assert.deepEqual((await adding.addTagToEntry(id, "Them")).tags.map(({ name }) => name), ["them"]);
  await checkInvariants(store, "ada");
});

/** The tags as they were stored before they were open or hidden. */
async function forgetOpen(store: Store): Promise<void> {
  const prefix = keysOf("ada").tags();
  for await (const { key, value } of store.read.list<StoredTag>({ prefix })) {
    const { open: _, ...tag } = value;
    await store.write.set(key, tag);
  }
}
