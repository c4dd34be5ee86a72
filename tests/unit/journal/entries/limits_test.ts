import assert from "node:assert/strict";
import { type EntryDraft, LIMITS, type TagDraft } from "../../../../lib/journal/mod.ts";
import { draft, dump, journalIn, refuses, storeFor } from "../helpers.ts";

const WALK = "\u{1F6B6}";

/** What is over a limit, and how the error names the limit and the actual size. */
const OVERSIZED: [Partial<EntryDraft>, RegExp][] = [
  [{ title: WALK.repeat(201) }, /^Title has 201 characters, more than the limit of 200$/],
  [{ content: "é".repeat(131_073) }, /^Content has 262146 bytes of UTF-8, .* limit of 262144$/],
  [{ mood: "x".repeat(201) }, /^Mood has 201 characters, .* 200$/],
  [{ location: "x".repeat(201) }, /^Location has 201 characters, .* 200$/],
  [{ weather: "x".repeat(201) }, /^Weather has 201 characters, .* 200$/],
  [{ idempotencyKey: "x".repeat(201) }, /^Idempotency key has 201 characters, .* 200$/],
  [{ tags: numbered(101), createMissingTags: true }, /^Entry has 101 tags, .* 100$/],
  [
    { tags: ["fine", "x".repeat(101)], createMissingTags: true },
    /^Tag name has 101 characters, .* 100$/,
  ],
];

const INVALID: [Partial<EntryDraft>, RegExp][] = [
  [{ title: " \n " }, /^Title is empty$/],
  [{ content: "" }, /^Content is empty$/],
  [{ content: " \n\t" }, /^Content is empty$/],
  [{ title: "\u200B\u00AD" }, /^Title is empty$/],
  [{ content: "\uFEFF \u2060\n\u3164" }, /^Content is empty$/],
  [{ mood: "\u200E" }, /^Mood is empty$/],
  [{ location: "\u2066\u2069" }, /^Location is empty$/],
  [{ tags: ["\u200B"], createMissingTags: true }, /^Tag is empty$/],
  [{ mood: " " }, /^Mood is empty$/],
  [{ location: "" }, /^Location is empty$/],
  [{ weather: "" }, /^Weather is empty$/],
  [{ idempotencyKey: "" }, /^Idempotency key is empty$/],
  [{ tags: ["fine", " "], createMissingTags: true }, /^Tag is empty$/],
  [{ occurredAt: NaN }, /^occurredAt is NaN, not a time/],
  [{ occurredAt: 0.5 }, /^occurredAt is 0.5, not a time/],
  [{ occurredAt: 8.64e15 }, /^occurredAt is 8640000000000000, not a time/],
];

Deno.test("an entry over a limit is refused with the limit and the size, and nothing is written", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  const before = await dump(store);
  for (const [change, message] of OVERSIZED) {
    await refuses(journal.createEntry(draft(change)), ["limit_exceeded", message]);
    if (change.idempotencyKey) continue;
    await refuses(journal.updateEntry(id, change), ["limit_exceeded", message]);
  }
  assert.deepEqual(await dump(store), before);
});

Deno.test("an invalid entry is refused, and nothing is written", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  const before = await dump(store);
  for (const [change, message] of INVALID) {
    await refuses(journal.createEntry(draft(change)), ["invalid", message]);
    if (change.idempotencyKey !== undefined) continue;
    await refuses(journal.updateEntry(id, change), ["invalid", message]);
  }
  assert.deepEqual(await dump(store), before);
});

