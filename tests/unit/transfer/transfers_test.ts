import assert from "node:assert/strict";
import { ENTRIES_PER_PIECE } from "../../../lib/transfer/sources/source.ts";
import type { Journal } from "../../../lib/journal/mod.ts";
import { dayOneTrip } from "../../support/people/import.ts";
import { clockAt, DAY, journalIn, storeFor } from "../journal/helpers.ts";
import { fileOf, transfersIn } from "./helpers.ts";

const CHOICES = { allPrivate: false, keepsExisting: false };

/** A journal of a process that dies after it has written so many pieces and before it says so. */
function dyingAfter(pieces: number, die: () => void) {
  return (journal: Journal): Journal => ({
    ...journal,
    async importPiece(piece, options) {
      const report = await journal.importPiece(piece, options);
      if (!options?.dryRun && --pieces === 0) {
        die();
        throw new Error("The process is gone");
      }
      return report;
    },
  });
}

const PIECE = ENTRIES_PER_PIECE;

Deno.test("an import goes on in another process, and its figures are those of one that was not killed", async () => {
  const all = 3.5 * PIECE;
  using store = await storeFor("file");
  const directory = await Deno.makeTempDir();
  const clock = clockAt();
  let closing: Promise<void> | undefined;
  const first = transfersIn(store, {
    ...{ directory, now: clock.now },
    around: dyingAfter(3, () => void (closing ??= first.close())),
  });
  await first.forUser("ada").receive(fileOf(dayOneTrip("the trip", all)), "Journal.json");
  await first.work();
  await first.forUser("ada").begin(CHOICES);
  await first.work();
  await closing;
  const halfway = (await first.forUser("ada").current())!;
  assert.equal(halfway.state, "importing");
  assert.equal(halfway.done, PIECE, "the third piece, with two in all, is written and not counted");
  assert.equal((await journalIn(store).stats()).entryCount, 2 * PIECE);

  const second = transfersIn(store, { directory, now: clock.now });
  await second.work();
  assert.equal((await second.forUser("ada").current())!.done, PIECE, "the lease is not over");
  clock.advance(30_000);
  await second.work();
  const [done] = await second.forUser("ada").past();
  assert.deepEqual(
    [done.state, done.created, done.updated, done.skipped, done.done],
    ["done", all, 0, 0, all],
  );
  assert.deepEqual([...Deno.readDirSync(directory)], [], "the file is gone");
  await second.forUser("ada").undo(done.id);
  await second.work();
  assert.equal((await journalIn(store).stats()).entryCount, 0);
  const [undone] = await second.forUser("ada").past();
  assert.deepEqual(undone.undo, { trashed: all, restored: 0, kept: 0 });
  assert.deepEqual([...first.errors, ...second.errors], []);
  await second.close();
  await Deno.remove(directory, { recursive: true });
});

Deno.test("one import at a time, and a file that nothing came of gives way to the next", async () => {
  using store = await storeFor();
  const directory = await Deno.makeTempDir();
  await using transfers = closing(transfersIn(store, { directory }));
  const ada = transfers.forUser("ada");
  await ada.receive(fileOf(dayOneTrip()), "One.json");
  await transfers.work();
  await ada.receive(fileOf(dayOneTrip()), "Two.json");
  await transfers.work();
  assert.equal((await ada.current())?.name, "Two.json");
  assert.equal([...Deno.readDirSync(directory)].length, 1);
  await ada.begin(CHOICES);
  const refused = /^TransferError: An import of yours is under way/;
  await assert.rejects(ada.receive(fileOf(dayOneTrip()), "Three.json"), refused);
  await assert.rejects(ada.beginUpload({ name: "Three.json", size: 1 }), refused);
  await assert.rejects(ada.begin(CHOICES), /There is no file to import/);
  await transfers.forUser("ben").receive(fileOf(dayOneTrip()), "Bens.json");
  await transfers.work();
  assert.equal((await ada.past()).length, 1);
});

