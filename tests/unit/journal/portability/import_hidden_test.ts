import assert from "node:assert/strict";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { draft, dump, journalIn, listAll, listAllRevisions, storeFor } from "../helpers.ts";
import { entryRecord, idOf, importInto, revisionRecord } from "./helpers.ts";

const NOTHING = { created: 0, updated: 0, skipped: 0, failed: 0, errors: [] };

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
