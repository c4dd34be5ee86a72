import assert from "node:assert/strict";
import type { Journal } from "../../../../lib/journal/mod.ts";
import { clockAt, DAY, draft, journalIn, storeFor } from "../helpers.ts";
import { documentOf, documentWith, entryRecord } from "./helpers.ts";

const UUID = "0".repeat(31);

/** A Day One journal of these texts. */
function dayOne(texts: readonly string[], changes: object = {}): string {
  const entries = texts.map((text, n) => ({
    uuid: `${UUID}${n}`,
    creationDate: `2024-05-0${n + 1}T10:00:00Z`,
    text,
    ...changes,
  }));
  return JSON.stringify({ entries });
}

/** Imports a document as one piece that can be undone. */
async function take(
  journal: Journal,
  document: string,
  { id = "one", format = "dayone" as "dayone" | "epicme", timeZone = "UTC" } = {},
) {
  await journal.beginImport(id);
  const piece = await journal.readDocument({ format, document, timeZone });
  return await journal.importPiece(piece, { importId: id });
}

async function undo(journal: Journal, id = "one") {
  const all = { trashed: 0, restored: 0, kept: [] as string[] };
  for (let isDone = false; !isDone;) {
    const report = await journal.undoImport(id);
    isDone = report.isDone;
    all.trashed += report.trashed;
    all.restored += report.restored;
    all.kept.push(...report.kept.map(({ title }) => title));
  }
  return all;
}

Deno.test("what an import brought goes to the trash, and the same import brings it back", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const long = "A long day. ".repeat(300);
  const document = dayOne(["First", long], { tags: ["trip"] });
  assert.equal((await take(journal, document)).created, 2);
  assert.deepEqual(await undo(journal), { trashed: 2, restored: 0, kept: [] });
  assert.equal((await journal.stats()).entryCount, 0);
  assert.equal((await journal.listEntries({ trashed: true })).entries.length, 2);
  const again = await take(journal, document, { id: "two", timeZone: "Asia/Tokyo" });
  assert.equal(again.created, 2, JSON.stringify(again.problems));
  const { entries } = await journal.listEntries({ tag: "trip" });
  assert.equal(entries.length, 2);
  assert.equal((await journal.getEntry(entries[0].id)).content, long);
  assert.deepEqual(await undo(journal, "two"), { trashed: 2, restored: 0, kept: [] });
});

Deno.test("what an import changed is as it was before, with its text, tags and times", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const [short, long] = ["Short", "A long day. ".repeat(300)];
  await take(journal, dayOne([short, long], { tags: ["old"] }), { id: "zero" });
  const { entries } = await journal.listEntries();
  const before = await Promise.all(entries.map(({ id }) => journal.getEntry(id)));
  clock.advance(1000);
  const changed = dayOne([`${short}, and more`, `${long}, and more`], {
    ...{ tags: ["new"], starred: true },
  });
  assert.equal((await take(journal, changed)).updated, 2);
  clock.advance(1000);
  assert.deepEqual(await undo(journal), { trashed: 0, restored: 2, kept: [] });
  const after = await Promise.all(entries.map(({ id }) => journal.getEntry(id)));
  const bare = (all: typeof after) => all.map(({ version: _, ...rest }) => rest);
  assert.deepEqual(bare(after), bare(before));
  assert.equal((await take(journal, changed, { id: "two" })).updated, 2, "it is news again");
});

Deno.test("what was changed after the import stays, and the undo names it", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await take(journal, dayOne(["Mine", "Theirs"]));
  const { entries } = await journal.listEntries();
  const mine = entries.find(({ title }) => title === "Mine")!;
  await journal.updateEntry(mine.id, { mood: "calm" });
  assert.deepEqual(await undo(journal), { trashed: 1, restored: 0, kept: ["Mine"] });
  assert.equal((await journal.getEntry(mine.id)).mood, "calm");
});

Deno.test("an undo of somebody's import leaves others and earlier imports alone", async () => {
  using store = await storeFor();
  const [ada, ben] = [journalIn(store), journalIn(store, { userId: "ben" })];
  for (const journal of [ada, ben]) await take(journal, dayOne(["Day"]));
  await ada.createEntry(draft());
  await undo(ada);
  assert.equal((await ada.stats()).entryCount, 1);
  assert.equal((await ben.stats()).entryCount, 1);
});

Deno.test("the history that a document brought to an entry that was here goes with the undo", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const entry = entryRecord(1, { version: 3 });
  await take(journal, documentWith([entry]), { id: "zero", format: "epicme" });
  const { id: _, type: __, createdAt: ___, updatedAt: savedAt, ...values } = entryRecord(1);
  const past = [1, 2].map((version) => ({
    ...values,
    ...{ type: "revision", version, savedAt, entryId: entry.id, id: entryRecord(9 + version).id },
  }));
  const before = await documentOf(store);
  assert.equal(
    (await take(journal, documentWith([entry, ...past]), { format: "epicme" })).updated,
    1,
  );
  assert.equal((await journal.listRevisions(entry.id)).revisions.length, 2);
  await undo(journal);
  assert.deepEqual((await journal.listRevisions(entry.id)).revisions, []);
  assert.equal(await documentOf(store), before);
});

