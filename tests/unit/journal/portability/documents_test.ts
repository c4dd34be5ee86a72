import assert from "node:assert/strict";
import { richTextToMarkdown } from "../../../../lib/formats/text/markup/rich_text.ts";
import { momentOf } from "../../../../lib/formats/text/time/source_time.ts";
import type { ImportFormat } from "../../../../lib/journal/mod.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { clockAt, dump, journalIn, listAll, storeFor } from "../helpers.ts";
import { documentOf, documentWith, entryRecord, importInto } from "./helpers.ts";

const UUID = "0a0b0c0d-0e0f-4a0b-8c0d-0e0f0a0b0c0d";

const dayOne = (changes: object = {}) => (
  { uuid: UUID, creationDate: "2024-05-01T10:00:00Z", text: "A walk\nalong the lake", ...changes }
);

const jrnl = (changes: object = {}) => (
  { title: "A walk", body: "along the lake", date: "2024-05-01", time: "10:00", ...changes }
);

const within = (...entries: object[]) => JSON.stringify({ entries });

async function importedFrom(document: string, format: ImportFormat, timeZone?: string) {
  using store = await storeFor();
  const journal = journalIn(store);
  const options = { format, timeZone };
  const rehearsal = await importInto(journal, document, { ...options, dryRun: true });
  const report = await importInto(journal, document, options);
  assert.deepEqual(report, rehearsal);
  const entries = await Promise.all((await listAll(journal)).map(({ id }) => journal.getEntry(id)));
  const before = await dump(store);
  const again = await importInto(journal, document, options);
  assert.deepEqual([again.created, again.updated, again.skipped], [0, 0, entries.length]);
  assert.deepEqual(await dump(store), before);
  await checkInvariants(store, "ada");
  return { report, entries };
}

Deno.test("a byte order mark before a document of any format says nothing", async () => {
  using source = await storeFor();
  const clock = clockAt();
  await journalIn(source, clock).createEntry({ title: "A walk", content: "along the lake" });
  const whole = await documentOf(source, clock);
  for (
    const [document, format] of [
      [within(dayOne()), "dayone"],
      [within(jrnl()), "jrnl"],
      [whole, "epicme"],
      [whole.split("\n").slice(1, -2).join("\n"), "epicme"],
    ] as const
  ) {
    const { report } = await importedFrom(`\uFEFF${document}`, format);
    assert.deepEqual([report.created, report.failed], [1, 0], format);
  }
});

Deno.test("a single entry, or a list without a document around it, is imported", async () => {
  for (
    const [document, format] of [
      [dayOne(), "dayone"],
      [[dayOne()], "dayone"],
      [{ entries: dayOne() }, "dayone"],
      [jrnl(), "jrnl"],
      [[jrnl()], "jrnl"],
      [{ entries: jrnl() }, "jrnl"],
      [entryRecord(1), "epicme"],
      [[entryRecord(1)], "epicme"],
      [{ ...JSON.parse(documentWith([])), records: entryRecord(1) }, "epicme"],
    ] as const
  ) {
    const { report } = await importedFrom(JSON.stringify(document), format);
    assert.deepEqual(
      [report.created, report.failed],
      [1, 0],
      `${format} ${Deno.inspect(document)}`,
    );
  }
});

Deno.test("null says nothing, wherever a document has it", async () => {
  const nothing = { starred: null, tags: null, location: null, weather: null, timeZone: null };
  const { report, entries } = await importedFrom(
    within(
      dayOne({ ...nothing, uuid: null, modifiedDate: null, richText: null }),
      dayOne({ tags: [null, "", "lake"], location: { placeName: null }, weather: {} }),
    ),
    "dayone",
  );
  assert.deepEqual([report.created, report.failed, report.notes], [2, 0, undefined]);
  assert.deepEqual(entries.map(({ tags }) => tags.map(({ name }) => name)), [["lake"], []]);
  const { report: other } = await importedFrom(
    within(jrnl({ tags: null, starred: null, body: null }), jrnl({ title: null, tags: [null] })),
    "jrnl",
  );
  assert.deepEqual([other.created, other.failed], [2, 0]);
});

