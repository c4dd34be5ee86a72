import assert from "node:assert/strict";
import { setImmediate } from "node:timers";
import { LimitError } from "../../../../lib/journal/mod.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { clockAt, DAY, draft, journalIn, listAllRevisions, storeFor } from "../helpers.ts";
import { documentWith, entryRecord, idOf, importInto, revisionRecord } from "./helpers.ts";

/** Documents of so many records that are none, which cost nothing to write. */
const CROWDS = {
  epicme: (count: number) => documentWith(Array.from({ length: count }, () => ({}))),
  dayone: (count: number) => crowd({ creationDate: 1 }, count),
  jrnl: (count: number) => crowd({ date: 1 }, count),
  "lines of epicme": (count: number) =>
    [JSON.stringify(entryRecord(1)), ...Array(count - 1).fill("{}")].join("\n"),
};

function crowd(first: object, count: number): string {
  return JSON.stringify({ entries: [first, ...Array(count - 1).fill({})] });
}

for (const [name, make] of Object.entries(CROWDS)) {
  const format = name.split(" ").at(-1) as "epicme" | "dayone" | "jrnl";

  Deno.test(`in ${name}, everybody else gets a turn while bad records are read`, async () => {
    using store = await storeFor();
    let turns = 0;
    let isOver = false;
    const countTurn = () => {
      turns++;
      if (!isOver) setImmediate(countTurn);
    };
    setImmediate(countTurn);
    const report = await importInto(journalIn(store), make(20_000), { format, dryRun: true });
    isOver = true;
    await new Promise((resolve) => setTimeout(resolve));
    assert(report.failed >= 19_999);
    // Of 200, by the number of records and not by the clock.
    assert(turns > 100, `${turns} turns`);
  });

  Deno.test(`in ${name}, more records than anybody has written are one error`, async () => {
    using store = await storeFor();
    const importing = importInto(journalIn(store), make(25_001), { format });
    await assert.rejects(importing, (error) => {
      assert(error instanceof LimitError);
      assert.match(error.message, /25001 records, more than the limit of 25000/);
      return true;
    });
  });
}

Deno.test("a time that is more exact than any clock leaves the other entries alone", async () => {
  using store = await storeFor();
  const entry = { title: "Beans", body: "", date: "2025-03-30", time: "09:30" };
  const entries = [{ ...entry, time: "09:30:00.1234567891" }, entry];
  const document = JSON.stringify({ entries });
  const report = await importInto(journalIn(store), document, { format: "jrnl" });
  assert.deepEqual([report.created, report.failed], [1, 1]);
  assert.match(report.errors[0].reason, /time: Expected a time of day/);
});

Deno.test("a revision has no more tags than its entry may have, so that it can be restored", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const time = "2026-05-01T12:00:00.000Z";
  const tags = Array.from({ length: 101 }, (_, n) => ({ id: idOf(50_000 + n), name: `Tag ${n}` }));
  const report = await importInto(journal, [
    ...tags.map((tag) => ({ type: "tag", ...tag, createdAt: time, updatedAt: time })),
    entryRecord(1, { version: 3 }),
    revisionRecord(1, 1, { tags }),
    revisionRecord(1, 2, { tags: tags.slice(1) }),
  ]);
  assert.deepEqual(report.errors.map(({ index, reason }) => [index, reason]), [
    [102, "Entry has 101 tags, more than the limit of 100"],
  ]);
  const { revisions: [{ id: revisionId }] } = await journal.listRevisions(idOf(1));
  const restored = await journal.restoreRevision(idOf(1), revisionId);
  assert.equal(restored.tags.length, 100);
  await checkInvariants(store, "ada");
});

Deno.test("what is here comes back from the trash for 30 days, whatever a document says", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { id } = await journal.createEntry(draft());
  const soon = (changes: object = {}) =>
    entryRecord(1, {
      id,
      title: "Written over",
      updatedAt: new Date(clock.now()).toISOString(),
      trashedAt: new Date(clock.now() - 29 * DAY).toISOString(),
      purgeAfter: new Date(clock.now() + 1_000).toISOString(),
      ...changes,
    });
  assert.equal((await importInto(journal, [soon()])).updated, 1);
  const { trashedAt } = await journal.getEntry(id);
  assert.equal(trashedAt, clock.now());
  clock.advance(DAY);
  // In the trash it cannot be hurried either, and the same document says nothing new.
  assert.equal((await importInto(journal, [soon()])).skipped, 1);
  assert.equal((await importInto(journal, [soon({ title: "Once more" })])).updated, 1);
  assert.equal((await journal.getEntry(id)).trashedAt, trashedAt);
  clock.advance(29 * DAY - 1);
  await journal.restoreEntry(id);
  assert.equal((await listAllRevisions(journal, id)).length, 2);
  await checkInvariants(store, "ada");
});
