import assert from "node:assert/strict";
import { checkInvariants } from "../../support/journal_invariants.ts";
import {
  clockAt,
  DAY,
  draft,
  dump,
  interrupted,
  journalIn,
  listAll,
  listAllRevisions,
  storeFor,
} from "../helpers.ts";
import {
  documentOf,
  documentWith,
  entryRecord,
  idOf,
  importInto,
  pagesOf,
  recordsOf,
  revisionRecord,
} from "./helpers.ts";

const NOTHING = { created: 0, updated: 0, skipped: 0, failed: 0, errors: [] };

Deno.test("an entry that has changed is updated, and what it said is kept", async () => {
  using store = await storeFor();
  const journal = journalIn(store, { client: "importer" });
  assert.deepEqual(await importInto(journal, [entryRecord(1)]), { ...NOTHING, created: 1 });
  const changed = entryRecord(1, { content: "New text", mood: "glad", version: 7 });
  assert.deepEqual(await importInto(journal, [changed], { dryRun: true }), {
    ...NOTHING,
    updated: 1,
  });
  assert.deepEqual(await importInto(journal, [changed]), { ...NOTHING, updated: 1 });
  assert.deepEqual(await importInto(journal, [changed]), { ...NOTHING, skipped: 1 });
  const entry = await journal.getEntry(idOf(1));
  assert.deepEqual([entry.content, entry.mood, entry.version], ["New text", "glad", 7]);
  const [kept] = await listAllRevisions(journal, idOf(1));
  assert.deepEqual([kept.excerpt, kept.version, kept.replacedBy], ["Text 1", 1, "importer"]);
  await checkInvariants(store, "ada");
});

Deno.test("a document that is older than the journal changes nothing", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { id } = await journal.createEntry(draft({ tags: ["a"], createMissingTags: true }));
  const backup = await documentOf(store, clock);
  clock.advance(1);
  await journal.updateEntry(id, { content: "Newer" });
  await journal.trashEntry(id);
  const before = await dump(store);
  assert.deepEqual(await importInto(journal, backup), { ...NOTHING, skipped: 1 });
  assert.deepEqual(await dump(store), before);
});

Deno.test("a newer document moves entries into the trash and out of it", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await importInto(journal, [entryRecord(1)]);
  const times = { trashedAt: "2026-05-10T00:00:00.000Z", purgeAfter: "2026-06-01T00:00:00.000Z" };
  const trashed = entryRecord(1, { ...times, version: 2, updatedAt: times.trashedAt });
  assert.equal((await importInto(journal, [trashed])).updated, 1);
  assert.equal((await listAll(journal, { trashed: true })).length, 1);
  assert.deepEqual(await listAllRevisions(journal, idOf(1)), [], "The trash leaves no revision");
  const back = entryRecord(1, { version: 3, updatedAt: "2026-05-11T00:00:00.000Z" });
  assert.equal((await importInto(journal, [back])).updated, 1);
  assert.equal((await listAll(journal)).length, 1);
  await checkInvariants(store, "ada");
});

