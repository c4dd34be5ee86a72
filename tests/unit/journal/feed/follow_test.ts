import assert from "node:assert/strict";
import {
  openChangeReader,
  openJournal,
  openSelection,
  renewEpoch,
} from "../../../../lib/journal/mod.ts";
import { clockAt, DAY, draft, journalIn, NOON, storeFor } from "../helpers.ts";

const ADA = { userId: "ada", includePrivate: true };
const { now } = clockAt();

Deno.test("a reader of changes sees each entry once, where it changed last", async () => {
  using store = await storeFor("file");
  const reader = openChangeReader(store, "ada");
  const empty = await reader.state();
  assert.equal(empty.head, "");
  assert.equal((await reader.state()).epoch, empty.epoch);

  const journal = journalIn(store);
  const ids: string[] = [];
  for (let n = 0; n < 4; n++) ids.push((await journal.createEntry(draft())).id);
  const { head: middle } = await reader.state();
  await journal.updateEntry(ids[1], { mood: "Calm", isPrivate: true });
  await journal.trashEntry(ids[0]);
  const { head } = await reader.state();
  const all = await Array.fromAsync(reader.changes(""));
  assert.deepEqual(all.map(({ id }) => id), [ids[2], ids[3], ids[1], ids[0]]);
  const later = await Array.fromAsync(reader.changes(middle));
  assert.deepEqual(later, all.slice(2));
  assert.equal(later[1].versionstamp, head);
  assert.deepEqual(await Array.fromAsync(reader.changes(head)), []);

  const [moody, trashed, unknown] = await reader.entries([ids[1], ids[0], "nothing"]);
  assert.equal(moody?.versionstamp, later[0].versionstamp);
  assert.deepEqual([moody?.foldedMood, moody?.isPrivate, moody?.isTrashed], ["calm", true, false]);
  assert.equal(trashed?.isTrashed, true);
  assert.equal(unknown, undefined);
  assert.deepEqual((await openChangeReader(store, "eve").state()).head, "");

  await renewEpoch(store);
  assert.notEqual((await reader.state()).epoch, empty.epoch);
});

Deno.test("a reader of changes gets bodies of every length whole", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const contents = Array.from({ length: 30 }, (_, n) => `${n} ${"ä".repeat(n * 4_000)}`);
  const ids: string[] = [];
  for (const content of contents) ids.push((await journal.createEntry(draft({ content }))).id);
  const entries = await openChangeReader(store, "ada").entries(ids);
  assert.deepEqual(entries.map((entry) => entry?.content), contents);
});

Deno.test("a selection lets nothing through that its holder may not see or did not ask for", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const open = await journal.createEntry(draft({ mood: "calm", isFavorite: true }));
  const secret = await journal.createEntry(draft({ isPrivate: true }));
  const gone = await journal.createEntry(draft());
  await journal.trashEntry(gone.id);
  const foreign = await journalIn(store, { userId: "eve" }).createEntry(draft());
  const ids = [secret.id, foreign.id, "nothing", gone.id, open.id];
  const pick = async (query: object, owner = ADA, time = now) => {
    const selection = await openSelection(store, owner, { query, now: time });
    return (await selection.pick(ids)).map(({ summary }) => summary.id);
  };
  assert.deepEqual(await pick({}), [secret.id, open.id]);
  assert.deepEqual(await pick({}, { ...ADA, includePrivate: false }), [open.id]);
  assert.deepEqual(await pick({}, { userId: "eve", includePrivate: true }), [foreign.id]);
  assert.deepEqual(await pick({ private: true }), [secret.id]);
  assert.deepEqual(await pick({ private: true }, { ...ADA, includePrivate: false }), []);
  assert.deepEqual(await pick({ trashed: true }), [gone.id]);
  assert.deepEqual(await pick({ trashed: true }, ADA, () => NOON + 31 * DAY), []);
  assert.deepEqual(await pick({ mood: "CALM" }), [open.id]);
  assert.deepEqual(await pick({ favorite: false }), [secret.id]);
  assert.deepEqual(await pick({ from: NOON + 1 }), []);
  assert.deepEqual(await pick({ to: NOON - 1 }), []);
});

Deno.test("a journal tells of each write once it is done, and of nothing else", async () => {
  using store = await storeFor();
  const told: string[] = [];
  const journal = openJournal(store, ADA, { now, onWrite: (userId) => told.push(userId) });
  const { id } = await journal.createEntry(draft({ idempotencyKey: "k" }));
  assert.deepEqual(told, ["ada"]);
  await journal.createEntry(draft({ idempotencyKey: "k" }));
  await journal.getEntry(id);
  await journal.restoreEntry(id);
  await assert.rejects(journal.updateEntry(id, { title: "" }));
  assert.equal(told.length, 1);
  await journal.updateEntry(id, { title: "New" });
  await journal.trashEntry(id);
  assert.equal(told.length, 3);
});
