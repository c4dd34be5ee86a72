import assert from "node:assert/strict";
import type { Journal, OnThisDayQuery } from "../../../../lib/journal/mod.ts";
import { clockAt, draft, journalIn, listAll, refuses, storeFor } from "../helpers.ts";
import { at, writeAt } from "./helpers.ts";

Deno.test("a day brings back its entries of every year, the newest first", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await writeAt(
    journal,
    "2019-05-17T08:00Z",
    "2024-05-17T00:00Z",
    "2024-05-17T23:59:59.999Z",
    "2024-05-18T00:00Z",
    "2025-05-16T23:59:59.999Z",
    "2026-05-17T12:00Z",
    "2027-05-17T12:00Z",
  );
  assert.deepEqual(await titles(journal, { date: "2026-05-17" }), {
    date: "2026-05-17",
    years: [
      [2027, "2027-05-17T12:00Z"],
      [2026, "2026-05-17T12:00Z"],
      [2024, "2024-05-17T23:59:59.999Z", "2024-05-17T00:00Z"],
      [2019, "2019-05-17T08:00Z"],
    ],
  });
});

Deno.test("without a date it is today in the time zone", async () => {
  using store = await storeFor();
  const { now } = clockAt(Date.parse("2026-05-17T23:30Z"));
  const journal = journalIn(store, { now });
  assert.equal((await journal.onThisDay()).date, "2026-05-17");
  assert.equal((await journal.onThisDay({ timeZone: "Europe/Berlin" })).date, "2026-05-18");
  assert.equal((await journal.onThisDay({ timeZone: "Pacific/Kiritimati" })).date, "2026-05-18");
  assert.equal((await journal.onThisDay({ timeZone: "Pacific/Pago_Pago" })).date, "2026-05-17");
});

Deno.test("entries of 29 February come back on 28 February of a year without a 29th", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const all = ["2023-02-28", "2024-02-28", "2024-02-29", "2024-03-01", "2025-02-28", "2025-03-01"];
  await writeAt(journal, ...all);
  const years = async (date: string) => (await titles(journal, { date })).years;
  assert.deepEqual(await years("2026-02-28"), [
    [2025, "2025-02-28"],
    [2024, "2024-02-29", "2024-02-28"],
    [2023, "2023-02-28"],
  ]);
  assert.deepEqual(await years("2028-02-28"), [
    [2025, "2025-02-28"],
    [2024, "2024-02-28"],
    [2023, "2023-02-28"],
  ]);
  assert.deepEqual(await years("2028-02-29"), [[2024, "2024-02-29"]]);
  assert.deepEqual(await years("2026-03-01"), [[2025, "2025-03-01"], [2024, "2024-03-01"]]);
  assert.deepEqual(await years("1900-02-28"), await years("2026-02-28"));
});

Deno.test("days are those of the time zone, over summer time and the date line", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await writeAt(
    journal,
    "2025-03-29T23:00Z", // 30 March 00:00 in Berlin, which then has 23 hours
    "2025-03-30T21:59:59.999Z",
    "2025-03-30T22:00Z",
    "2024-10-26T22:00Z", // 27 October 00:00 in Berlin, which then has 25 hours
    "2024-10-27T22:59:59.999Z",
    "2024-10-27T23:00Z",
  );
  const berlin = { timeZone: "Europe/Berlin" };
  assert.deepEqual((await titles(journal, { date: "2026-03-30", ...berlin })).years, [
    [2025, "2025-03-30T21:59:59.999Z", "2025-03-29T23:00Z"],
  ]);
  assert.deepEqual((await titles(journal, { date: "2026-10-27", ...berlin })).years, [
    [2024, "2024-10-27T22:59:59.999Z", "2024-10-26T22:00Z"],
  ]);
  const kolkata = { date: "2026-03-31", timeZone: "Asia/Kolkata" };
  assert.deepEqual((await titles(journal, kolkata)).years, [
    [2025, "2025-03-30T22:00Z", "2025-03-30T21:59:59.999Z"],
  ]);
});

Deno.test("a day that a time zone skipped brings back other years only", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await writeAt(journal, "2011-12-30T09:00Z", "2011-12-30T12:00Z", "2012-12-30T12:00-10:00");
  const apia = { timeZone: "Pacific/Apia" };
  assert.deepEqual((await titles(journal, { date: "2026-12-30", ...apia })).years, []);
  assert.deepEqual((await titles(journal, { date: "2026-12-29", ...apia })).years, [
    [2011, "2011-12-30T09:00Z"],
  ]);
  assert.deepEqual((await titles(journal, { date: "2026-12-31", ...apia })).years, [
    [2012, "2012-12-30T12:00-10:00"],
    [2011, "2011-12-30T12:00Z"],
  ]);
});

