import assert from "node:assert/strict";
import { LIMITS } from "../../../../lib/journal/mod.ts";
import {
  clockAt,
  draft,
  dump,
  interrupted,
  journalIn,
  listAll,
  listAllRevisions,
  NOON,
  refuses,
  storeFor,
} from "../helpers.ts";

Deno.test("an update keeps what it replaced, who had written it, who replaced it, and when", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const phone = journalIn(store, { ...clock, client: "phone" });
  const desk = journalIn(store, { ...clock, client: "desk" });
  const { id } = await phone.createEntry(draft());
  assert.deepEqual(await phone.listRevisions(id), { revisions: [] });
  clock.advance(5);
  await desk.updateEntry(id, { title: "A long walk" });
  clock.advance(5);
  await phone.updateEntry(id, { content: "One two three." });

  const { revisions: [second, first] } = await phone.listRevisions(id);
  const excerpt = draft().content;
  assert.deepEqual(first, {
    ...{ id: first.id, savedAt: NOON + 5, client: "phone", replacedBy: "desk", version: 1 },
    ...{ title: "A walk", excerpt, wordCount: 9 },
  });
  assert.deepEqual(second, {
    ...{ id: second.id, savedAt: NOON + 10, client: "desk", replacedBy: "phone", version: 2 },
    ...{ title: "A long walk", excerpt, wordCount: 9 },
  });
  assert.match(first.id, /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
});

Deno.test("tags, the trash and what is refused leave no revision", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  await journal.createTag({ name: "t" });
  await journal.addTagToEntry(id, "t");
  await journal.removeTagFromEntry(id, "t");
  await journal.trashEntry(id);
  await refuses(journal.updateEntry(id, { title: "x" }), ["trashed", /./]);
  await journal.restoreEntry(id);
  await refuses(journal.updateEntry(id, { title: "x" }, { ifVersion: 1 }), ["conflict", /./]);
  assert.deepEqual(await journal.listRevisions(id), { revisions: [] });
});

Deno.test("a restored revision says all that the entry said, as a new version, and is kept", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { newTags: _, ...before } = await journal.createEntry(draft({
    ...{ mood: "calm", location: "Bern", isFavorite: true, occurredAt: 7 },
    ...{ content: "ä".repeat(100_000), tags: ["a", "b"], createMissingTags: true },
  }));
  const { id } = before;
  const after = await journal.updateEntry(id, {
    ...{ title: "x", content: "y", mood: null, location: null, weather: "rain" },
    ...{ isFavorite: false, occurredAt: 8, tags: [] },
  });
  const { revisions: [first] } = await journal.listRevisions(id);
  const restored = await journal.restoreRevision(id, first.id);
  assert.deepEqual(restored, { ...before, version: 3 });
  assert.deepEqual(await journal.getEntry(id), restored);
  assert.equal((await listAll(journal, { tag: "a", mood: "calm", favorite: true })).length, 1);
  assert.deepEqual((await journal.listTags()).map((tag) => tag.entryCount), [1, 1]);

  const { revisions: [second, ...rest] } = await journal.listRevisions(id);
  assert.deepEqual(rest, [first]);
  assert.deepEqual(await journal.restoreRevision(id, second.id), { ...after, version: 4 });
});

Deno.test("what is restored comes without the tags that are deleted by now", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id, tags: [a, b] } = await journal.createEntry(
    draft({ tags: ["a", "b"], createMissingTags: true }),
  );
  await journal.updateEntry(id, { tags: [] });
  await journal.deleteTag(a.id);
  const { revisions: [{ id: revisionId }] } = await journal.listRevisions(id);
  const deleting = interrupted(store, () => journal.deleteTag(b.id));
  assert.deepEqual((await journalIn(deleting).restoreRevision(id, revisionId)).tags, []);
  assert.deepEqual(await journal.listTags(), []);
});

Deno.test("a body is kept once, however often the rest of the entry changes", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const content = "x".repeat(LIMITS.contentBytes);
  const { id } = await journal.createEntry(draft({ content }));
  for (let n = 0; n < 5; n++) await journal.updateEntry(id, { title: `${n}`, content });
  assert.equal((await oldBodies()).length, 0);
  for (let n = 0; n < 5; n++) await journal.updateEntry(id, { content: "y", mood: `${n}` });
  assert.equal((await oldBodies()).length, 5, "The five chunks of one body");

  const revisions = await listAllRevisions(journal, id);
  for (const { id: revisionId, version } of revisions) {
    const restored = await journal.restoreRevision(id, revisionId);
    assert.equal(restored.content, version <= 6 ? content : "y");
  }

  async function oldBodies() {
    return (await dump(store)).filter((row) => /"history",[^:]*"body"/.test(row));
  }
});

