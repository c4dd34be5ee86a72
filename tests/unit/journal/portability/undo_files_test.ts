import assert from "node:assert/strict";
import { memoryBlobs } from "../../../../lib/blobs/mod.ts";
import type { Journal } from "../../../../lib/journal/mod.ts";
import { bring, journalWithFiles, keysOf, textOf } from "../attachments/helpers.ts";
import { clockAt, DAY, draft, storeFor } from "../helpers.ts";

const DAY_ONE = { format: "dayone", timeZone: "UTC" } as const;

/** A Day One journal of one entry. */
function dayOne(text: string): string {
  const entry = { uuid: "A".repeat(32), creationDate: "2024-05-01T10:00:00Z", text };
  return JSON.stringify({ entries: [entry] });
}

/** Imports a document whose entries have these files, as a zip of them comes in. */
async function take(journal: Journal, document: string, { id, files }: {
  id: string;
  files: readonly string[];
}) {
  await journal.beginImport(id);
  const attachments: { sha256: string; name: string }[] = [];
  for (const text of files) {
    const { sha256 } = await bring(journal, text, `${text}.txt`);
    attachments.push({ sha256, name: `${text}.txt` });
  }
  const { groups, ...piece } = await journal.readDocument({ ...DAY_ONE, document });
  const withFiles = groups.map(({ entry, ...group }) => ({
    ...group,
    entry: entry && { ...entry, values: { ...entry.values, attachments } },
  }));
  return await journal.importPiece({ ...piece, groups: withFiles }, { importId: id });
}

async function undo(journal: Journal, id: string) {
  for (;;) if ((await journal.undoImport(id)).isDone) return;
}

/** The names and the bytes of the files of an entry, in their order. */
async function filesOf(journal: Journal, id: string): Promise<string[][]> {
  const { attachments = [] } = await journal.getEntry(id);
  return await Promise.all(attachments.map(async (each) => [
    each.name,
    await textOf(journal, each.id),
  ]));
}

Deno.test("an import that changed the files of an entry is undone: their bytes and order are as before", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const blobs = memoryBlobs();
  const journal = journalWithFiles(store, { blobs, now: clock.now });
  await take(journal, dayOne("First"), { id: "one", files: ["a", "b"] });
  const { entries: [{ id }] } = await journal.listEntries();
  const [a, b] = (await journal.getEntry(id)).attachments!.map(({ sha256, name }) => ({
    sha256,
    name,
  }));
  await journal.updateEntry(id, { attachments: [b, { ...a, name: "mine.txt", alt: "Mine" }] });
  const before = await journal.getEntry(id);

  const changed = await take(journal, dayOne("First, changed"), { id: "two", files: ["c", "a"] });
  assert.deepEqual([changed.updated, changed.problems], [1, []]);
  const during = await filesOf(journal, id);
  assert(during.some(([name]) => name === "c.txt"), JSON.stringify(during));
  await undo(journal, "two");
  const after = await journal.getEntry(id);
  assert.deepEqual(await filesOf(journal, id), [["b.txt", "b"], ["mine.txt", "a"]]);
  assert.deepEqual(after.attachments, before.attachments);
  assert.equal(after.content, "First");

  // What the import said is a revision, with its file, until the entry goes.
  clock.advance(2 * DAY);
  await journal.createEntry(draft());
  assert.equal((await keysOf(blobs)).length, 3);
  await journal.purgeEntry(id);
  assert.equal((await keysOf(blobs)).length, 0);
  assert.equal((await journal.attachmentUsage()).bytes, 0);
});

Deno.test("what only an undone import brought goes with its entries, and what another entry has stays", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const blobs = memoryBlobs();
  const journal = journalWithFiles(store, { blobs, now: clock.now });
  const { sha256 } = await bring(journal, "shared", "shared.txt");
  const own = await journal.createEntry(draft({ attachments: [{ sha256, name: "own.txt" }] }));
  await take(journal, dayOne("New"), { id: "one", files: ["only", "shared"] });
  assert.equal((await keysOf(blobs)).length, 2);
  await undo(journal, "one");
  clock.advance(10 * DAY);
  await journal.createEntry(draft());
  assert.equal((await keysOf(blobs)).length, 2, "It can come back out of the trash");
  clock.advance(21 * DAY);
  await journal.createEntry(draft());
  await journal.createEntry(draft());
  assert.equal((await keysOf(blobs)).length, 1);
  assert.deepEqual(await filesOf(journal, own.id), [["own.txt", "shared"]]);
});
