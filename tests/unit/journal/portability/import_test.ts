import assert from "node:assert/strict";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import {
  clockAt,
  DAY,
  draft,
  dump,
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

Deno.test("who wrote what is told as the document says it, and marked as that", async () => {
  using store = await storeFor();
  const journal = journalIn(store, { client: "importer" });
  const { id } = await journal.createEntry(draft());
  const updatedAt = "2026-05-17T12:00:00.000Z";
  const forged = { client: "a trusted app", replacedBy: "another one" };
  await importInto(journal, [
    entryRecord(1, { version: 3, client: "a trusted app" }),
    revisionRecord(1, 2, forged),
    { ...revisionRecord(2, 5, forged), entryId: id },
    entryRecord(2, { id, version: 9, client: "a trusted app", updatedAt }),
  ]);
  const facts = async (of: string) =>
    (await listAllRevisions(journal, of)).map(({ version, client, replacedBy, isImported }) =>
      [version, client, replacedBy, isImported] as const
    );
  for (const entry of [idOf(1), id]) {
    await journal.updateEntry(entry, { content: "Rewritten" });
    await journal.updateEntry(entry, { content: "Rewritten again" });
  }
  assert.deepEqual(await facts(idOf(1)), [
    [4, "importer", "importer", undefined],
    [3, "a trusted app", "importer", true],
    [2, "a trusted app", "another one", true],
  ]);
  assert.deepEqual(await facts(id), [
    [10, "importer", "importer", undefined],
    [9, "importer", "importer", undefined],
    [5, "a trusted app", "another one", true],
    [1, "importer", "importer", undefined],
  ]);
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
    [entryRecord(2, { id: "x" }), /id: Expected a ULID/],
    [entryRecord(3, { id: "7ZZZZZZZZZZZZZZZZZZZZZZZZZ" }), /future/],
    [entryRecord(4, { title: "x".repeat(201) }), /Title has 201 characters/],
    [entryRecord(5, { title: " " }), /Title is empty/],
    [entryRecord(6, { content: "" }), /Content is empty/],
    [entryRecord(7, { content: "x".repeat(262_145) }), /Content has 262145 bytes/],
    [entryRecord(8, { mood: "x".repeat(201) }), /Mood has 201/],
    [entryRecord(9, { occurredAt: "yesterday" }), /occurredAt: Expected a time/],
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
    [{ type: "wish" }, /Expected a tag, an entry or a revision/],
    [{}, /Expected a tag/],
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
