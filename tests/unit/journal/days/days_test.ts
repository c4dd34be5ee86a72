import assert from "node:assert/strict";
import type { EntryQuery, Journal } from "../../../../lib/journal/mod.ts";
import { sectionsOf } from "../../../../lib/journal/index/stats_block.ts";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import type { StoredEntry } from "../../../../lib/journal/store/stored.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { clockAt, draft, journalIn, listAll, refuses, storeFor } from "../helpers.ts";

const FAR_EAST = "Pacific/Kiritimati";
const FAR_WEST = "Pacific/Pago_Pago";

async function titles(journal: Journal, query: EntryQuery): Promise<string[]> {
  return (await listAll(journal, query)).map(({ title }) => title);
}

async function daysOf(journal: Journal, timeZone?: string): Promise<string[]> {
  const { days = [] } = await journal.stats({ byDay: true, timeZone });
  return days.map(({ date, entryCount }) => `${date} ${entryCount}`);
}

Deno.test("an entry of a day is found on that day in every time zone", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ occurredAt: "2026-01-12" }));
  for (const home of [undefined, FAR_EAST, FAR_WEST]) {
    if (home !== undefined) await journal.setTimeZone(home);
    assert.equal((await journal.getEntry(id)).day, "2026-01-12");
    for (const timeZone of [undefined, "America/Los_Angeles", FAR_EAST, FAR_WEST]) {
      const { years } = await journal.onThisDay({ date: "2027-01-12", timeZone });
      assert.deepEqual(years.map(({ year, entries }) => [year, entries[0].id]), [[2026, id]]);
      for (const date of ["2027-01-11", "2027-01-13"]) {
        assert.deepEqual((await journal.onThisDay({ date, timeZone })).years, []);
      }
      assert.deepEqual(await daysOf(journal, timeZone), ["2026-01-12 1"]);
      const day = { from: "2026-01-12", to: "2026-01-12", timeZone };
      assert.equal((await journal.stats(day)).entryCount, 1);
      assert.deepEqual(await titles(journal, day), ["A walk"]);
      assert.deepEqual(await titles(journal, { to: "2026-01-11", timeZone }), []);
      assert.deepEqual(await titles(journal, { from: "2026-01-13", timeZone }), []);
    }
  }
});

Deno.test("an entry at New Year is of the year that it had where it was written", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (const occurredAt of ["2026-01-01T00:30+14:00", "2025-12-31T23:30-11:00", "2024-12-31"]) {
    await journal.createEntry(draft({ title: occurredAt, occurredAt }));
  }
  for (const timeZone of ["UTC", FAR_EAST, FAR_WEST]) {
    const yearsOn = async (date: string) =>
      (await journal.onThisDay({ date, timeZone })).years.map(({ year }) => year);
    assert.deepEqual(await yearsOn("2026-01-01"), [2026]);
    assert.deepEqual(await yearsOn("2026-12-31"), [2025, 2024]);
  }
});

Deno.test("days are those of the person's time zone, and a call that names one goes before it", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  assert.equal(await journal.timeZone(), "UTC");
  // Nothing is known of the person yet.
  await journal.createEntry(draft({ title: "before", occurredAt: "2026-01-10T12:30:00Z" }));
  assert.deepEqual(await daysOf(journal), ["2026-01-10 1"]);
  await journal.setTimeZone("pacific/kiritimati");
  assert.equal(await journal.timeZone(), FAR_EAST);
  await journal.createEntry(draft({ title: "Z", occurredAt: "2026-01-12T12:30:00Z" }));
  await journal.createEntry(draft({ title: "local", occurredAt: "2026-01-14T23:30" }));

  assert.deepEqual(await daysOf(journal), ["2026-01-11 1", "2026-01-13 1", "2026-01-14 1"]);
  assert.deepEqual(await daysOf(journal, FAR_WEST), [
    ...["2026-01-10 1", "2026-01-12 1", "2026-01-14 1"],
  ]);
  assert.deepEqual(await titles(journal, { from: "2026-01-13", to: "2026-01-13" }), ["Z"]);
  const called = { from: "2026-01-12", to: "2026-01-12", timeZone: FAR_WEST };
  const [found] = await listAll(journal, called);
  assert.deepEqual([found.title, found.day, found.utcOffset], ["Z", "2026-01-12", "-11:00"]);
  // A time on the clock is one there, too.
  assert.deepEqual(await titles(journal, { from: "2026-01-14T23:30", to: "2026-01-14T23:30" }), [
    "local",
  ]);
  assert.deepEqual(await titles(journal, { from: "2026-01-14T23:30", timeZone: "UTC" }), []);
});

Deno.test("who moves keeps the days on which they wrote", async () => {
  using store = await storeFor();
  const clock = clockAt(Date.parse("2026-05-17T22:30Z"));
  const journal = journalIn(store, clock);
  await journal.setTimeZone("Europe/Berlin");
  const { id } = await journal.createEntry(draft());
  await journal.setTimeZone("America/Los_Angeles");
  assert.deepEqual(await daysOf(journal), ["2026-05-18 1"]);
  const { day, utcOffset } = await journal.getEntry(id);
  assert.deepEqual([day, utcOffset], ["2026-05-18", "+02:00"]);
});

Deno.test("a streak goes on over the nights when clocks are set", async () => {
  using store = await storeFor();
  const journal = journalIn(store, clockAt(Date.parse("2026-03-30T12:00Z")));
  await journal.setTimeZone("Europe/Berlin");
  // Half past eleven in the evening, before and after summer time has begun.
  for (const occurredAt of ["2026-03-28T22:30Z", "2026-03-29T21:30Z", "2026-03-30T00:30"]) {
    await journal.createEntry(draft({ occurredAt }));
  }
  const { currentStreak, longestStreak } = await journal.stats();
  assert.deepEqual([currentStreak, longestStreak], [3, 3]);
  assert.deepEqual(await daysOf(journal), ["2026-03-28 1", "2026-03-29 1", "2026-03-30 1"]);
});