Deno.test("bad records are told by their place, and good ones are imported", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const names = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: idOf(9_000 + n), name: `t${n}` }));
  const trash = (trashedAt: string, purgeAfter?: string) => ({ trashedAt, purgeAfter });
  const bad: [object, RegExp][] = [
    [entryRecord(2, { id: "x" }), /id: Wanted a ULID/],
    [entryRecord(3, { id: "7ZZZZZZZZZZZZZZZZZZZZZZZZZ" }), /future/],
    [entryRecord(4, { title: "x".repeat(201) }), /Title has 201 characters/],
    [entryRecord(5, { title: " " }), /Title is empty/],
    [entryRecord(6, { content: "" }), /Content is empty/],
    [entryRecord(7, { content: "x".repeat(262_145) }), /Content has 262145 bytes/],
    [entryRecord(8, { mood: "x".repeat(201) }), /Mood has 201/],
    [entryRecord(9, { occurredAt: "yesterday" }), /occurredAt: Wanted a time/],
    [entryRecord(10, { createdAt: "2027-01-01T00:00:00.000Z" }), /createdAt lies in the future/],
    [entryRecord(11, { updatedAt: "2027-01-01T00:00:00.000Z" }), /updatedAt lies in the future/],
    [entryRecord(12, { version: 0 }), /version/],
    [entryRecord(13, { version: 1.5 }), /version/],
    [entryRecord(14, { version: 2 ** 53 }), /version/],
    [entryRecord(15, { tags: names(101) }), /Entry has 101 tags/],
    [entryRecord(16, { tags: [{ id: idOf(1), name: "x".repeat(101) }] }), /Tag name has 101/],
    [entryRecord(17, trash("2026-05-01T00:00:00.000Z")), /go together/],
    [
      entryRecord(18, trash("2026-04-01T00:00:00.000Z", "2026-05-01T00:00:00.000Z")),
      /over on 2026-05-01/,
    ],
    [entryRecord(19, trash("2026-05-01T00:00:00.000Z", "2026-07-01T00:00:00.000Z")), /30 days/],
    [entryRecord(20, { client: "x".repeat(2_001) }), /client/],
    [entryRecord(21, { content: undefined, contentBase64: "%" }), /base64/],
    [entryRecord(1), /twice/],
    [revisionRecord(1, 3), /version 3 cannot be older than its entry of version 3/],
    [revisionRecord(1, 1, { savedAt: "2027-01-01T00:00:00.000Z" }), /savedAt lies in the future/],
    [revisionRecord(1, 2, { content: " " }), /Content is empty/],
    [revisionRecord(99, 1), /no entry/],
    [{ type: "tag", id: idOf(5), name: "" }, /createdAt/],
    [{ type: "wish" }, /Wanted a tag, an entry or a revision/],
    [{}, /Wanted a tag/],
  ];
  const good = entryRecord(1, { version: 3 });
  const document = documentWith([good, ...bad.map(([record]) => record), entryRecord(50)]);
  const rehearsal = await importInto(journal, document, { dryRun: true });
  assert.deepEqual(await dump(store), []);
  const report = await importInto(journal, document);
  assert.deepEqual(report, rehearsal);
  assert.deepEqual([report.created, report.updated, report.skipped], [2, 0, 0]);
  assert.equal(report.failed, bad.length);
  for (const [n, [, reason]] of bad.entries()) {
    assert.equal(report.errors[n]?.index, n + 1, `${reason}: ${JSON.stringify(report.errors[n])}`);
    assert.match(report.errors[n].reason, reason);
    assert(report.errors[n].reason.length <= 200);
  }
  await checkInvariants(store, "ada");
  assert.deepEqual((await listAll(journal)).map(({ id }) => id), [idOf(50), idOf(1)]);
});

