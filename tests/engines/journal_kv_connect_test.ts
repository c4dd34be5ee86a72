import assert from "node:assert/strict";
import { openStore } from "../../lib/kv/store.ts";
import { keysOf } from "../../lib/journal/store/keys.ts";
import { LIMITS } from "../../lib/journal/mod.ts";
import { checkInvariants } from "../support/journal/invariants.ts";
import { startKvConnect } from "../support/kv_connect/mod.ts";
import {
  clockAt,
  DAY,
  draft,
  dump,
  journalIn,
  listAll,
  listAllRevisions,
  refuses,
  storeFor,
} from "../unit/journal/helpers.ts";
import {
  documentOf,
  emptyJournal,
  fillAtRandom,
  importInto,
  recordsOf,
} from "../unit/journal/portability/helpers.ts";

/** A database behind KV Connect, which takes no more than ten checks a commit, and a store on it. */
async function remoteStore() {
  const server = await startKvConnect();
  const store = await openStore(server.url);
  return {
    ...store,
    url: server.url,
    async [Symbol.asyncDispose]() {
      store.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const tagsNamed = (letter: string) =>
  Array.from({ length: LIMITS.tagsPerEntry }, (_, n) => `${letter}${n}`);

Deno.test("over KV Connect the largest entry with all its tags is written, rewritten and purged", async () => {
  await using store = await remoteStore();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const content = "é".repeat(LIMITS.contentBytes / 2);
  const { id } = await journal.createEntry(
    draft({ content, tags: tagsNamed("a"), createMissingTags: true, mood: "calm" }),
  );
  const other = content.replaceAll("é", "ö");
  const changed = { content: other, tags: tagsNamed("b"), isPrivate: true, mood: "glad" };
  const updated = await journal.updateEntry(id, { ...changed, createMissingTags: true });
  assert.equal(updated.content, other);
  assert.deepEqual(updated.tags.map(({ name }) => name).sort(), tagsNamed("b").sort());
  const counts = (await journal.listTags()).map(({ name, entryCount }) => name[0] + entryCount);
  assert.deepEqual([...new Set(counts)].sort(), ["a0", "b1"]);

  const [{ id: revision }] = await listAllRevisions(journal, id);
  assert.equal((await journal.restoreRevision(id, revision)).content, content);
  await journal.trashEntry(id);
  await journal.restoreEntry(id);
  await journal.purgeEntry(id);
  clock.advance((LIMITS.tombstoneDays + 1) * DAY);
  const last = await journal.createEntry(draft());
  await journal.purgeEntry(last.id);
  const kinds = (await dump(store)).map((row) => /"ada",\s*"(\w+)"/.exec(row)![1]);
  const rest = kinds.filter((kind) => !kind.startsWith("tag"));
  assert.deepEqual(rest, ["change", "due", "head"], "Only the last tombstone is left");
});

Deno.test("over KV Connect new entries at once share commits, which it takes", async () => {
  await using store = await remoteStore();
  const people = ["ada", "grace"];
  const journals = people.map((userId) => journalIn(store, { userId }));
  await journals[0].createTag({ name: "walks" });
  await Promise.all(Array.from({ length: 60 }, (_, n) =>
    journals[n % 2].createEntry(
      draft({ ...n % 4 === 0 && { tags: ["walks"], idempotencyKey: `k${n}` } }),
    )));
  const shared: number[] = [];
  for (const [n, userId] of people.entries()) {
    assert.equal((await listAll(journals[n])).length, 30);
    await checkInvariants(store, userId);
    for await (const { value } of store.read.list({ prefix: keysOf(userId).changes() })) {
      if (Array.isArray(value)) shared.push(value.length);
    }
  }
  assert(Math.max(...shared) >= 3, "Some have come together");
});

Deno.test("over KV Connect two instances refuse lost updates and keep all others", async () => {
  await using store = await remoteStore();
  const second = await openStore(store.url);
  const journals = [journalIn(store), journalIn(second)];
  const { id } = await journals[0].createEntry(draft());
  await journals[1].updateEntry(id, { mood: "calm" }, { ifVersion: 1 });
  const late = journals[0].updateEntry(id, { mood: "sad" }, { ifVersion: 1 });
  await refuses(late, ["conflict", /at version 2, not 1/]);

  await Promise.all(
    Array.from({ length: 12 }, (_, n) => journals[n % 2].updateEntry(id, { title: `By ${n}` })),
  );
  assert.equal((await journals[0].getEntry(id)).version, 14);
  const once = draft({ idempotencyKey: "once", tags: ["ours"], createMissingTags: true });
  const made = await Promise.all(journals.map((journal) => journal.createEntry(once)));
  assert.equal(made[0].id, made[1].id);
  assert.equal((await listAll(journals[1], { tag: "ours" })).length, 1);
  assert.deepEqual((await journals[1].listTags()).map(({ entryCount }) => entryCount), [1]);
  second.close();
});

Deno.test("over KV Connect a journal with long texts and a long history is imported and exported whole", async () => {
  using source = await storeFor();
  const now = await fillAtRandom(source, 6);
  const document = await documentOf(source, { now });
  const { tags, entries, revisions } = await recordsOf(source, { now });
  assert(tags.length + entries.length + revisions.length > 350);

  await using store = await remoteStore();
  const ben = emptyJournal(store, now);
  const done = { created: entries.length, updated: 0, skipped: 0, failed: 0, errors: [] };
  assert.deepEqual(await importInto(ben, document), done);
  await checkInvariants(store, "ben");
  assert.equal(await documentOf(store, { userId: "ben", now }), document);

  const before = await dump(store);
  const again = { ...done, created: 0, skipped: entries.length };
  assert.deepEqual(await importInto(ben, document), again);
  assert.deepEqual(await dump(store), before);
});
