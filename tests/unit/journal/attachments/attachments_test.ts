import assert from "node:assert/strict";
import { memoryBlobs } from "../../../../lib/blobs/mod.ts";
import { LIMITS, toRef } from "../../../../lib/journal/mod.ts";
import { clockAt, DAY, draft, interrupted, refuses, rowsNaming, storeFor } from "../helpers.ts";
import { bring, bytes, journalWithFiles, keysOf, PNG, textOf } from "./helpers.ts";

Deno.test("an entry has its files in their order, and each is read by its id", async () => {
  using store = await storeFor();
  const journal = journalWithFiles(store);
  const [sea, note] = [await bring(journal), await bring(journal, "Tide at four.", "tide.md")];
  assert.deepEqual([sea.type, sea.width, sea.height], ["image/png", 1, 1]);
  assert.equal(note.type, "text/markdown");
  const { id, attachments } = await journal.createEntry(draft({
    attachments: [
      { sha256: note.sha256, name: "tide.md" },
      { sha256: sea.sha256, name: "C:\\photos\\sea.png", alt: "The sea" },
    ],
  }));
  assert.deepEqual(attachments!.map(({ name, alt }) => [name, alt]), [
    ["tide.md", undefined],
    ["sea.png", "The sea"],
  ]);
  assert.deepEqual((await journal.getEntry(id)).attachments, attachments);
  assert.equal(await textOf(journal, attachments![0].id), "Tide at four.");
  const part = await journal.readAttachment(attachments![0].id, { start: 5, end: 7 });
  assert.equal(await new Response(part.stream).text(), "at");
});

Deno.test("a type is looked at and not believed", async () => {
  using store = await storeFor();
  const journal = journalWithFiles(store);
  const types = await Promise.all(
    ["<script>alert(1)</script>", "<svg xmlns='http://www.w3.org/2000/svg'/>"].map(async (text) =>
      (await journal.addBlob({ stream: bytes(text), name: "a.png", type: "image/png" })).type
    ),
  );
  assert(types.every((type) => !type.startsWith("image/") && type !== "text/html"), types.join());
});

Deno.test("the same file is kept once, whatever the number of uses", async () => {
  using store = await storeFor();
  const blobs = memoryBlobs();
  const journal = journalWithFiles(store, { blobs });
  const { sha256 } = await bring(journal);
  await bring(journal);
  const files = [{ sha256, name: "a.png" }, { sha256, name: "b.png" }];
  const one = await journal.createEntry(draft({ attachments: files }));
  assert.equal(one.attachments!.length, 1, "each once in an entry");
  await journal.createEntry(draft({ attachments: files }));
  assert.equal((await keysOf(blobs)).length, 1);
  assert.equal((await journal.attachmentUsage()).bytes, PNG.length);
});

Deno.test("a revision keeps its files, and restoring it brings them back", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const blobs = memoryBlobs();
  const journal = journalWithFiles(store, { blobs, now: clock.now });
  const { sha256 } = await bring(journal, "old", "old.txt");
  const { id, attachments } = await journal.createEntry(
    draft({ attachments: [{ sha256, name: "old.txt" }] }),
  );
  const without = await journal.updateEntry(id, { attachments: [] });
  assert.equal(without.attachments, undefined);
  clock.advance(2 * DAY);
  await journal.createEntry(draft());
  const { revisions: [revision] } = await journal.listRevisions(id);
  const back = await journal.restoreRevision(id, revision.id);
  assert.deepEqual(back.attachments, attachments);
  assert.equal(await textOf(journal, attachments![0].id), "old");
});

Deno.test("a purge removes the bytes of files that no other entry has, and nothing names them", async () => {
  using store = await storeFor();
  const blobs = memoryBlobs();
  const journal = journalWithFiles(store, { blobs });
  const mine = await bring(journal, "mine", "mine.txt");
  const shared = await bring(journal, "shared", "shared.txt");
  const earlier = await bring(journal, "earlier", "earlier.txt");
  const ref = ({ sha256 }: { sha256: string }) => ({ sha256, name: "x" });
  const { id } = await journal.createEntry(draft({ attachments: [ref(earlier), ref(shared)] }));
  await journal.updateEntry(id, { attachments: [ref(mine), ref(shared)] });
  const other = await journal.createEntry(draft({ attachments: [ref(shared)] }));
  await journal.purgeEntry(id);
  assert.equal((await keysOf(blobs)).length, 1);
  assert.equal((await journal.attachmentUsage()).bytes, "shared".length);
  assert.equal(await textOf(journal, other.attachments![0].id), "shared");
  for (const { sha256 } of [mine, earlier]) {
    const rows = (await rowsNaming(store, sha256)).filter((row) => !row.includes('"due"'));
    assert.deepEqual(rows, []);
  }
});