Deno.test("an entry at every limit is written, changed into another such and back, and purged", async () => {
  using store = await storeFor("file");
  // The longest user id that is not shortened: the keys of this commit are the longest there are.
  const journal = journalIn(store, { userId: "u".repeat(64) });
  const largest = (letter: string): EntryDraft => ({
    title: WALK.repeat(200),
    content: letter.repeat(LIMITS.contentBytes),
    mood: "\uFDFA".repeat(200),
    location: WALK.repeat(200),
    weather: WALK.repeat(200),
    isFavorite: true,
    occurredAt: letter === "a" ? 1 : 2,
    tags: numbered(100).map((number) => `${letter}${number}`.padEnd(100, "\uFDFA")),
    createMissingTags: true,
  });
  // Without private entries: when this one turns private, its tags are written, too.
  const maker = journalIn(store, { userId: "u".repeat(64), includePrivate: false });
  const { newTags: _, ...entry } = await maker.createEntry({
    ...largest("a"),
    idempotencyKey: WALK.repeat(200),
  });
  const { newTags, ...updated } = await journal.updateEntry(entry.id, {
    ...largest("b"),
    isPrivate: true,
  });
  assert.equal(updated.tags.length, 100);
  assert.deepEqual(newTags, updated.tags);
  assert.deepEqual(await journal.getEntry(entry.id), updated);
  const { revisions: [{ id: revisionId }] } = await journal.listRevisions(entry.id);
  const restored = await journal.restoreRevision(entry.id, revisionId);
  assert.deepEqual(restored, { ...entry, isPrivate: true, version: 3 });
  await journal.purgeEntry(entry.id);
  assert.deepEqual((await dump(store)).filter((row) => row.includes('"history"')), []);
});

Deno.test("a tag over a limit is refused with the limit and the size, and nothing is written", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createTag({
    name: WALK.repeat(100),
    description: "x".repeat(1_000),
  });
  const before = await dump(store);
  const oversized: [TagDraft, RegExp][] = [
    [{ name: "x".repeat(101) }, /^Tag name has 101 characters, .* 100$/],
    [{ name: "x", description: "x".repeat(1_001) }, /^Tag description has 1001 .* 1000$/],
  ];
  for (const [tag, message] of oversized) {
    await refuses(journal.createTag(tag), ["limit_exceeded", message]);
    await refuses(journal.updateTag(id, tag), ["limit_exceeded", message]);
  }
  await refuses(journal.createTag({ name: " " }), ["invalid", /^Tag name is empty$/]);
  await refuses(journal.updateTag(id, { name: "" }), ["invalid", /^Tag name is empty$/]);
  await refuses(journal.updateTag(id, {}), ["invalid", /No change/]);
  assert.deepEqual(await dump(store), before);
});

Deno.test("an entry takes no more than 100 tags, one at a time either", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ tags: numbered(100), createMissingTags: true }));
  await journal.createTag({ name: "last" });
  await refuses(journal.addTagToEntry(id, "last"), ["limit_exceeded", /101 tags.* 100$/]);
  await journal.addTagToEntry(id, "99");
  await journal.removeTagFromEntry(id, "99");
  assert.equal((await journal.addTagToEntry(id, "last")).tags.length, 100);
});

Deno.test("a journal takes no more than 1,000 tags", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (let hundred = 0; hundred < 10; hundred++) {
    const tags = numbered(100).map((number) => `${hundred}/${number}`);
    await journal.createEntry(draft({ tags, createMissingTags: true }));
  }
  const before = await dump(store);
  await refuses(journal.createTag({ name: "x" }), ["limit_exceeded", /1001 tags, .* 1000$/]);
  const entry = draft({ tags: ["x", "y", "0/7"], createMissingTags: true });
  await refuses(journal.createEntry(entry), ["limit_exceeded", /1002 tags, .* 1000$/]);
  assert.deepEqual(await dump(store), before);
  const tags = await journal.listTags();
  assert.equal(tags.length, 1_000);
  await journal.deleteTag(tags[0].id);
  await journal.createTag({ name: "x" });
});

Deno.test("a page over its limit is refused", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await refuses(journal.listEntries({ limit: 101 }), ["limit_exceeded", /101 entries, .* 100$/]);
  for (const limit of [0, -1, 1.5, NaN]) {
    await refuses(journal.listEntries({ limit }), ["invalid", /^Limit is/]);
  }
});

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, n) => String(n));
}
