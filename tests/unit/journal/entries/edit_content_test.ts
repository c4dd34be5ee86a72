import assert from "node:assert/strict";
import { draft, dump, interrupted, journalIn, refuses, storeFor } from "../helpers.ts";

const WALK = "We met at the lake.\nThe lake was calm.\n\nThen we went home.";

Deno.test("what is appended comes after a blank line, or after a line break of its own", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const cases: [before: string, append: string, after: string][] = [
    ["One.", "Two.", "One.\n\nTwo."],
    ["One.\n", "Two.", "One.\n\nTwo."],
    ["One.\n\n", "Two.", "One.\n\nTwo."],
    ["One.\n\n\n", "Two.", "One.\n\n\nTwo."],
    ["One.\r\n", "Two.", "One.\r\n\nTwo."],
    ["- a\n- b", "\n- c", "- a\n- b\n- c"],
    ["- a", "\r\n- b", "- a\r\n- b"],
    ["One.", "  Two. ", "One.\n\n  Two. "],
  ];
  for (const [content, append, after] of cases) {
    const { id } = await journal.createEntry(draft({ content }));
    const updated = await journal.updateEntry(id, { append });
    assert.equal(updated.content, after);
    assert.deepEqual(await journal.getEntry(id), updated);
  }
});

Deno.test("a passage is replaced where it is, whatever the order, and all else stays", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ content: WALK, mood: "calm" }));
  const replace = [
    { find: "went home", with: "stayed" },
    { find: "met at the lake", with: "met at the pier" },
    { find: "The lake was calm.\n", with: "" },
  ];
  const updated = await journal.updateEntry(id, { replace, append: "Good day." });
  assert.equal(updated.content, "We met at the pier.\n\nThen we stayed.\n\nGood day.");
  assert.equal(updated.wordCount, 10);
  assert.equal(updated.mood, "calm");
  const { entries: [{ excerpt }] } = await journal.listEntries();
  assert.equal(excerpt, "We met at the pier. Then we stayed. Good day.");

  const { revisions: [revision] } = await journal.listRevisions(id);
  assert.equal((await journal.restoreRevision(id, revision.id)).content, WALK);
});

Deno.test("a passage is looked up in the content as it was, not in what another one has made", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ content: "tea, coffee" }));
  const replace = [{ find: "tea", with: "coffee" }, { find: "coffee", with: "tea" }];
  assert.equal((await journal.updateEntry(id, { replace })).content, "coffee, tea");
});

Deno.test("a passage that is not there exactly once is an error that shows where it is", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ content: WALK }));
  const before = await dump(store);
  const refused: [find: string, message: RegExp][] = [
    ["the sea", /^The content does not have "the sea", so nothing was written$/],
    ["The Lake", /does not have/],
    [
      "lake",
      /has "lake" 2 times, .*: line 1 "We met at the lake\.\\nThe lake was calm\.", line 2 "/,
    ],
    ["e", /has "e" 10 times, .*, line 1 ".*", line 1 ".*" and more$/],
  ];
  for (const [find, message] of refused) {
    const replace = [{ find: "Then", with: "So" }, { find, with: "x" }];
    await refuses(journal.updateEntry(id, { replace, title: "New" }), ["conflict", message]);
  }
  const overlapping = [{ find: "at the lake", with: "x" }, { find: "lake.\nThe", with: "y" }];
  await refuses(journal.updateEntry(id, { replace: overlapping }), ["invalid", /overlap/]);
  const repeated = await journal.createEntry(draft({ content: "ananan" }));
  const twice = journal.updateEntry(repeated.id, { replace: [{ find: "anan", with: "x" }] });
  await refuses(twice, ["conflict", /2 times/]);
  await journal.purgeEntry(repeated.id);
  assert.deepEqual((await journal.getEntry(id)).version, 1);
  assert.deepEqual((await dump(store)).filter((row) => row.includes(id)).length, before.length - 1);
});

Deno.test("an edit keeps every limit, and is not given with the whole content", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ content: "x".repeat(262_140) }));
  const before = await dump(store);
  const both = /^Content was given together with append or replace$/;
  const one = { find: "x", with: "y" };
  const attempts: [object, [string, RegExp]][] = [
    [{ append: "1234" }, ["limit_exceeded", /262146 bytes of UTF-8, .* 262144$/]],
    [{ append: " \n" }, ["invalid", /^Append is empty$/]],
    [{ content: "y", append: "z" }, ["invalid", both]],
    [{ content: "y", replace: [one] }, ["invalid", both]],
    [{ replace: [{ find: "", with: "y" }] }, ["invalid", /^Find is empty$/]],
    [{ replace: [{ find: "x".repeat(262_140), with: " " }] }, ["invalid", /^Content is empty$/]],
    [{ replace: Array(101).fill(one) }, ["limit_exceeded", /101 passages, .* 100$/]],
    [{ replace: [] }, ["invalid", /^No change was given$/]],
  ];
  for (const [patch, [code, message]] of attempts) {
    await refuses(journal.updateEntry(id, patch), [code as "invalid", message]);
  }
  assert.deepEqual(await dump(store), before);
  assert.equal((await journal.updateEntry(id, { append: "12" })).content.length, 262_144);
});

Deno.test("an append that another write came before keeps both, unless a version was expected", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const { id } = await other.createEntry(draft({ content: "One." }));
  const append = () => other.updateEntry(id, { append: "Two." });
  const both = await journalIn(interrupted(store, append)).updateEntry(id, { append: "Three." });
  assert.equal(both.content, "One.\n\nTwo.\n\nThree.");
  const late = journalIn(interrupted(store, append));
  const expected = late.updateEntry(id, { append: "Four." }, { ifVersion: 3 });
  await refuses(expected, ["conflict", /at version 4, not 3/]);
  const rewrite = () => other.updateEntry(id, { content: "Rewritten." });
  const replacing = journalIn(interrupted(store, rewrite));
  const gone = replacing.updateEntry(id, { replace: [{ find: "Three", with: "3" }] });
  await refuses(gone, ["conflict", /does not have "Three"/]);
  assert.equal((await other.getEntry(id)).content, "Rewritten.");
});

Deno.test("twenty appends at once are all there", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ content: "Start." }));
  const texts = Array.from({ length: 20 }, (_, n) => `Line ${n}.`);
  await Promise.all(texts.map((append) => journalIn(store).updateEntry(id, { append })));
  const { content, version } = await journal.getEntry(id);
  assert.equal(version, 21);
  assert.deepEqual(content.split("\n\n").sort(), ["Start.", ...texts].sort());
});