Deno.test("entries of Day One without a uuid are known by their time and first line", async () => {
  const { uuid: _, ...one } = dayOne();
  const document = within(one, { ...one, text: "Another" }, one, { ...one, uuid: "" });
  const { report } = await importedFrom(document, "dayone");
  assert.deepEqual([report.created, report.failed], [4, 0]);
  using store = await storeFor();
  const journal = journalIn(store);
  await importInto(journal, within(one), { format: "dayone" });
  const changed = within({ ...one, text: "A walk\nalong the river" });
  assert.equal((await importInto(journal, changed, { format: "dayone" })).updated, 1);
});

Deno.test("a uuid is the same in upper and lower case, with and without hyphens", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const spellings = [UUID, UUID.toUpperCase(), UUID.replaceAll("-", "")];
  for (const [n, uuid] of spellings.entries()) {
    const report = await importInto(journal, within(dayOne({ uuid })), { format: "dayone" });
    assert.deepEqual([report.created, report.skipped], n === 0 ? [1, 0] : [0, 1]);
  }
});

Deno.test("of two versions with one uuid the later one is kept, and a note tells of the other", async () => {
  const later = dayOne({ modifiedDate: "2024-06-17T10:00:00Z", text: "later" });
  const earlier = dayOne({ modifiedDate: "2024-05-17T10:00:00Z", text: "earlier" });
  for (
    const [document, index] of [[within(earlier, later), 0], [within(later, earlier), 1]] as const
  ) {
    const { report, entries } = await importedFrom(document, "dayone");
    assert.deepEqual([report.created, report.failed, entries[0].content], [1, 0, "later"]);
    assert.deepEqual(report.notes?.map((note) => note.index), [index]);
    assert.match(report.notes![0].reason, /^It was left out: record \d has the same uuid/);
  }
});

Deno.test("a bad tag leaves its entry and the other tags alone, and a note tells of it", async () => {
  const tags = ["lake", "x".repeat(101), { name: "none" }, 2024, "Lake"];
  for (
    const [document, format] of [
      [within(dayOne({ tags })), "dayone"],
      [within(jrnl({ tags })), "jrnl"],
    ] as const
  ) {
    const { report, entries } = await importedFrom(document, format);
    assert.deepEqual([report.created, report.failed], [1, 0]);
    assert.deepEqual(entries[0].tags.map(({ name }) => name).toSorted(), ["2024", "lake"]);
    assert.match(
      report.notes![0].reason,
      /^A tag was left out: "x+\.\.\.": Tag name has 101 characters, .* 100, and 1 more$/,
    );
  }
  const many = Array.from({ length: 103 }, (_, n) => `tag ${n}`);
  const { report, entries } = await importedFrom(within(dayOne({ tags: many })), "dayone");
  assert.equal(entries[0].tags.length, 100);
  assert.match(report.notes![0].reason, /"tag 100" is one more than the 100 .*, and 2 more$/);
  const alone = await importedFrom(within(dayOne({ tags: "lake" })), "dayone");
  assert.deepEqual(alone.entries[0].tags.map(({ name }) => name), ["lake"]);
});

Deno.test("a time of Day One is the moment that it means, in every form of ISO 8601", () => {
  const TEN = Date.UTC(2024, 4, 1, 10);
  for (
    const [text, moment] of [
      ["2024-05-01T10:00:00Z", TEN],
      ["2024-05-01t10:00:00.000z", TEN],
      ["2024-05-01T10:00Z", TEN],
      ["2024-05-01T10:00:00+0000", TEN],
      ["2024-05-01T12:00:00+0200", TEN],
      ["2024-05-01T12:00:00+02:00", TEN],
      ["2024-05-01T12:00:00+02", TEN],
      ["20240501T100000Z", TEN],
      ["2024-05-01 10:00:00 +0000", TEN],
      ["2024-05-01T10:00:00,25Z", TEN + 250],
      ["2024-05-01T19:00:00", TEN],
      ["2024-05-01T19:00", TEN],
      ["2024-05-01 19:00:00", TEN],
      ["2024-02-30T10:00:00Z", undefined],
      ["2024-05-01T25:00:00Z", undefined],
      ["2024-05-01T10:00:00+99:00", undefined],
      ["May 1, 2024", undefined],
      ["", undefined],
    ] as const
  ) assert.equal(momentOf(text, "Asia/Tokyo"), moment, text);
});

