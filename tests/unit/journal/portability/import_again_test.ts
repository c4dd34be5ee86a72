import assert from "node:assert/strict";
import type { ImportFormat, ImportReport, Journal } from "../../../../lib/journal/mod.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { clockAt, dump, journalIn, listAll, listAllRevisions, storeFor } from "../helpers.ts";
import { documentOf, entryRecord, idOf, importInto } from "./helpers.ts";

type Said = Record<string, unknown>;

/** One entry in a document of each other app; `changes` says what is special about it. */
const DOCUMENTS: { [Format in Exclude<ImportFormat, "epicme">]: (changes?: Said) => string } = {
  dayone: ({ text = "The plan\nStay", starred, ...changes } = {}) =>
    JSON.stringify({
      entries: [{
        ...{ uuid: "12121212121212121212121212121212", creationDate: "2024-05-18T10:00:00Z" },
        ...{ text, starred, ...changes },
      }],
    }),
  jrnl: ({ text = "Stay", starred, tags } = {}) =>
    JSON.stringify({
      entries: [{
        title: "The plan",
        body: text,
        date: "2024-05-18",
        time: "10:00",
        tags,
        starred,
      }],
    }),
};

const MINE = {
  ...{ isPrivate: true, isFavorite: true, mood: "calm", weather: "rain", location: "Home" },
  ...{ occurredAt: Date.UTC(2024, 4, 17), title: "My own title" },
};

/** The entry of a document, imported, changed here, and imported again from another document. */
async function importAgain(
  journal: Journal,
  { format, first, second }: { format: ImportFormat; first: string; second: string },
): Promise<ImportReport> {
  await importInto(journal, first, { format });
  const [{ id }] = await listAll(journal);
  await journal.updateEntry(id, MINE);
  await journal.updateEntry(id, { tags: ["mine"], createMissingTags: true });
  const rehearsal = await importInto(journal, second, { format, dryRun: true });
  const report = await importInto(journal, second, { format });
  assert.deepEqual(report, rehearsal);
  return report;
}

async function onlyEntry(journal: Journal) {
  const [{ id }] = await listAll(journal);
  const { tags, ...entry } = await journal.getEntry(id);
  return { ...entry, tags: tags.map(({ name }) => name) };
}

for (const [name, documentWith] of Object.entries(DOCUMENTS)) {
  const format = name as keyof typeof DOCUMENTS;

  for (const starred of [undefined, null, false]) {
    Deno.test(`an entry that changed in ${format} keeps all that was set here (starred: ${starred})`, async () => {
      using store = await storeFor();
      const journal = journalIn(store);
      const { updated, notes } = await importAgain(journal, {
        format,
        first: documentWith({ starred }),
        second: documentWith({ starred, text: "The plan\nChanged" }),
      });
      assert.deepEqual([updated, notes], [1, undefined]);
      const entry = await onlyEntry(journal);
      assert.deepEqual({ ...entry, ...MINE }, entry);
      assert.deepEqual(entry.tags, ["mine"]);
      assert.match(entry.content, /Changed/);
      assert.match((await listAllRevisions(journal, entry.id))[0].excerpt, /Stay/);
      assert.deepEqual(await listAll(journalIn(store, { includePrivate: false })), []);
      await checkInvariants(store, "ada");
    });
  }

  Deno.test(`what an entry of ${format} says anew is taken, and tags are added`, async () => {
    using store = await storeFor();
    const journal = journalIn(store);
    const first = documentWith({ starred: true, tags: ["theirs"] });
    const second = documentWith({ starred: false, tags: ["theirs", "new"] });
    const { updated } = await importAgain(journal, { format, first, second });
    assert.equal(updated, 1);
    const { isFavorite, isPrivate, tags } = await onlyEntry(journal);
    assert.deepEqual([isFavorite, isPrivate], [false, true]);
    assert.deepEqual(tags.toSorted(), ["mine", "new", "theirs"]);
    await importInto(journal, documentWith({ starred: true, tags: [] }), { format });
    assert.equal((await onlyEntry(journal)).isFavorite, true);
    assert.equal((await onlyEntry(journal)).tags.length, 3, "A tag is never taken off");
    await checkInvariants(store, "ada");
  });

  Deno.test(`a text that was changed here stays while ${format} changes something else`, async () => {
    using store = await storeFor();
    const journal = journalIn(store);
    await importInto(journal, documentWith({ tags: ["a"] }), { format });
    const { id } = await onlyEntry(journal);
    await journal.updateEntry(id, { content: "Written here" });
    await journal.updateEntry(id, { tags: [] });
    await importInto(journal, documentWith({ tags: ["a"], starred: true }), { format });
    const { content, isFavorite, tags } = await onlyEntry(journal);
    assert.deepEqual([content, isFavorite, tags], ["Written here", true, []]);
  });

  Deno.test(`a change that ${format} and the person made alike is not made again later`, async () => {
    using store = await storeFor();
    const journal = journalIn(store);
    await importInto(journal, documentWith(), { format });
    const { id } = await onlyEntry(journal);
    const there = documentWith({ text: "The plan\nBoth" });
    await journal.updateEntry(id, { content: "The plan\nBoth" });
    assert.equal((await importInto(journal, there, { format })).skipped, 1);
    await journal.updateEntry(id, { content: "Later" });
    const before = await dump(store);
    assert.equal((await importInto(journal, there, { format })).skipped, 1);
    assert.deepEqual(await dump(store), before);
    await checkInvariants(store, "ada");
  });
}

