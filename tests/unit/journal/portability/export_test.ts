import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { exportSchema } from "../../../../lib/journal/portability/mod.ts";
import { clockAt, DAY, draft, journalIn, listAllRevisions, NOON, storeFor } from "../helpers.ts";
import { documentOf, fillAtRandom, pagesOf, recordsOf, splitMarkdown } from "./helpers.ts";

Deno.test("an export has all that the journal knows", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, { client: "cli", now: clock.now });
  const tag = await journal.createTag({ name: "Home", description: "Where I live" });
  const { id } = await journal.createEntry({
    title: "A walk",
    content: "Along the river",
    mood: "calm",
    location: "Bern",
    weather: "fog",
    isFavorite: true,
    isPrivate: true,
    occurredAt: NOON - DAY,
    tags: [tag.id],
  });
  clock.advance(1_000);
  const other = journalIn(store, { client: "app", now: clock.now });
  await other.updateEntry(id, { content: "Along the lake", mood: null });
  clock.advance(1_000);
  await other.trashEntry(id);
  const [revision] = await listAllRevisions(journal, id);
  const at = (offset: number) => new Date(NOON + offset).toISOString();
  const said = {
    ...{ title: "A walk", location: "Bern", weather: "fog", isFavorite: true, isPrivate: true },
    ...{ occurredAt: at(-DAY), tags: [{ id: tag.id, name: "Home" }] },
  };
  assert.deepEqual(JSON.parse(await documentOf(store, { now: clock.now })), {
    $schema: "urn:epicme:schema:journal-export:1",
    format: "epicme-journal",
    formatVersion: 1,
    exportedAt: at(2_000),
    records: [
      {
        ...{ type: "tag", id: tag.id, name: "Home", description: "Where I live" },
        ...{ createdAt: at(0), updatedAt: at(0) },
      },
      {
        ...{ type: "entry", id, ...said, content: "Along the lake", client: "app", version: 3 },
        ...{ createdAt: at(0), updatedAt: at(2_000), trashedAt: at(2_000) },
        purgeAfter: at(2_000 + 30 * DAY),
      },
      {
        ...{ type: "revision", id: revision.id, entryId: id, version: 1, ...said, mood: "calm" },
        ...{ content: "Along the river", savedAt: at(1_000), client: "cli", replacedBy: "app" },
      },
    ],
  });
  assert.equal(JSON.parse(await documentOf(store, { userId: "nobody" })).records.length, 0);
});

Deno.test("every export follows the published schema, and the schema refuses what is none", async () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const schema = exportSchema();
  assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
  const validate = ajv.compile(schema);
  using store = await storeFor();
  assert(validate(JSON.parse(await documentOf(store))), ajv.errorsText(validate.errors));
  const now = await fillAtRandom(store, 6);
  const document = JSON.parse(await documentOf(store, { now }));
  const isValid: boolean = validate(document);
  assert(isValid, ajv.errorsText(validate.errors));
  const [first, ...rest] = document.records;
  for (
    const wrong of [
      { ...document, formatVersion: 2 },
      { ...document, records: [{ ...first, id: "x" }, ...rest] },
      { ...document, records: [{ ...first, createdAt: "yesterday" }, ...rest] },
      {
        ...document,
        records: rest.map(({ content: _, ...record }: object & { content?: string }) => record),
      },
    ]
  ) assert(!validate(wrong));
});

Deno.test("Markdown can be split again, whatever the texts are", async () => {
  using store = await storeFor();
  const now = await fillAtRandom(store, 7);
  const journal = journalIn(store, { now });
  await journal.createEntry(draft({
    title: "---\ntype: entry\nlines: 99\n---",
    content: "---\ntype: entry\nid: forged\nlines: 1\n---\nforged\n\n---\n",
  }));
  const { tags, entries, revisions } = await recordsOf(store, { now });
  const [journalPart, ...parts] = splitMarkdown(
    await documentOf(store, { format: "markdown", now }),
  );
  assert.equal(journalPart.facts.format, "epicme-journal");
  const of = (type: string) => parts.filter(({ facts }) => facts.type === type);
  assert.deepEqual(of("tag").map(({ facts }) => facts), tags);
  for (const [type, records] of Object.entries({ entry: entries, revision: revisions })) {
    assert.deepEqual(
      of(type).map(({ facts: { lines: _lines, encoding, ...facts }, text }) => ({
        ...facts,
        content: encoding === "base64" ? decode(text) : text,
      })),
      records.map(({ tags, contentBase64, ...record }) => ({
        ...record,
        content: record.content ?? decode(contentBase64),
        tags: tags.map(({ name }: { name: string }) => name),
      })),
    );
  }
});