Deno.test("a document of another format is one error, and nothing is written", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const documents = [
    ...["", "no JSON", "null", "[]", "{}", '"x"', '{"records":[]}', "[".repeat(500_000)],
    documentWith([]).replace("epicme-journal", "other"),
    documentWith([]).replace('"formatVersion":1', '"formatVersion":2'),
    `${documentWith([]).slice(0, -2)}\nnothing\nof it\n`,
    '{"entries":[]}',
    '{"__proto__":{"records":[]}}',
  ];
  for (const document of documents) {
    await assert.rejects(importInto(journal, document), /^InvalidError: The document/);
  }
  for (const format of ["dayone", "jrnl"] as const) {
    const deep = `{"entries":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    for (const document of ["", "[]", documentWith([entryRecord(1)]), deep]) {
      await assert.rejects(importInto(journal, document, { format }), /The document is not a JSON/);
    }
  }
  assert.deepEqual(await dump(store), []);
});

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

Deno.test("an entry that the holder may not see is neither overwritten nor told", async () => {
  using store = await storeFor();
  const all = journalIn(store);
  const some = journalIn(store, { includePrivate: false });
  const { id, version } = await all.createEntry(draft({ title: "Secret", isPrivate: true }));
  await all.updateEntry(id, { title: "More secret" });
  const before = await dump(store);
  const records = (id: string) => [
    entryRecord(1, { id, version: version + 8 }),
    revisionRecord(1, 1, { entryId: id }),
    revisionRecord(1, 5, { entryId: id }),
    revisionRecord(1, 50, { entryId: id }),
    revisionRecord(1, 6, { entryId: id, title: "" }),
  ];
  for (const dryRun of [true, false]) {
    const hidden = await importInto(some, records(id), { dryRun });
    assert.deepEqual(await dump(store), before);
    const unknown = await importInto(some, records(idOf(3)), { dryRun });
    assert.deepEqual(hidden, unknown);
    if (!dryRun) await all.purgeEntry(idOf(3));
  }
  const alone = (entryId: string) => importInto(some, [revisionRecord(1, 1, { entryId })]);
  const [hidden, unknown] = [await alone(id), await alone(idOf(4))];
  assert.deepEqual(
    JSON.parse(JSON.stringify(hidden).replaceAll(id, idOf(4))),
    unknown,
  );
  assert.equal((await all.getEntry(id)).title, "More secret");
  assert.equal((await listAllRevisions(all, id)).length, 1);
});

Deno.test("a private entry can be put into the drawer without being seen", async () => {
  using store = await storeFor();
  const some = journalIn(store, { includePrivate: false });
  const record = entryRecord(1, { isPrivate: true });
  assert.equal((await importInto(some, [record])).created, 1);
  assert.deepEqual(await listAll(some), []);
  assert.equal((await importInto(journalIn(store), [record])).skipped, 1);
  const whole = [entryRecord(3, { isPrivate: true, version: 2 }), revisionRecord(3, 1)];
  assert.deepEqual(await importInto(some, whole), { ...NOTHING, created: 1 });
  assert.equal((await listAllRevisions(journalIn(store), idOf(3))).length, 1);
  const open = entryRecord(2, { version: 3 });
  const hidden = revisionRecord(2, 1, { isPrivate: true, content: "Hidden" });
  for (const _ of [1, 2]) {
    const report = await importInto(some, [open, hidden]);
    assert.equal(report.failed, 0);
  }
  assert.deepEqual(await listAllRevisions(some, idOf(2)), []);
  const other = revisionRecord(2, 1, { content: "Overwritten" });
  const unknown = revisionRecord(2, 2, { content: "Unknown" });
  assert.deepEqual(await importInto(some, [other]), await importInto(some, [unknown]));
  assert.match((await listAllRevisions(journalIn(store), idOf(2)))[1].excerpt, /Hidden/);
  await checkInvariants(store, "ada");
});

Deno.test("two imports of the same document at once make no entry twice", async () => {
  using store = await storeFor("file");
  using again = await storeFor();
  const records = Array.from({ length: 30 }, (_, n) => [
    entryRecord(n, { version: 4, tags: [{ id: idOf(7_000 + n % 5), name: `t${n % 5}` }] }),
    revisionRecord(n, 1),
    revisionRecord(n, 3),
  ]).flat();
  for (const place of [store, again]) {
    const reports = await Promise.all(
      [1, 2, 3].map(() => importInto(journalIn(place), records)),
    );
    const sum = (name: "created" | "failed") => reports.reduce((all, each) => all + each[name], 0);
    assert.deepEqual([sum("created"), sum("failed")], [30, 0]);
    await checkInvariants(place, "ada");
    const { entries, revisions, tags } = await recordsOf(place);
    assert.deepEqual([entries.length, revisions.length, tags.length], [30, 60, 5]);
  }
});

Deno.test("somebody else's write between reading and committing is not lost", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await importInto(journal, [entryRecord(1)]);
  const late = journalIn(interrupted(store, () => journal.updateEntry(idOf(1), { mood: "calm" })));
  const report = await importInto(late, [entryRecord(1, { content: "Imported" })]);
  assert.deepEqual(report, { ...NOTHING, skipped: 1 }, "What was written just now is newer");
  const { mood, content } = await journal.getEntry(idOf(1));
  assert.deepEqual([mood, content], ["calm", "Text 1"]);
});

Deno.test("an import that breaks off leaves whole entries, and a repeated one completes it", async () => {
  using source = await storeFor();
  const clock = clockAt();
  const author = journalIn(source, clock);
  for (let n = 0; n < 3; n++) {
    const { id } = await author.createEntry(draft({ tags: [`t${n}`], createMissingTags: true }));
    for (let k = 0; k < 4; k++) {
      await author.updateEntry(id, { content: `${k} ${"x".repeat(150_000)}` });
    }
  }
  const pages = await pagesOf(source);
  const document = pages.join("");
  for (let commits = 0;; commits++) {
    using store = await storeFor();
    const failing = failingAfter(store, commits);
    const done = await importInto(journalIn(failing), document).then(() => true, () => false);
    await checkInvariants(store, "ada");
    for (const { id } of await listAll(journalIn(store))) {
      assert.match((await journalIn(store).getEntry(id)).content, /^3 x+$/);
    }
    assert.equal((await importInto(journalIn(store), document)).failed, 0);
    await checkInvariants(store, "ada");
    assert.equal(await documentOf(store), document);
    if (!done) continue;
    assert(commits > 6, `Each entry in several commits: ${commits}`);
    break;
  }
});

Deno.test("an aborted import stops between two entries, and a repeated one goes on", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const controller = new AbortController();
  const told: [number, number][] = [];
  const records = Array.from({ length: 60 }, (_, n) => entryRecord(n));
  const aborted = journal.importEntries({ format: "epicme", document: documentWith(records) }, {
    signal: controller.signal,
    tell(done, total) {
      told.push([done, total]);
      if (done === 25) controller.abort();
    },
  });
  await assert.rejects(aborted, { name: "AbortError" });
  assert.deepEqual(told, [[25, 60]]);
  assert.equal((await listAll(journal)).length, 25);
  await checkInvariants(store, "ada");
  assert.deepEqual(await importInto(journal, records), { ...NOTHING, created: 35, skipped: 25 });
});

Deno.test("an entry that was purged, or too long in the trash, can be imported again", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { id } = await journal.createEntry(draft());
  for (let n = 0; n < 150; n++) await journal.updateEntry(id, { content: `${n}` });
  const document = await documentOf(store, clock);
  await journal.purgeEntry(id);
  assert.deepEqual(await importInto(journal, document), { ...NOTHING, created: 1 });
  clock.advance(2 * DAY);
  await journal.createEntry(draft());
  assert.equal((await listAllRevisions(journal, id)).length, 150, "No sweep takes them");

  await journal.trashEntry(id);
  clock.advance(31 * DAY);
  const old = JSON.parse(document);
  assert.deepEqual(await importInto(journal, JSON.stringify(old)), { ...NOTHING, created: 1 });
  clock.advance(2 * DAY);
  await journal.createEntry(draft());
  await checkInvariantsButTombstones();
  assert.equal((await recordsOf(store, clock)).revisions.length, 150);

  async function checkInvariantsButTombstones() {
    clock.advance(91 * DAY);
    await journal.createEntry(draft());
    await checkInvariants(store, "ada");
  }
});

Deno.test("an entry keeps its newest 1,000 revisions, also imported ones", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const records = [
    entryRecord(1, { version: 2_000 }),
    ...Array.from({ length: 1_003 }, (_, n) => revisionRecord(1, n + 1)),
  ];
  const rehearsal = await importInto(journal, records, { dryRun: true });
  const report = await importInto(journal, records);
  assert.deepEqual(report, rehearsal);
  assert.deepEqual([report.created, report.failed], [1, 3]);
  assert.match(report.errors[0].reason, /Entry has 1001 revisions/);
  await checkInvariants(store, "ada");
  await journal.updateEntry(idOf(1), { content: "One more" });
  await checkInvariants(store, "ada");
});

Deno.test("half a document that was cut somewhere is imported as far as it goes", async () => {
  using source = await storeFor();
  const author = journalIn(source);
  for (let n = 0; n < 5; n++) await author.createEntry(draft({ title: `${n}` }));
  const document = await documentOf(source);
  using store = await storeFor();
  const { created, errors } = await importInto(journalIn(store), document.slice(0, -60));
  assert.equal(created, 4);
  assert.deepEqual(errors.map(({ index, reason }) => [index, reason]), [
    [4, "This line is not a whole record"],
  ]);
});

Deno.test("text that is no JSON of ours pollutes nothing", async () => {
  using store = await storeFor();
  const text = JSON.stringify(entryRecord(1)).replace("{", '{"__proto__":{"isFavorite":true},');
  const document = documentWith([]).replace("[]", `[${text}]`);
  assert.equal((await importInto(journalIn(store), document)).created, 1);
  assert.equal((await journalIn(store).getEntry(idOf(1))).isFavorite, false);
  assert.equal(({} as { isFavorite?: boolean }).isFavorite, undefined);
});

/** The store, whose commits all fail after the first ones. */
function failingAfter<T extends { write: Deno.Kv }>(store: T, commits: number): T {
  let left = commits;
  const write = {
    commitVersionstamp: () => store.write.commitVersionstamp(),
    atomic() {
      const operation = store.write.atomic();
      if (left-- > 0) return operation;
      return Object.assign(operation, { commit: () => Promise.reject(new Error("Crashed")) });
    },
  };
  return { ...store, write: write as unknown as Deno.Kv };
}
