import assert from "node:assert/strict";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { clockAt, draft, interrupted, journalIn, listAll, storeFor } from "../helpers.ts";
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
    onProgress(done, total) {
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
