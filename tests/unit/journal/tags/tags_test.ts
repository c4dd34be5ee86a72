import assert from "node:assert/strict";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import type { StoredTag } from "../../../../lib/journal/store/stored.ts";
import {
  clockAt,
  draft,
  dump,
  journalIn,
  listAll,
  NOON,
  refuses,
  rowsNaming,
  storeFor,
} from "../helpers.ts";

Deno.test("a tag comes back as it was written", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const tag = await journal.createTag({ name: " Home ", description: "Where we live" });
  const { id } = tag;
  const times = { createdAt: NOON, updatedAt: NOON };
  assert.deepEqual(tag, {
    id,
    name: "Home",
    description: "Where we live",
    entryCount: 0,
    ...times,
  });
  assert.deepEqual(await journal.getTag(id), tag);
  const plain = await journal.createTag({ name: "apple" });
  assert.deepEqual(plain, { id: plain.id, name: "apple", entryCount: 0, ...times });
  assert.deepEqual((await journal.listTags()).map(({ name }) => name), ["apple", "Home"]);
});

Deno.test("#work is the tag work, wherever it is given", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id, name } = await journal.createTag({ name: " #Work" });
  assert.equal(name, "Work");
  const tags = ["#work", "work", "##WORK", "#home"];
  const entry = await journal.createEntry({ ...draft(), tags, createMissingTags: true });
  assert.deepEqual(entry.tags.map(({ name }) => name).sort(), ["Work", "home"]);
  assert.equal((await journal.listEntries({ tag: "#work" })).entries.length, 1);
  await journal.removeTagFromEntry(entry.id, "#work");
  await journal.addTagToEntry(entry.id, "#WORK");
  assert.equal((await journal.updateTag(id, { name: "#Job" })).name, "Job");
  await refuses(journal.createTag({ name: "#job" }), ["conflict", /"job" exists already/]);
  // What is no word with the sign before it is a name as it is: the keycap is one emoji.
  for (const name of ["#", "#️⃣", "C#", "# 1", "a#b"]) {
    assert.equal((await journal.createTag({ name })).name, name);
  }
});

Deno.test("the name of a tag is unique without regard to case and form", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await journal.createTag({ name: "Café" });
  const other = await journal.createTag({ name: "other" });
  const before = await dump(store);
  for (const name of ["café", "CAFÉ", "Cafe\u0301", "Ｃafé"]) {
    await refuses(journal.createTag({ name }), ["conflict", /^A tag named ".+" exists already/]);
    await refuses(journal.updateTag(other.id, { name }), ["conflict", /exists already/]);
  }
  assert.deepEqual(await dump(store), before);
});

Deno.test("what shows nothing within the name of a tag counts for nothing", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id, name } = await journal.createTag({ name: "\uFEFFco\u00ADop\u200B" });
  assert.equal(name, "coop");
  const other = await journal.createTag({ name: "other" });
  for (const spelling of ["co\u200Bop", "Co\u200Dop", "co\u2060op\u200E", "\u202Bcoop"]) {
    await refuses(journal.createTag({ name: spelling }), ["conflict", /exists already/]);
    await refuses(journal.updateTag(other.id, { name: spelling }), ["conflict", /exists already/]);
    const tagged = draft({ tags: [spelling, "COOP"], createMissingTags: true });
    assert.deepEqual((await journal.createEntry(tagged)).tags, [{ id, name }]);
  }
  assert.equal((await listAll(journal, { tag: "coo\u00ADp" })).length, 4);
  await refuses(journal.createTag({ name: "\u200B\u3164" }), ["invalid", /^Tag name is empty$/]);

  // What makes another sign, or another form of a letter, is kept.
  const signs = ["👩\u200D💻", "❤\uFE0F", "کتاب\u200Cها"];
  for (const sign of signs) assert.equal((await journal.createTag({ name: sign })).name, sign);
  await journal.createTag({ name: "👩💻" });
  await refuses(journal.createTag({ name: "کتابها" }), ["conflict", /exists already/]);
  const { tags } = await journal.createEntry(draft({ tags: ["کتابها"] }));
  assert.deepEqual(tags.map(({ name }) => name), [signs[2]]);
  await journal.updateTag(tags[0].id, { name: "کتاب" });
  await journal.createTag({ name: "کتابها" });
});

Deno.test("a tag of before, whose name was compared with all that it has, is found and renamed", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const name = "کتاب\u200Cها";
  const { id } = await journal.createTag({ name });
  // As it was stored then.
  const keys = keysOf("ada");
  const { value } = await store.read.get<StoredTag>(keys.tag(id));
  const { foldedName, ...before } = value!;
  await store.write.atomic().set(keys.tag(id), before).delete(keys.tagName(foldedName!))
    .set(keys.tagName(name), id).commit();

  const entry = await journal.createEntry(draft({ tags: [name] }));
  assert.deepEqual(entry.tags, [{ id, name }]);
  await refuses(journal.createTag({ name }), ["conflict", /exists already/]);
  await journal.updateTag(id, { description: "Books" });
  assert.equal((await listAll(journal, { tag: name })).length, 1);
  await journal.updateTag(id, { name: "Books" });
  assert.equal((await journal.createTag({ name })).entryCount, 0);
  await journal.deleteTag(id);
  assert.equal((await listAll(journal, { tag: name })).length, 0);
});

