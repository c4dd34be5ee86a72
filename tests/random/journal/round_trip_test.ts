import assert from "node:assert/strict";
import { checkInvariants } from "../../support/journal/invariants.ts";
import { dump, listAll, listAllRevisions, storeFor } from "../../unit/journal/helpers.ts";
import {
  documentOf,
  emptyJournal,
  fillAtRandom,
  importInto,
  pagesOf,
  recordsOf,
} from "../../unit/journal/portability/helpers.ts";

for (const seed of [1, 2]) {
  Deno.test(`a random journal is the same after export and import (${seed})`, async () => {
    using store = await storeFor();
    const now = await fillAtRandom(store, seed);
    const document = await documentOf(store, { now });
    const { tags, entries, revisions } = await recordsOf(store, { now });
    assert(
      entries.some(({ trashedAt }) => trashedAt) && entries.some(({ isPrivate }) => isPrivate),
    );
    assert(
      [...entries, ...revisions].some(({ contentBase64 }) => contentBase64),
      "One text is all quotes",
    );
    assert(entries.some((entry) => entry.tags.length > 90) && revisions.length > 230);
    assert.deepEqual([tags.length, entries.length], [110, 40]);

    using whole = await storeFor();
    const ben = emptyJournal(whole, now);
    const done = { created: 40, updated: 0, skipped: 0, failed: 0, errors: [] };
    assert.deepEqual(await importInto(ben, document, { dryRun: true }), done);
    assert.deepEqual(await dump(whole), []);
    assert.deepEqual(await importInto(ben, document), done);
    await checkInvariants(whole, "ben");
    assert.equal(await documentOf(whole, { userId: "ben", now }), document);
    const markdown = { format: "markdown", now } as const;
    assert.equal(
      await documentOf(whole, { userId: "ben", ...markdown }),
      await documentOf(store, markdown),
    );

    const before = await dump(whole);
    const again = { ...done, created: 0, skipped: 40 };
    assert.deepEqual(await importInto(ben, document, { dryRun: true }), again);
    assert.deepEqual(await importInto(ben, document), again);
    assert.deepEqual(await dump(whole), before);
  });
}

Deno.test("each page of an export can be imported by itself, in order and again", async () => {
  using store = await storeFor();
  const now = await fillAtRandom(store, 4);
  const pages = await pagesOf(store, { now });
  assert(pages.length > 5);
  using copy = await storeFor();
  const ben = emptyJournal(copy, now);
  for (const repetition of [1, 2]) {
    for (const page of pages) {
      const { failed, errors, created, updated } = await importInto(ben, page);
      assert.equal(failed, 0, JSON.stringify(errors));
      if (repetition === 2) assert.equal(created + updated, 0);
    }
  }
  await checkInvariants(copy, "ben");
  assert.equal(await documentOf(copy, { userId: "ben", now }), pages.join(""));
});

Deno.test("what was imported is written to like anything else", async () => {
  using store = await storeFor();
  const now = await fillAtRandom(store, 5);
  using copy = await storeFor();
  const ben = emptyJournal(copy, now);
  await importInto(ben, await documentOf(store, { now }));
  const entries = await listAll(ben, { limit: 100 });
  for (const { id } of entries) {
    const [oldest] = (await listAllRevisions(ben, id)).reverse();
    const { content } = await ben.getEntry(id);
    await ben.updateEntry(id, { mood: "new" });
    await ben.updateEntry(id, { content: "Rewritten" });
    const revisions = await listAllRevisions(ben, id);
    assert.equal((await ben.restoreRevision(id, revisions[0].id)).content, content);
    if (oldest) await ben.restoreRevision(id, oldest.id);
    await ben.trashEntry(id);
    await ben.restoreEntry(id);
  }
  await checkInvariants(copy, "ben");
  const before = await recordsOf(store, { now });
  const { revisions } = await recordsOf(copy, { userId: "ben", now });
  const texts = new Set(revisions.map(({ id, content }) => `${id} ${content}`));
  for (const { id, content } of before.revisions) assert(texts.has(`${id} ${content}`));
});