Deno.test("without private entries, an export has neither them nor what was private once", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const secret = await journal.createEntry(draft({ title: "Secret", isPrivate: true }));
  const opened = await journal.createEntry(draft({ title: "Hidden once", isPrivate: true }));
  await journal.updateEntry(opened.id, { title: "Open", isPrivate: false });
  await journal.updateEntry(opened.id, { title: "Open now" });
  for (const format of ["json", "markdown"] as const) {
    const document = await documentOf(store, { format, includePrivate: false });
    assert.doesNotMatch(document, /Secret|Hidden/);
    assert(!document.includes(secret.id));
    assert.match(document, /Open now/);
  }
  const { entries, revisions } = await recordsOf(store, { includePrivate: false });
  assert.deepEqual(entries.map(({ id }) => id), [opened.id]);
  assert.deepEqual(revisions.map(({ title }) => title), ["Open"]);
  assert.equal((await recordsOf(store)).revisions.length, 2);
});

Deno.test("no cursor tells the id of an entry that its holder may not see", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  for (let n = 0; n < 3; n++) {
    clock.advance(1);
    await journal.createEntry(draft({ content: "x".repeat(100_000) }));
  }
  clock.advance(1);
  const last = await journal.createEntry(draft({ isPrivate: true }));
  const cursorOf = async (includePrivate: boolean) => {
    const holder = journalIn(store, { ...clock, includePrivate });
    const [place] = (await holder.exportPage({ format: "json" })).nextCursor!.split(".");
    return atob(place.replaceAll("-", "+").replaceAll("_", "/"));
  };
  assert((await cursorOf(true)).includes(last.id));
  assert(!(await cursorOf(false)).includes(last.id));
});

Deno.test("what is purged or too long in the trash is not exported, swept or not", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { id } = await journal.createEntry(draft({ title: "Old" }));
  const gone = await journal.createEntry(draft({ title: "Purged" }));
  await journal.trashEntry(id);
  await journal.purgeEntry(gone.id);
  clock.advance(30 * DAY - 1);
  assert.deepEqual((await recordsOf(store, clock)).entries.map(({ title }) => title), ["Old"]);
  clock.advance(1);
  assert.deepEqual((await recordsOf(store, clock)).entries, []);
});

Deno.test("pages are bounded, a large text is one by itself, and together they are the document", async () => {
  using store = await storeFor();
  const now = await fillAtRandom(store, 8);
  const journal = journalIn(store, { now });
  await journal.createEntry(draft({ content: "x" + "\u0001".repeat(262_143) }));
  for (const format of ["json", "markdown"] as const) {
    const pages = await pagesOf(store, { format, now });
    const sizes = pages.map((page) => new TextEncoder().encode(JSON.stringify(page)).length);
    assert(Math.max(...sizes) < 650_000, String(sizes));
    assert(sizes.filter((size) => size > 140_000).length <= 4, String(sizes));
    const told: [number, number][] = [];
    let cursor: string | undefined;
    const again: string[] = [];
    do {
      const page = await journal.exportPage({ format, cursor }, (...args) => void told.push(args));
      again.push(page.document);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    assert.equal(again.join(""), pages.join(""));
    assert.deepEqual(
      told.map(([done]) => done),
      told.map(([done]) => done).toSorted((a, b) => a - b),
    );
    assert.deepEqual(told.at(-1), [41, 41]);
    assert(told.every(([, total]) => total === 41));
  }
});

Deno.test("a cursor that is foreign, forged or of the other format is an error", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const eve = journalIn(store, { userId: "eve" });
  for (let n = 0; n < 3; n++) {
    await journal.createEntry(draft({ content: "x".repeat(100_000) }));
    await eve.createEntry(draft({ content: "y".repeat(100_000) }));
  }
  const { nextCursor: cursor } = await journal.exportPage({ format: "json" });
  assert(cursor);
  const [place, sum] = cursor.split(".");
  const decoded = JSON.parse(atob(place));
  const forged = btoa(JSON.stringify({ ...decoded, last: "7ZZZZZZZZZZZZZZZZZZZZZZZZZ" }));
  const wrong: [typeof journal, "json" | "markdown", string][] = [
    [eve, "json", cursor],
    [journal, "markdown", cursor],
    [journal, "json", `${forged.replace(/=+$/, "")}.${sum}`],
    ...["", ".", "x", `${place}.`, place, `${place}.${sum}x`, cursor.repeat(20), "\ud800.\0"].map(
      (text): [typeof journal, "json", string] => [journal, "json", text],
    ),
  ];
  for (const [whose, format, text] of wrong) {
    await assert.rejects(
      whose.exportPage({ format, cursor: text }),
      /does not come from an export/,
    );
  }
  assert((await journal.exportPage({ format: "json", cursor })).document.length > 100_000);
});

function decode(base64: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.fromBase64(base64));
}