Deno.test("a renamed tag is found by its new name only, on every entry", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const entry = await journal.createEntry(draft({ tags: ["home"], createMissingTags: true }));
  const [{ id }] = entry.tags;
  clock.advance(5);
  const tag = await journal.updateTag(id, { name: "House", description: "Ours" });
  assert.deepEqual(tag, {
    id,
    name: "House",
    description: "Ours",
    entryCount: 1,
    createdAt: NOON,
    updatedAt: NOON + 5,
  });
  assert.deepEqual((await journal.getEntry(entry.id)).tags, [{ id, name: "House" }]);
  assert.deepEqual((await listAll(journal, { tag: "house" }))[0].tags, ["House"]);
  await refuses(journal.listEntries({ tag: "home" }), ["not_found", /tag "home"/]);
  assert.equal((await journal.updateTag(id, { name: "HOUSE" })).name, "HOUSE");
  assert.equal("description" in await journal.updateTag(id, { description: null }), false);
  await journal.createTag({ name: "home" });
});

Deno.test("an unknown tag is an error that names it, and nothing is written", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ tags: ["a"], createMissingTags: true }));
  const before = await dump(store);
  for (
    const attempt of [
      () => journal.createEntry(draft({ tags: ["a", "Nope"], idempotencyKey: "k" })),
      () => journal.updateEntry(id, { title: "New", tags: ["Nope"] }),
      () => journal.addTagToEntry(id, "Nope"),
      () => journal.removeTagFromEntry(id, "Nope"),
      () => journal.listEntries({ tag: "Nope" }),
    ]
  ) {
    const error = await refuses(attempt(), ["not_found", /^There is no tag "Nope"$/]);
    assert.match(error.advice, /^List the tags/);
  }
  assert.deepEqual(await dump(store), before);
});

Deno.test("an id is no name: one that leads nowhere makes no tag, unless a tag is called so", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const home = await journal.createTag({ name: "home" });
  const decoy = await journal.createTag({ name: home.id });
  const unused = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  const tagged = (...tags: string[]) =>
    journal.createEntry(draft({ tags, createMissingTags: true }));
  assert.deepEqual((await tagged(home.id)).tags.map(({ name }) => name), ["home"]);
  assert.equal((await journal.getTag(decoy.id)).entryCount, 0);
  await refuses(tagged("new", unused), ["not_found", new RegExp(`^There is no tag "${unused}"$`)]);
  await journal.createTag({ name: unused });
  assert.deepEqual((await tagged(unused)).tags.map(({ name }) => name), [unused]);
});

Deno.test("tags go on and off an entry, and doing it again changes nothing", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const home = await journal.createTag({ name: "home" });
  const { id } = await journal.createEntry(draft());
  const tagged = await journal.addTagToEntry(id, "HOME");
  assert.deepEqual(tagged.tags, [{ id: home.id, name: "home" }]);
  assert.equal(tagged.version, 2);
  assert.deepEqual(await journal.addTagToEntry(id, home.id), tagged);
  assert.equal((await journal.getTag(home.id)).entryCount, 1);
  const bare = await journal.removeTagFromEntry(id, home.id);
  assert.deepEqual([bare.tags, bare.version], [[], 3]);
  assert.deepEqual(await journal.removeTagFromEntry(id, "home"), bare);
  assert.equal((await journal.getTag(home.id)).entryCount, 0);
});

Deno.test("a deleted tag is returned as it was and is on no entry any more", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id, tags } = await journal.createEntry(
    draft({ tags: ["a", "b"], createMissingTags: true }),
  );
  const a = await journal.getTag(tags[0].id);
  assert.deepEqual(await journal.deleteTag(a.id), a);
  await refuses(journal.getTag(a.id), ["not_found", /tag/]);
  await refuses(journal.listEntries({ tag: a.id }), ["not_found", /tag/]);
  assert.deepEqual((await journal.getEntry(id)).tags, [tags[1]]);
  assert.deepEqual((await journal.listEntries()).entries[0].tags, ["b"]);
  assert.deepEqual((await journal.listTags()).map(({ name }) => name), ["b"]);

  const again = await journal.createTag({ name: "a" });
  assert.equal(again.entryCount, 0);
  assert.deepEqual(await listAll(journal, { tag: "a" }), []);
  const updated = await journal.addTagToEntry(id, "a");
  assert.deepEqual(updated.tags.map(({ name }) => name), ["b", "a"]);
  assert.deepEqual(await rowsNaming(store, a.id), [], "Nothing names it any more");
});