Deno.test("what a client repeats of a time leaves its day; what it says anew changes it", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await journal.setTimeZone("Europe/Berlin");
  const { id } = await journal.createEntry(draft({ occurredAt: "2024-05-13T07:30+09:00" }));
  const when = async () => {
    const { occurredAt, day, utcOffset } = await journal.getEntry(id);
    return [new Date(occurredAt).toISOString(), day, utcOffset];
  };
  const update = (occurredAt: string, timeZone?: string) =>
    journal.updateEntry(id, { occurredAt, timeZone });
  await update("2024-05-12T22:30:00.000Z");
  assert.deepEqual(await when(), ["2024-05-12T22:30:00.000Z", "2024-05-13", "+09:00"]);
  await update("2024-05-12T22:30:00.000Z", "America/New_York");
  assert.deepEqual(await when(), ["2024-05-12T22:30:00.000Z", "2024-05-12", "-04:00"]);
  await update("2024-05-12");
  assert.deepEqual(await when(), ["2024-05-11T22:00:00.000Z", "2024-05-12", undefined]);
  await update("2024-05-11T22:00:00.000Z");
  assert.deepEqual(await when(), ["2024-05-11T22:00:00.000Z", "2024-05-12", undefined]);
  await update("2024-05-12T22:30:00.000Z");
  assert.deepEqual(await when(), ["2024-05-12T22:30:00.000Z", "2024-05-13", "+02:00"]);
  const { revisions } = await journal.listRevisions(id);
  await journal.restoreRevision(id, revisions.at(-1)!.id);
  assert.deepEqual(await when(), ["2024-05-12T22:30:00.000Z", "2024-05-13", "+09:00"]);
  await checkInvariants(store, "ada");
});

Deno.test("entries of before are of the person's day, and so they are counted", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const keys = keysOf("ada");
  const ids: string[] = [];
  // Enough for a block of statistics.
  for (let n = 0; n < 60; n++) {
    const occurredAt = Date.parse("2026-01-12T12:30Z") + n * 1_000;
    ids.push((await journal.createEntry(draft({ occurredAt, mood: "calm" }))).id);
  }
  for (const id of ids) {
    const { value } = await store.read.get<StoredEntry>(keys.entry(id));
    const row = [...keys.index("open", ["all"]), value!.occurredAt, id];
    const old = `${value!.wordCount}  calm`;
    await store.write.set(row, new TextEncoder().encode(old));
  }
  const count = async () => [await daysOf(journal), await daysOf(journal, FAR_WEST)];
  const expected = [["2026-01-13 60"], ["2026-01-12 60"]];
  await journal.setTimeZone(FAR_EAST);
  assert.deepEqual(await count(), expected);
  const [{ value }] = await Array.fromAsync(
    store.read.list<Uint8Array>({ prefix: keys.figures("open", 0).slice(0, -1) }),
  );
  const scopes = sectionsOf(value).map(({ scope }) => scope);
  assert.deepEqual(scopes, [`call ${FAR_WEST}`, `own ${FAR_EAST}`], "They are in a block for each");
  assert.deepEqual(await count(), expected);
  const [{ day, utcOffset }] = await listAll(journal, { from: "2026-01-13", to: "2026-01-13" });
  assert.deepEqual([day, utcOffset], ["2026-01-13", "+14:00"]);
});

Deno.test("a list of a day has full pages, whatever happened around it", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (let hour = 0; hour < 48; hour++) {
    const occurredAt = Date.parse("2026-01-11T12:00Z") + hour * 3_600_000;
    await journal.createEntry(draft({ title: String(hour), occurredAt }));
  }
  const query = { from: "2026-01-12", to: "2026-01-12", limit: 5 };
  const first = await journal.listEntries(query);
  assert.deepEqual(first.entries.map(({ title }) => title), ["35", "34", "33", "32", "31"]);
  assert.equal((await listAll(journal, query)).length, 24);
});

Deno.test("a time zone that is none is refused, and nothing changes", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await journal.setTimeZone(FAR_EAST);
  for (const timeZone of ["", "Mars/Base", "x".repeat(9_999)]) {
    await refuses(journal.setTimeZone(timeZone), ["invalid", /^There is no time zone/]);
    await refuses(
      journal.createEntry(draft({ occurredAt: "2026-01-12", timeZone })),
      ["invalid", /^There is no time zone/],
    );
    await refuses(
      journal.listEntries({ from: "2026-01-12", timeZone }),
      ["invalid", /^There is no time zone/],
    );
  }
  await journal.setTimeZone("UTC", { isProposal: true });
  assert.equal(await journal.timeZone(), FAR_EAST, "A proposal leaves what is set");
  assert.deepEqual(await listAll(journal), []);
});

Deno.test("a time zone that the authorization server tells counts until the person sets one", async () => {
  using store = await storeFor();
  const journal = journalIn(store, { timeZone: "Asia/Tokyo" });
  assert.equal(await journal.timeZone(), "Asia/Tokyo");
  const { day } = await journal.createEntry(draft({ occurredAt: "2026-01-12T16:00Z" }));
  assert.equal(day, "2026-01-13");
  await journal.setTimeZone("Europe/Berlin", { isProposal: true });
  assert.equal(await journal.timeZone(), "Europe/Berlin");
});