Deno.test("of a rewritten entry the last 1,000 revisions are kept, and no body more", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  const limit = LIMITS.revisionsPerEntry;
  // Every third update brings a new body.
  const patch = (n: number) => n % 3 === 0 ? { content: `Text ${n}` } : { title: `Title ${n}` };
  for (let n = 1; n <= limit + 10; n++) await journal.updateEntry(id, patch(n));
  const revisions = await listAllRevisions(journal, id);
  assert.equal(revisions.length, limit);
  assert.equal(revisions[0].version, limit + 10);
  const oldest = revisions.at(-1)!;
  assert.equal(oldest.version, 11);

  const kept = (await dump(store)).filter((row) => row.includes('"history"'));
  const bodies = kept.filter((row) => /"history",[^:]*"body"/.test(row));
  assert.equal(kept.length - bodies.length, limit);
  assert.equal(bodies.length, 333, "Those of version 10, 13 and so on to 1,006; 1,009 is current");
  assert.equal((await journal.restoreRevision(id, oldest.id)).content, "Text 9");
});

Deno.test("revisions come in pages", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  for (let n = 0; n < 5; n++) await journal.updateEntry(id, { title: `${n}` });
  const first = await journal.listRevisions(id, { limit: 2 });
  assert.deepEqual(first.revisions.map(({ version }) => version), [5, 4]);
  const rest = await journal.listRevisions(id, { limit: 3, cursor: first.nextCursor });
  assert.deepEqual(rest.revisions.map(({ version }) => version), [3, 2, 1]);
  assert.equal("nextCursor" in rest, false);
  for (const cursor of ["", "0", "x", "1e3", "-1"]) {
    await refuses(journal.listRevisions(id, { cursor }), ["invalid", /Cursor/]);
  }
  await refuses(journal.listRevisions(id, { limit: 101 }), ["limit_exceeded", /101/]);
});

Deno.test("what an entry said while it was private stays private", async () => {
  using store = await storeFor();
  const whole = journalIn(store);
  const open = journalIn(store, { includePrivate: false });
  const { id } = await whole.createEntry(draft({ title: "Public" }));
  await whole.updateEntry(id, { isPrivate: true, title: "Secret" });
  await refuses(open.listRevisions(id), ["not_found", /entry/]);
  await whole.updateEntry(id, { isPrivate: false, title: "Censored" });
  const { revisions: [secret, known] } = await whole.listRevisions(id);
  assert.deepEqual((await open.listRevisions(id)).revisions, [known]);
  assert.deepEqual((await open.listRevisions(id, { limit: 1 })).revisions, [known]);
  const { message } = await refuses(open.restoreRevision(id, secret.id), ["not_found", /./]);
  const unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  const absent = await refuses(open.restoreRevision(id, unknown), ["not_found", /revision/]);
  assert.match(absent.advice, /^List the revisions/);
  assert.equal(message.replace(secret.id, unknown), absent.message);

  assert.equal((await whole.restoreRevision(id, secret.id)).isPrivate, true);
  assert.equal(
    (await whole.restoreRevision(id, known.id)).isPrivate,
    true,
    "Privacy is not lost by restoring",
  );
});

Deno.test("two writers at once keep both texts", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const { id } = await other.createEntry(draft({ title: "0" }));
  const rewrite = () => other.updateEntry(id, { title: "1", content: "1" });
  await journalIn(interrupted(store, rewrite)).updateEntry(id, { title: "2", content: "2" });
  const { revisions } = await other.listRevisions(id);
  assert.deepEqual(revisions.map(({ title }) => title), ["1", "0"]);
  assert.equal((await other.restoreRevision(id, revisions[0].id)).content, "1");
});

Deno.test("revisions can be read in the trash, and restored after it", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  await journal.updateEntry(id, { title: "New" });
  await journal.trashEntry(id);
  const { revisions: [{ id: revisionId }] } = await journal.listRevisions(id);
  await refuses(journal.restoreRevision(id, revisionId), ["trashed", /in the trash/]);
  await journal.restoreEntry(id);
  assert.equal((await journal.restoreRevision(id, revisionId)).title, "A walk");
});
