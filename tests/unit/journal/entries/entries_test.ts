import assert from "node:assert/strict";
import { clockAt, draft, dump, journalIn, NOON, refuses, storeFor } from "../helpers.ts";

Deno.test("a new entry has everything it was given and nothing it was not", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const entry = await journal.createEntry(draft());
  assert.match(entry.id, /^[0-9A-HJKMNP-TV-Z]{26}$/);
  assert.deepEqual(entry, {
    id: entry.id,
    title: "A walk",
    content: "We walked along the river until it got dark.",
    isFavorite: false,
    isPrivate: false,
    occurredAt: NOON,
    day: "2026-05-17",
    utcOffset: "+00:00",
    createdAt: NOON,
    updatedAt: NOON,
    version: 1,
    wordCount: 9,
    tags: [],
  });
  assert.deepEqual(await journal.getEntry(entry.id), entry);
});

Deno.test("a full entry comes back as it was written", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  const river = await journal.createTag({ name: "river" });
  const { newTags, ...entry } = await journal.createEntry({
    title: "  A walk ",
    content: "  Dusk.\r\n\tStars.  ",
    mood: "calm",
    location: "Ghent",
    weather: "mist",
    isFavorite: true,
    isPrivate: true,
    occurredAt: -5_000,
    tags: ["RIVER", river.id, "night", "Night"],
    createMissingTags: true,
  });
  assert.deepEqual(await journal.getEntry(entry.id), entry);
  assert.equal(entry.title, "A walk");
  assert.equal(entry.content, "  Dusk.\r\n\tStars.  ");
  assert.equal(entry.occurredAt, -5_000);
  assert.deepEqual(entry.tags.map(({ name }) => name), ["river", "night"]);
  assert.equal(entry.tags[0].id, river.id);
  assert.deepEqual(newTags, [entry.tags[1]]);
});

Deno.test("an update changes what is given, clears what is null and leaves the rest", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const entry = await journal.createEntry(draft({ mood: "calm", weather: "mist" }));
  clock.advance(1_000);
  const updated = await journal.updateEntry(entry.id, {
    title: "A run",
    mood: null,
    location: "Ghent",
  });
  const { mood: _, ...rest } = entry;
  const wanted = {
    ...rest,
    title: "A run",
    location: "Ghent",
    version: 2,
    updatedAt: NOON + 1_000,
  };
  assert.deepEqual(updated, wanted);
  assert.deepEqual(await journal.getEntry(entry.id), wanted);
});

Deno.test("an update replaces the content, its words and its excerpt", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ content: "long ".repeat(30_000) }));
  await journal.updateEntry(id, { content: "Short now." });
  const entry = await journal.getEntry(id);
  assert.equal(entry.content, "Short now.");
  assert.equal(entry.wordCount, 2);
  assert.equal((await journal.listEntries()).entries[0].excerpt, "Short now.");
  const bodies = (await dump(store))
    .filter((row) => row.includes('"body"') && !row.includes('"history"'));
  assert.equal(bodies.length, 0, "The chunks of the long body are gone");
});

Deno.test("an update replaces the whole set of tags", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ tags: ["a", "b"], createMissingTags: true }));
  const updated = await journal.updateEntry(id, { tags: ["b", "c"], createMissingTags: true });
  assert.deepEqual(updated.tags.map(({ name }) => name), ["b", "c"]);
  assert.deepEqual((await journal.updateEntry(id, { tags: [] })).tags, []);
  assert.deepEqual((await journal.listTags()).map(({ entryCount }) => entryCount), [0, 0, 0]);
});

Deno.test("an update without any change is refused", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  await refuses(journal.updateEntry(id, {}), ["invalid", /No change/]);
});

Deno.test("an update of another version than the current one is refused", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  await journal.updateEntry(id, { title: "Two" }, { ifVersion: 1 });
  const before = await dump(store);
  const late = journal.updateEntry(id, { title: "Late" }, { ifVersion: 1 });
  await refuses(late, ["conflict", /at version 2, not 1/]);
  assert.deepEqual(await dump(store), before);
});

Deno.test("ids of any length and form are just unknown", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const ids = ["", "x", "0".repeat(10_000), "01J", "../ada", "\0", "\uD800", "8".repeat(26)];
  for (const id of [...ids, "01ARZ3NDEKTSV4RRFFQ69G5FAV"]) {
    const error = await refuses(journal.getEntry(id), ["not_found", /^There is no entry "/]);
    assert.ok(error.message.length < 120);
    assert.match(error.advice, /^List the entries/);
    await refuses(journal.updateEntry(id, { title: "x" }), ["not_found", /entry/]);
    await refuses(journal.trashEntry(id), ["not_found", /entry/]);
    await refuses(journal.restoreEntry(id), ["not_found", /entry/]);
    await refuses(journal.getTag(id), ["not_found", /tag/]);
    await refuses(journal.updateTag(id, { name: "x" }), ["not_found", /tag/]);
    await refuses(journal.deleteTag(id), ["not_found", /tag/]);
    await refuses(journal.addTagToEntry(id, "x"), ["not_found", /entry/]);
    await refuses(journal.removeTagFromEntry(id, "x"), ["not_found", /entry/]);
  }
  assert.deepEqual(await dump(store), []);
});

Deno.test("broken characters are replaced, not refused", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const entry = await journal.createEntry(
    draft({ title: "a\0b", content: "c\uD83Dd", mood: "\uDE00" }),
  );
  assert.deepEqual([entry.title, entry.content, entry.mood], ["a\uFFFDb", "c\uFFFDd", "\uFFFD"]);
  assert.deepEqual(await journal.getEntry(entry.id), entry);
});

Deno.test("256 KiB of characters of many bytes come back whole", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  const unit = "\uFEFFé漢字👩‍👩‍👧 ";
  const bytes = new TextEncoder().encode(unit).length;
  const content = unit.repeat(Math.floor(262_144 / bytes));
  const padded = content + "x".repeat(262_144 - new TextEncoder().encode(content).length);
  const { id } = await journal.createEntry(draft({ content: padded }));
  assert.equal((await journal.getEntry(id)).content, padded);
});
