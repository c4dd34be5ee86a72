import assert from "node:assert/strict";
import type { ImportPlaces } from "../../../lib/services/import_thread/places.ts";
import { dayOneTrip } from "../../support/people/import.ts";
import { journalIn, storeFor } from "../journal/helpers.ts";
import { fileOf, transfersIn } from "./helpers.ts";

const CHOICES = { allPrivate: false, keepsExisting: false };

Deno.test("a thread of imports that dies is started again, and says when it has written", async () => {
  using store = await storeFor("file");
  const directory = await Deno.makeTempDir();
  const deadly = await Deno.makeTempFile();
  const config = {
    ...{ dataDir: directory, onDenoDeploy: false, importMaxMb: 10, attachmentsMaxBytes: 0 },
  };
  const places: ImportPlaces = { journals: store.file!, uploads: directory, config };
  const told: string[] = [];
  const transfers = transfersIn(store, {
    directory,
    now: Date.now,
    thread: {
      module: new URL("./mortal_thread.ts", import.meta.url),
      data: { ...places, deadly },
      silentMs: 5_000,
      onWrite: (userId) => told.push(`${userId} writes`),
      onEnd: (userId) => told.push(`${userId} ends`),
    },
  });
  const ada = transfers.forUser("ada");
  await ada.receive(fileOf(dayOneTrip("the trip", 250)), "Journal.json");
  await transfers.work();
  assert.match(String(transfers.errors[0]), /The thread of the imports has ended/);
  assert.equal((await ada.current())?.state, "waiting");
  await transfers.work();
  assert.equal((await ada.current())?.look?.entries, 250);
  assert.equal(told.length, 0);

  await ada.begin(CHOICES);
  await transfers.work();
  const [done] = await ada.past();
  assert.deepEqual([done.state, done.created], ["done", 250]);
  assert.equal((await journalIn(store).stats()).entryCount, 250);
  assert.equal(told.at(0), "ada writes");
  assert.equal(told.indexOf("ada ends"), told.length - 1);

  await ada.undo(done.id);
  await transfers.work();
  assert.equal((await journalIn(store).stats()).entryCount, 0);
  assert.equal(transfers.errors.length, 1);
  await transfers.close();
  await Deno.remove(directory, { recursive: true });
});