Deno.test("a file that no entry names is gone after a day, and not before", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const blobs = memoryBlobs();
  const journal = journalWithFiles(store, { blobs, now: clock.now });
  const { sha256 } = await bring(journal);
  clock.advance(DAY / 2);
  await bring(journal);
  clock.advance(DAY / 2 + 1);
  await journal.createEntry(draft());
  assert.equal((await keysOf(blobs)).length, 1, "it was brought again meanwhile");
  clock.advance(DAY / 2);
  await journal.createEntry(draft());
  assert.equal((await keysOf(blobs)).length, 0);
  assert.equal((await journal.attachmentUsage()).bytes, 0);
  const late = journal.createEntry(draft({ attachments: [{ sha256, name: "sea.png" }] }));
  await refuses(late, ["not_found", /no file "sea.png"/]);
});

Deno.test("an entry that uses a file while the sweep removes it keeps the file", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const blobs = memoryBlobs();
  const journal = journalWithFiles(store, { blobs, now: clock.now });
  const { sha256 } = await bring(journal, "late", "late.txt");
  clock.advance(DAY + 1);
  let id = "";
  // Between what the sweep has read and its commit. Another process has no turn to wait for.
  const sweeping = interrupted(store, async () => {
    const elsewhere = journalWithFiles({ ...store }, { blobs, now: clock.now });
    id = (await elsewhere.createEntry(draft({ attachments: [{ sha256, name: "late.txt" }] }))).id;
  });
  const { sweepEverybody } = await import("../../../../lib/journal/mod.ts");
  await sweepEverybody(sweeping, {
    now: clock.now,
    onWrite: () => {},
    signal: new AbortController().signal,
    blobs: { blobs, maxBytes: Infinity },
  });
  const { attachments } = await journal.getEntry(id);
  assert.equal(await textOf(journal, attachments![0].id), "late");
});

Deno.test("bytes without a row are gone after a day, also those of nobody", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const blobs = memoryBlobs();
  const { newBlobKey } = await import("../../../../lib/blobs/mod.ts");
  const { sweepOrphans } = await import("../../../../lib/journal/mod.ts");
  const long = "o".repeat(100);
  for (const userId of ["ada", long]) {
    const journal = journalWithFiles(store, { blobs, userId, now: clock.now });
    const { sha256 } = await bring(journal, userId, "kept.txt");
    await journal.createEntry(draft({ attachments: [{ sha256, name: "kept.txt" }] }));
  }
  const orphans = ["ada", "nobody"].map((userId) => newBlobKey(userId, clock.now()));
  for (const key of orphans) await blobs.put(key, bytes("lost"));
  assert.equal(await sweepOrphans({ store, blobs, now: clock.now }), 0, "they may get a row yet");
  clock.advance(DAY + 1);
  assert.equal(await sweepOrphans({ store, blobs, now: clock.now }), 2);
  assert.equal((await keysOf(blobs)).length, 2);
});

Deno.test("nobody has more files than there is room for, and a refused one leaves nothing", async () => {
  using store = await storeFor();
  const blobs = memoryBlobs();
  const journal = journalWithFiles(store, { blobs, maxBytes: 10 });
  await bring(journal, "12345678", "a.txt");
  await refuses(bring(journal, "123", "b.txt"), ["limit_exceeded", /11 bytes of files.* 10/]);
  await bring(journal, "12345678", "the same again.txt");
  assert.equal((await keysOf(blobs)).length, 1);
});

Deno.test("an entry has 30 files at most", async () => {
  using store = await storeFor();
  const journal = journalWithFiles(store);
  const files = await Promise.all(
    Array.from({ length: LIMITS.attachmentsPerEntry + 1 }, (_, n) => bring(journal, `n${n}`)),
  );
  const attachments = files.map(({ sha256 }, n) => ({ sha256, name: "€".repeat(150) + n % 10 }));
  await refuses(journal.createEntry(draft({ attachments })), ["limit_exceeded", /31 attachments/]);
  const texts = attachments.slice(1).map((each) => ({ ...each, alt: "€".repeat(999) }));
  await refuses(journal.createEntry(draft({ attachments: texts })), [
    "limit_exceeded",
    /bytes of file names/,
  ]);
  const tags = Array.from({ length: 100 }, (_, n) => "t".repeat(90) + n);
  const full = { attachments: attachments.slice(1), tags, createMissingTags: true };
  const written = await journal.createEntry(
    draft({ ...full, content: "x".repeat(LIMITS.contentBytes) }),
  );
  assert.equal(written.attachments!.length, LIMITS.attachmentsPerEntry);
});

Deno.test("a private entry's files do not exist without private entries", async () => {
  using store = await storeFor();
  const blobs = memoryBlobs();
  const journal = journalWithFiles(store, { blobs });
  const open = journalWithFiles(store, { blobs, includePrivate: false });
  const { sha256 } = await bring(journal);
  const { attachments } = await journal.createEntry(
    draft({ isPrivate: true, attachments: [{ sha256, name: "sea.png" }] }),
  );
  await refuses(open.readAttachment(attachments![0].id), ["not_found", /no attachment/]);
  const files = { attachments: [{ sha256, name: "sea.png" }] };
  await refuses(open.createEntry(draft(files)), ["not_found", /no file/]);
  await bring(open);
  assert.equal((await open.createEntry(draft(files))).attachments!.length, 1, "its own bytes");
  assert.equal(
    (await open.createEntry(draft(files))).attachments!.length,
    1,
    "an open entry has it",
  );
});

