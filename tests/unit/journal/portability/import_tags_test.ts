import assert from "node:assert/strict";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { clockAt, draft, journalIn, storeFor } from "../helpers.ts";
import { documentOf, documentWith, entryRecord, idOf, importInto } from "./helpers.ts";

Deno.test("a journal has no more than 1,000 tags, however they come", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const time = "2026-05-01T12:00:00.000Z";
  const tag = (n: number) => ({ id: idOf(5_000 + n), name: `tag ${n}` });
  const tagRecord = (n: number) => ({ type: "tag", ...tag(n), createdAt: time, updatedAt: time });
  const document = documentWith([
    ...Array.from({ length: 999 }, (_, n) => tagRecord(n)),
    entryRecord(1, { tags: [tag(999)] }),
    entryRecord(2, { tags: [tag(1_000)] }),
    entryRecord(3, { tags: [tag(0), { id: idOf(8_000), name: "TAG 1" }] }),
    tagRecord(1_001),
  ]);
  const rehearsal = await importInto(journal, document, { dryRun: true });
  const report = await importInto(journal, document);
  assert.deepEqual(report, rehearsal);
  assert.deepEqual([report.created, report.failed], [1, 2]);
  // The tags come first, wherever they stand: the last one of them takes the last place.
  for (const { reason } of report.errors) assert.match(reason, /Journal has 1001 tags/);
  assert.equal((await journal.listTags()).length, 1_000);
  await checkInvariants(store, "ada");
});

Deno.test("tags match by id, else by name in any case, and only then are new", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const mine = await journal.createTag({ name: "Home" });
  const kept = await journal.createTag({ name: "Kept", description: "Mine" });
  const time = "2026-05-01T12:00:00.000Z";
  const times = { createdAt: time, updatedAt: time };
  const document = documentWith([
    { type: "tag", id: idOf(1), name: "HOME", description: "Theirs", ...times },
    { type: "tag", id: kept.id, name: "Older name", ...times },
    { type: "tag", id: idOf(2), name: "New", description: "Fresh", ...times },
    entryRecord(1, {
      tags: [{ id: idOf(1), name: "home" }, { id: kept.id, name: "x" }, { id: idOf(2), name: "y" }],
    }),
    entryRecord(2, { tags: [{ id: mine.id, name: "z" }, { id: idOf(77), name: "Home" }] }),
  ]);
  assert.equal((await importInto(journal, document)).created, 2);
  const { tags } = await journal.getEntry(idOf(1));
  assert.deepEqual(tags, [
    { id: mine.id, name: "Home" },
    { id: kept.id, name: "Kept" },
    { id: idOf(2), name: "New" },
  ]);
  assert.deepEqual((await journal.getEntry(idOf(2))).tags, [{ id: mine.id, name: "Home" }]);
  assert.equal((await journal.getTag(idOf(2))).description, "Fresh");
  assert.equal((await journal.getTag(kept.id)).description, "Mine");
  await checkInvariants(store, "ada");
});

Deno.test("the id of a deleted tag never comes back: entries may still hold it", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id, tags: [old] } = await journal.createEntry(
    draft({ tags: ["Work"], createMissingTags: true }),
  );
  const backup = await documentOf(store);
  await journal.deleteTag(old.id);
  const before = await journal.getEntry(id);
  const other = entryRecord(1, { tags: [old] });
  assert.equal((await importInto(journal, [other])).created, 1);
  const { tags: [made] } = await journal.getEntry(idOf(1));
  assert.equal(made.name, "Work");
  assert.notEqual(made.id, old.id);
  assert.deepEqual((await journal.getEntry(id)).tags, before.tags);
  await importInto(journal, backup);
  assert.deepEqual((await journal.listTags()).map(({ id }) => id), [made.id]);
  await checkInvariants(store, "ada");
});