Deno.test("what was stopped stays until then, and can be undone", async () => {
  using store = await storeFor();
  const directory = await Deno.makeTempDir();
  let stop: Promise<void> | undefined;
  await using transfers = closing(transfersIn(store, {
    directory,
    around: (journal) => ({
      ...journal,
      async importPiece(piece, options) {
        const report = await journal.importPiece(piece, options);
        if (!options?.dryRun && piece.groups.length > 0) stop ??= ada.cancel();
        return report;
      },
    }),
  }));
  const ada = transfers.forUser("ada");
  await ada.receive(fileOf(dayOneTrip("the trip", 1000)), "Journal.json");
  await transfers.work();
  await ada.begin(CHOICES);
  await transfers.work();
  await stop;
  const [job] = await ada.past();
  assert.equal(job.isStopped, true);
  const { entryCount } = await journalIn(store).stats();
  assert(entryCount < 1000);
  if (job.created > 0) {
    await ada.undo(job.id);
    await transfers.work();
    assert.equal((await journalIn(store).stats()).entryCount, 0);
  }
  assert.deepEqual([...Deno.readDirSync(directory)], []);
});

Deno.test("a file that is too large leaves nothing behind, and so does one that breaks off", async () => {
  using store = await storeFor();
  const directory = await Deno.makeTempDir();
  await using transfers = closing(transfersIn(store, { directory, maxBytes: 10 }));
  const ada = transfers.forUser("ada");
  await assert.rejects(ada.receive(fileOf("123456", "78901"), "Large"), /UploadTooLargeError/);
  async function* broken() {
    yield* fileOf("123");
    throw new Error("The connection broke");
  }
  await assert.rejects(ada.receive(broken(), "Broken"), /The connection broke/);
  assert.equal(await ada.current(), undefined);
  assert.deepEqual([...Deno.readDirSync(directory)], []);
});

Deno.test("a file whose machine is gone is a problem in words after an hour", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const directory = await Deno.makeTempDir();
  await using transfers = closing(transfersIn(store, { directory, now: clock.now }));
  const ada = transfers.forUser("ada");
  await ada.receive(fileOf(dayOneTrip()), "Journal.json");
  await transfers.work();
  await ada.begin(CHOICES);
  for (const { name } of Deno.readDirSync(directory)) await Deno.remove(`${directory}/${name}`);
  // The worker of this process may have opened it before it was gone.
  await transfers.work();
  clock.advance(DAY / 20);
  await transfers.work();
  const [job] = await ada.past();
  assert(job.state === "done" || /is not on this server any more/.test(job.problem ?? ""));
});

Deno.test("an erasure takes the files, the imports and what undoes them", async () => {
  using store = await storeFor();
  const directory = await Deno.makeTempDir();
  await using transfers = closing(transfersIn(store, { directory }));
  for (const name of ["ada", "ben"]) {
    const person = transfers.forUser(name);
    await person.receive(fileOf(dayOneTrip()), "Journal.json");
    await transfers.work();
    await person.begin(CHOICES);
    await transfers.work();
    await person.receive(fileOf(`${dayOneTrip().slice(0, -2)},{}]}`), "Next.json");
    await transfers.work();
  }
  assert((await transfers.forUser("ada").current())!.told > 0);
  const { signal } = new AbortController();
  assert(await transfers.erase("ada", { signal }) > 0);
  assert.equal(await transfers.erase("ada", { signal }), 0);
  const rows = await Array.fromAsync(store.read.list({ prefix: [] }));
  const left = rows.filter(({ key }) => key.includes("ada") && key[0] !== "journal");
  assert.deepEqual(left, []);
  assert.equal([...Deno.readDirSync(directory)].length, 1, "Ben's");
  assert.equal((await transfers.forUser("ben").past()).length, 1);
});

function closing<T extends { close(): Promise<void> }>(transfers: T): T & AsyncDisposable {
  return { ...transfers, [Symbol.asyncDispose]: () => transfers.close() };
}