Deno.test("a document brings files back where they are, also those of revisions, and tells of others", async () => {
  using store = await storeFor();
  const journal = journalWithFiles(store);
  const other = journalWithFiles(store, { userId: "ben" });
  const [old, sea] = [await bring(journal, "old", "old.txt"), await bring(journal)];
  const { id } = await journal.createEntry(
    draft({ attachments: [{ sha256: old.sha256, name: "old.txt", alt: "Once" }] }),
  );
  await journal.updateEntry(id, { attachments: [{ sha256: sea.sha256, name: "sea.png" }] });
  const { document } = await journal.exportPage({ format: "json" });
  const again = await journal.importEntries({ format: "epicme", document });
  assert.deepEqual([again.skipped, again.notes], [1, undefined]);

  await bring(other);
  const report = await other.importEntries({ format: "epicme", document });
  assert.equal(report.created, 1, JSON.stringify(report));
  assert.equal((await other.getEntry(id)).attachments![0].sha256, sea.sha256);
  await other.purgeEntry(id);
  await bring(other, "old", "old.txt");
  const without = await other.importEntries({ format: "epicme", document });
  assert.match(without.notes![0].reason, /1 were left out/);
  const { revisions: [revision] } = await other.listRevisions(id);
  const back = await other.restoreRevision(id, revision.id);
  assert.deepEqual(back.attachments!.map(({ name, alt }) => [name, alt]), [["old.txt", "Once"]]);
  assert.equal(await textOf(other, back.attachments![0].id), "old");
});

Deno.test("nobody reaches a file of somebody else, by id, by digest or by upload", async () => {
  using store = await storeFor();
  const blobs = memoryBlobs();
  const ada = journalWithFiles(store, { blobs, client: "c" });
  const ben = journalWithFiles(store, { blobs, client: "c", userId: "ben" });
  const { sha256 } = await bring(ada);
  const { attachments } = await ada.createEntry(
    draft({ attachments: [{ sha256, name: "sea.png" }] }),
  );
  await refuses(ben.readAttachment(attachments![0].id), ["not_found", /no attachment/]);
  const stolen = ben.createEntry(draft({ attachments: attachments!.map(toRef) }));
  await refuses(stolen, ["not_found", /no file/]);
  const { id } = await ada.requestUpload({ name: "x.txt" });
  await refuses(ben.receiveUpload(id, bytes("x")), ["not_found", /no upload/]);
  await ada.receiveUpload(id, bytes("x"));
  await refuses(ben.findUploaded(id), ["not_found", /no upload/]);
  const other = journalWithFiles(store, { blobs, client: "another app" });
  await refuses(other.findUploaded(id), ["not_found", /no upload/]);
  assert.equal((await ada.findUploaded(id)).name, "x.txt");
});

Deno.test("an upload takes one file, within 15 minutes", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalWithFiles(store, { now: clock.now });
  const [first, second] = [
    await journal.requestUpload({ name: "a.txt" }),
    await journal.requestUpload({ name: "b.txt" }),
  ];
  await journal.receiveUpload(first.id, bytes("a"));
  await refuses(journal.receiveUpload(first.id, bytes("b")), ["conflict", /has its file/]);
  clock.advance(15 * 60_000);
  await refuses(journal.receiveUpload(second.id, bytes("b")), ["not_found", /no upload/]);
  clock.advance(DAY);
  await journal.createEntry(draft());
  assert.deepEqual((await rowsNaming(store, first.id)).length, 0);
});

Deno.test("an idempotency key makes the same entry with the same files, and no other", async () => {
  using store = await storeFor();
  const journal = journalWithFiles(store);
  const { sha256 } = await bring(journal);
  const attachments = [{ sha256, name: "sea.png" }];
  const one = await journal.createEntry(draft({ idempotencyKey: "k", attachments }));
  const two = await journal.createEntry(draft({ idempotencyKey: "k", attachments }));
  assert.deepEqual(two, one);
  await refuses(journal.createEntry(draft({ idempotencyKey: "k" })), ["conflict", /other arg/]);
});

Deno.test("files of an entry that is imported again, before its old history was swept, do not stay for ever", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const blobs = memoryBlobs();
  const journal = journalWithFiles(store, { blobs, now: clock.now });
  const { id } = await journal.createEntry(draft());
  const { document } = await journal.exportPage({ format: "json" });
  const { sha256 } = await bring(journal);
  await journal.updateEntry(id, { attachments: [{ sha256, name: "sea.png" }] });
  await journal.updateEntry(id, { attachments: [] });
  await journal.trashEntry(id);
  // Unknown by now, and no write has come that would have swept it.
  clock.advance(31 * DAY);
  const report = await journal.importEntries({ format: "epicme", document });
  assert.equal(report.created, 1, JSON.stringify(report));
  clock.advance(DAY + 1);
  await journal.createEntry(draft());
  assert.equal((await keysOf(blobs)).length, 0);
  assert.equal((await journal.attachmentUsage()).bytes, 0);
});