Deno.test("an hour that comes twice over midnight belongs to the day that it had", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  // On 29 October 2006 at 00:01, clocks in St. John's went back to 23:01 of the 28th.
  const [before, minute, again, after] = [
    "2006-10-29T02:29Z",
    "2006-10-29T02:30:30Z",
    "2006-10-29T02:45Z",
    "2006-10-29T03:45Z",
  ];
  await writeAt(journal, before, minute, again, after);
  const timeZone = "America/St_Johns";
  assert.deepEqual((await titles(journal, { date: "2026-10-28", timeZone })).years, [
    [2006, again, before],
  ]);
  assert.deepEqual((await titles(journal, { date: "2026-10-29", timeZone })).years, [
    [2006, after, minute],
  ]);
});

Deno.test("entries are summaries, and no more of a year than a page has", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (let n = 0; n < 21; n++) await journal.createEntry(at("2025-05-17T10:00Z"));
  await journal.createEntry(at("2024-05-17T10:00Z", { tags: ["t"], createMissingTags: true }));
  const { years: [recent, old] } = await journal.onThisDay({ date: "2026-05-17" });
  assert.equal(recent.entries.length, 20);
  assert.equal(recent.hasMore, true);
  assert.deepEqual(old, { year: 2024, entries: (await listAll(journal)).slice(-1) });
});

Deno.test("private entries come back for those who may see them, trashed ones for nobody", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const stranger = journalIn(store, { includePrivate: false });
  await journal.createEntry(at("2024-05-17", { isPrivate: true }));
  const [moved, trashed] = await writeAt(journal, "2025-05-17", "2023-05-17");
  await journal.trashEntry(trashed.id);
  const date = "2026-05-17";
  assert.deepEqual((await titles(journal, { date })).years, [
    [2025, "2025-05-17"],
    [2024, "2024-05-17"],
  ]);
  assert.deepEqual((await titles(stranger, { date })).years, [[2025, "2025-05-17"]]);
  await journal.updateEntry(moved.id, { occurredAt: Date.parse("2022-05-17") });
  await journal.restoreEntry(trashed.id);
  assert.deepEqual((await titles(stranger, { date })).years, [
    [2023, "2023-05-17"],
    [2022, "2025-05-17"],
  ]);
  assert.deepEqual((await journalIn(store, { userId: "eve" }).onThisDay({ date })).years, []);
});

Deno.test("entries at both ends of time come back", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (const moment of ["0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"]) {
    await journal.createEntry(draft({ title: moment, occurredAt: Date.parse(moment) }));
  }
  for (const timeZone of ["UTC", "Pacific/Kiritimati", "America/New_York"]) {
    let found = 0;
    for (const date of ["2026-12-31", "2026-01-01"]) {
      found += (await journal.onThisDay({ date, timeZone })).years.length;
    }
    assert.equal(found, 2, timeZone);
  }
});

Deno.test("a day or a time zone that does not exist is refused", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (const date of ["", "2026-02-29", "2026-13-01", "20260101", "05-17", "2026-05-17T10:00Z"]) {
    await refuses(journal.onThisDay({ date }), ["invalid", /^date is "/]);
  }
  for (const timeZone of ["", "Mars/Base", "2026-01-01[Europe/Berlin]", "x".repeat(9_999)]) {
    await refuses(journal.onThisDay({ timeZone }), ["invalid", /^There is no time zone "/]);
    await refuses(journal.stats({ timeZone }), ["invalid", /^There is no time zone "/]);
  }
});

/** The answer with the titles of the entries alone. */
async function titles(journal: Journal, query: OnThisDayQuery) {
  const { date, years } = await journal.onThisDay(query);
  return {
    date,
    years: years.map(({ year, entries }) => [year, ...entries.map(({ title }) => title)]),
  };
}

Deno.test("full days beside it hide nothing of a day, whichever of both kinds their entries are", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (let n = 0; n < 90; n++) {
    const day = 11 + n % 3;
    const time = String(Math.floor(n / 3)).padStart(2, "0");
    const isPrivate = n % 4 === 0;
    await journal.createEntry(at(`2024-05-${day}T12:${time}Z`, { isPrivate }));
  }
  const all = await listAll(journal, { from: "2024-05-12", to: "2024-05-12" });
  assert.equal(all.length, 30);
  const { years } = await journal.onThisDay({ date: "2026-05-12" });
  assert.deepEqual(years, [{ year: 2024, entries: all.slice(0, 20), hasMore: true }]);
});