Deno.test("a title set here stays when Day One has another one, and the answer says so", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { dayone } = DOCUMENTS;
  const { updated, notes } = await importAgain(journal, {
    format: "dayone",
    first: dayone({ text: "The plan" }),
    second: dayone({ text: "The plan, with a second page" }),
  });
  assert.deepEqual([updated, notes], [1, [{
    index: 0,
    reason:
      'Title "The plan, with a second page" was not taken, because the title was changed here',
  }]]);
  const { title, content } = await onlyEntry(journal);
  assert.deepEqual([title, content], [MINE.title, "The plan, with a second page"]);
  const other = dayone({ text: "# A third title\n\nThe plan" });
  assert.equal((await importInto(journal, other, { format: "dayone" })).notes?.length, 1);
  assert.equal((await onlyEntry(journal)).title, MINE.title);
});

Deno.test("a title that only Day One has changed is taken", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { dayone } = DOCUMENTS;
  await importInto(journal, dayone({ text: "Old\nText" }), { format: "dayone" });
  const { id } = await onlyEntry(journal);
  await journal.updateEntry(id, { mood: "calm" });
  const report = await importInto(journal, dayone({ text: "New\nText" }), { format: "dayone" });
  assert.deepEqual([report.updated, report.notes], [1, undefined]);
  const { title, mood } = await onlyEntry(journal);
  assert.deepEqual([title, mood], ["New", "calm"]);
});

Deno.test("place and weather are taken where Day One says others, and stay where it is silent", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { dayone } = DOCUMENTS;
  const at = (placeName: string) => dayone({ location: { placeName } });
  await importAgain(journal, { format: "dayone", first: at("Pier"), second: at("Beach") });
  const taken = await onlyEntry(journal);
  assert.deepEqual([taken.location, taken.weather], ["Beach", "rain"]);
  await importInto(journal, dayone({ text: "Gone\nfrom there" }), { format: "dayone" });
  assert.equal((await onlyEntry(journal)).location, "Beach");
});

Deno.test("a journal that has moved still knows what the other app had said", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const { dayone } = DOCUMENTS;
  const ada = journalIn(store, clock);
  await importInto(ada, dayone({ starred: false }), { format: "dayone" });
  const { id } = await onlyEntry(ada);
  await ada.updateEntry(id, MINE);
  const ben = journalIn(store, { ...clock, userId: "ben" });
  await importInto(ben, await documentOf(store, clock));
  const changed = dayone({ starred: false, text: "Another\ntext" });
  assert.equal((await importInto(ben, changed, { format: "dayone" })).notes?.length, 1);
  const entry = await onlyEntry(ben);
  assert.deepEqual({ ...entry, ...MINE }, entry);
});

Deno.test("without private entries, an import does not tell what became of a private one", async () => {
  using store = await storeFor();
  const { dayone } = DOCUMENTS;
  await importAgain(journalIn(store), { format: "dayone", first: dayone(), second: dayone() });
  const before = await dump(store);
  const other = dayone({ text: "Another title" });
  const report = await importInto(journalIn(store, { includePrivate: false }), other, {
    format: "dayone",
  });
  assert.deepEqual([report.created, report.notes], [1, undefined]);
  assert.deepEqual(await dump(store), before);
});

Deno.test("in our own JSON of the same time, a field that is left out is not cleared", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await importInto(journal, [entryRecord(1, { mood: "calm", location: "Home" })]);
  const edited = entryRecord(1, { content: "Edited by hand", location: "Pier" });
  assert.equal((await importInto(journal, [edited])).updated, 1);
  const { mood, location, content } = await journal.getEntry(idOf(1));
  assert.deepEqual([mood, location, content], ["calm", "Pier", "Edited by hand"]);
  const later = entryRecord(1, { updatedAt: "2026-05-02T00:00:00.000Z" });
  assert.equal((await importInto(journal, [later])).updated, 1);
  assert.equal((await journal.getEntry(idOf(1))).mood, undefined, "Cleared there since");
});