Deno.test("a local time of Day One is one where its entry was, or else where the call says", async () => {
  const local = { creationDate: "2024-05-01T19:00:00" };
  const momentIn = async (timeZone: unknown, calledWith?: string) => {
    const document = within(dayOne({ ...local, timeZone }));
    const { entries: [{ occurredAt }] } = await importedFrom(document, "dayone", calledWith);
    return new Date(occurredAt).toISOString();
  };
  assert.equal(await momentIn("Asia/Tokyo", "Europe/Berlin"), "2024-05-01T10:00:00.000Z");
  assert.equal(await momentIn("GMT+0900"), "2024-05-01T10:00:00.000Z");
  assert.equal(await momentIn(undefined, "Europe/Berlin"), "2024-05-01T17:00:00.000Z");
  assert.equal(await momentIn("Nowhere/Base", "Europe/Berlin"), "2024-05-01T17:00:00.000Z");
  assert.equal(await momentIn(null), "2024-05-01T19:00:00.000Z");
});

Deno.test("entries of one moment keep the order of their document, and one more changes none", async () => {
  const names = ["a", "b", "c", "d"];
  const ofJrnl = names.map((name) => jrnl({ title: `note ${name}`, body: name }));
  const ofDayOne = names.map((text) => dayOne({ uuid: `uuid ${text}`, text }));
  for (
    const [entries, format] of [[ofJrnl, "jrnl"], [ofDayOne, "dayone"]] as const
  ) {
    using store = await storeFor();
    const journal = journalIn(store);
    await importInto(journal, within(...entries), { format });
    assert.deepEqual((await listAll(journal)).map(({ excerpt }) => excerpt), names.toReversed());
    const other = format === "jrnl" ? jrnl({ title: "z" }) : dayOne({ text: "z" });
    const report = await importInto(journal, within(other, ...entries), { format });
    assert.deepEqual([report.created, report.updated, report.skipped], [1, 0, 4]);
    await checkInvariants(store, "ada");
  }
});

Deno.test("a text that is in richText only is read as Markdown", async () => {
  const contents = [
    { attributes: { line: { header: 1 } }, text: "Morning swim\n" },
    { embeddedObjects: [{ type: "photo", identifier: "P1" }] },
    { text: "The water was cold." },
  ];
  for (const richText of [JSON.stringify({ meta: { version: 1 }, contents }), { contents }]) {
    for (const text of [undefined, null, "", " \n"]) {
      const { entries: [entry] } = await importedFrom(within(dayOne({ text, richText })), "dayone");
      assert.deepEqual([entry.title, entry.content], ["Morning swim", "The water was cold."]);
    }
  }
  const list = (listStyle: string, more: object = {}) => ({ line: { listStyle, ...more } });
  const markdown = richTextToMarkdown({
    contents: [
      { text: "Plain, " },
      { text: "bold ", attributes: { bold: true } },
      { text: "and both", attributes: { bold: true, italic: true } },
      { text: "\nmilk\n", attributes: list("bulleted") },
      { text: "two\n", attributes: list("numbered", { listIndex: 2 }) },
      { text: "done\n", attributes: list("checkbox", { checked: true, indentLevel: 2 }) },
      { text: "said\n", attributes: { line: { quote: true } } },
      { text: "a **b**\n", attributes: { bold: true, line: { codeBlock: true } } },
      { text: "here", attributes: { linkURL: "https://example.com" } },
    ],
  });
  assert.equal(
    markdown,
    "Plain, **bold** ***and both***\n- milk\n2. two\n  - [x] done\n> said\n    a **b**\n" +
      "[here](https://example.com)",
  );
  for (const wrong of ["", "{", "null", 7, null, { contents: {} }, { contents: [1, null] }]) {
    assert.equal(richTextToMarkdown(wrong), "");
  }
});

Deno.test("a person's own name of a place comes first, and coordinates alone are a place", async () => {
  const home = {
    ...{ userLabel: "Grandma's house", placeName: "12 Elm Street", localityName: "Ashford" },
    ...{ administrativeArea: "Kent", country: "United Kingdom", latitude: 51.1, longitude: 0.8 },
  };
  const field = { latitude: 51.15, longitude: 0.87 };
  const { entries } = await importedFrom(
    within(dayOne({ location: home }), dayOne({ uuid: "B", location: field })),
    "dayone",
  );
  assert.deepEqual(entries.map(({ location }) => location), [
    "51.15, 0.87",
    "Grandma's house, 12 Elm Street, Ashford, United Kingdom",
  ]);
});