Deno.test("an import that goes on after a crash counts what it did before, and undoes all of it", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await take(journal, dayOne(["Old"]), { id: "zero" });
  const piece = await journal.readDocument({
    format: "dayone",
    document: dayOne(["New text", "Second", "Third"]),
  });
  const first = await journal.importPiece(piece, { importId: "one" });
  const again = await journal.importPiece(piece, { importId: "one", isResumed: true });
  const { created, updated, skipped } = again;
  assert.deepEqual({ created, updated, skipped }, { created: 2, updated: 1, skipped: 0 });
  assert.deepEqual(again, first);
  assert.deepEqual(await undo(journal), { trashed: 2, restored: 1, kept: [] });
});

Deno.test("an entry that is here can be left as it is", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await take(journal, dayOne(["Old"]));
  const piece = await journal.readDocument({ format: "dayone", document: dayOne(["New", "More"]) });
  const report = await journal.importPiece(piece, { importId: "two", keepsExisting: true });
  assert.deepEqual([report.created, report.updated, report.skipped], [1, 0, 1]);
});

Deno.test("after 30 days nothing is remembered of an import", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  await take(journal, dayOne(["Day"]));
  const rows = () => Array.fromAsync(store.read.list({ prefix: ["journal", "ada", "undo"] }));
  assert.equal((await rows()).length, 1);
  clock.advance(30 * DAY + 1);
  await journal.createEntry(draft());
  assert.deepEqual(await rows(), []);
  assert.equal((await journal.stats()).entryCount, 2);
});

Deno.test("an entry that came again after its purge is not undone with the one that had its id", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const epicme = { format: "epicme" } as const;
  const { id, ...entry } = entryRecord(1, { version: 4 });
  const old = documentWith([{ id, ...entry, version: 3, content: "Old" }]);
  const whole = documentWith([{ id, ...entry }]);

  // It was new with one import, and a change of another.
  await take(journal, old, { id: "made", ...epicme });
  await take(journal, documentWith([{ id, ...entry, updatedAt: later(entry) }]), {
    ...{ id: "changed", ...epicme },
  });
  assert.equal((await journal.getEntry(id)).version, 4);
  await journal.purgeEntry(id);
  clock.advance(1000);
  await take(journal, whole, { id: "again", ...epicme });
  const before = await documentOf(store);
  assert.deepEqual(await undo(journal, "changed"), { trashed: 0, restored: 0, kept: [] });
  assert.deepEqual(await undo(journal, "made"), { trashed: 0, restored: 0, kept: [] });
  assert.equal(await documentOf(store), before);
  assert.deepEqual(await undo(journal, "again"), { trashed: 1, restored: 0, kept: [] });
});

Deno.test("an import that changed two entries of one id undoes its change of the one that is there", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const epicme = { format: "epicme" } as const;
  const entry = entryRecord(1, { version: 1 });
  const piece = documentWith([{ ...entry, content: "New", version: 2, updatedAt: later(entry) }]);
  for (const content of ["First", "Second"]) {
    await take(journal, documentWith([{ ...entry, content }]), { id: content, ...epicme });
    assert.equal((await take(journal, piece, epicme)).updated, 1);
    clock.advance(1000);
    if (content === "First") await journal.purgeEntry(entry.id);
  }
  assert.deepEqual(await undo(journal), { trashed: 0, restored: 1, kept: [] });
  assert.equal((await journal.getEntry(entry.id)).content, "Second");
});

Deno.test("what a document brought to the history of an entry that came again stays", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const epicme = { format: "epicme" } as const;
  const entry = entryRecord(1, { version: 3 });
  const { id: _, type: __, createdAt: ___, updatedAt: savedAt, ...values } = entryRecord(1);
  const past = [1, 2].map((version) => ({
    ...values,
    ...{ type: "revision", version, savedAt, entryId: entry.id, id: entryRecord(9 + version).id },
  }));
  const whole = documentWith([entry, ...past]);
  await take(journal, documentWith([entry]), { id: "zero", ...epicme });
  await take(journal, whole, { id: "history", ...epicme });
  await journal.purgeEntry(entry.id);
  clock.advance(1000);
  await take(journal, whole, { id: "again", ...epicme });
  await undo(journal, "history");
  assert.equal((await journal.listRevisions(entry.id)).revisions.length, 2);
});

/** A day after a record was changed. */
function later({ updatedAt }: { updatedAt: string }): string {
  return new Date(Date.parse(updatedAt) + DAY).toISOString();
}
