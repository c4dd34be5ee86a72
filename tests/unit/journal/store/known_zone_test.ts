import assert from "node:assert/strict";
import { eraseJournal } from "../../../../lib/journal/mod.ts";
import { erasureKey } from "../../../../lib/journal/store/keys.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import { draft, journalIn, listAll, refuses, storeFor } from "../helpers.ts";

/** The store as another instance has it: what it knows, it knows for itself. */
function anotherInstance({ write, ...store }: Store): Store {
  const handle = {
    commitVersionstamp: () => write.commitVersionstamp(),
    atomic: () => write.atomic(),
  };
  return { ...store, write: handle as Deno.Kv };
}

/** The first hours of the year 0000: before it in a time zone that is ahead of UTC. */
const FIRST_HOURS = "0000-01-01T05:00";

Deno.test("a time is taken that only the time zone of before would have refused", async () => {
  using store = await storeFor("file");
  const [here, there] = [journalIn(store), journalIn(anotherInstance(store))];
  await here.setTimeZone("Asia/Tokyo");
  await refuses(here.createEntry(draft({ occurredAt: FIRST_HOURS })), ["invalid", /0000 and 9999/]);
  await there.setTimeZone("UTC");
  const { occurredAt } = await here.createEntry(draft({ occurredAt: FIRST_HOURS }));
  assert.equal(new Date(occurredAt).toISOString(), "0000-01-01T05:00:00.000Z");
});

Deno.test("a time is refused that only the time zone of before would have taken", async () => {
  using store = await storeFor("file");
  const [here, there] = [journalIn(store), journalIn(anotherInstance(store))];
  await here.setTimeZone("UTC");
  await here.createEntry(draft({ occurredAt: FIRST_HOURS }));
  await there.setTimeZone("Asia/Tokyo");
  await refuses(here.createEntry(draft({ occurredAt: FIRST_HOURS })), ["invalid", /0000 and 9999/]);
  assert.equal((await listAll(here)).length, 1);
});

Deno.test("a key finds its entry in the time zone that another instance has just set", async () => {
  using store = await storeFor("file");
  const [here, there] = [journalIn(store), journalIn(anotherInstance(store))];
  await here.setTimeZone("Asia/Tokyo");
  const keyed = draft({ idempotencyKey: "k", occurredAt: "2026-05-17T23:30" });
  const { id, day } = await here.createEntry(keyed);
  assert.equal(day, "2026-05-17");
  await there.setTimeZone("America/New_York");
  assert.deepEqual(await here.createEntry(keyed), await here.getEntry(id));
});

Deno.test("whoever begins anew after an erasure has no time zone of before", async () => {
  using store = await storeFor("file");
  const [here, there] = [store, anotherInstance(store)];
  await journalIn(here).setTimeZone("Asia/Tokyo");
  assert.equal((await journalIn(here).createEntry(draft())).utcOffset, "+09:00");
  await store.write.set(erasureKey("ada"), {});
  await eraseJournal(there, "ada");
  await store.write.delete(erasureKey("ada"));
  assert.equal((await journalIn(here).createEntry(draft())).utcOffset, "+00:00");
});
