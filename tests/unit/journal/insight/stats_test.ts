import assert from "node:assert/strict";
import type { StatsQuery } from "../../../../lib/journal/mod.ts";
import { clockAt, DAY, draft, journalIn, NOON, refuses, storeFor } from "../helpers.ts";
import { at, writeAt } from "./helpers.ts";

const NOTHING = {
  entryCount: 0,
  wordCount: 0,
  currentStreak: 0,
  longestStreak: 0,
  moods: [],
  tags: [],
  weekdays: {},
  months: {},
};

Deno.test("an empty journal has figures, all of them zero", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  assert.deepEqual(await journal.stats(), NOTHING);
  assert.deepEqual(await journal.stats({ from: "2026-01-01", to: "2026-02-01" }), NOTHING);
});

Deno.test("entries, words, moods, tags, weekdays and months are counted", async () => {
  using store = await storeFor();
  const journal = journalIn(store); // its clock is at Sunday, 17 May 2026
  const tagged = (...tags: string[]) => ({ tags, createMissingTags: true });
  await journal.createEntry(at("2026-05-17", { content: "One two.", mood: "calm" }));
  await journal.createEntry(at("2026-05-16", { content: "One.", mood: "Calm", ...tagged("b") }));
  await journal.createEntry(at("2026-05-15", { content: "私は学生です", ...tagged("a", "b") }));
  await journal.createEntry(at("2026-03-02", { content: "A b c", mood: "calm", ...tagged("c") }));
  await journal.createEntry(at("2025-03-03", { content: "A b c d", mood: "sad" }));
  assert.deepEqual(await journal.stats(), {
    entryCount: 5,
    wordCount: 14,
    currentStreak: 3,
    longestStreak: 3,
    moods: [
      { mood: "calm", count: 3, periods: { "2026-03": 1, "2026-05": 2 } },
      { mood: "sad", count: 1, periods: { "2025-03": 1 } },
    ],
    tags: [{ name: "b", count: 2 }, { name: "a", count: 1 }, { name: "c", count: 1 }],
    weekdays: { monday: 2, friday: 1, saturday: 1, sunday: 1 },
    months: {
      "2025-03": { entryCount: 1, wordCount: 4 },
      "2026-03": { entryCount: 1, wordCount: 3 },
      "2026-05": { entryCount: 3, wordCount: 7 },
    },
  });
});

Deno.test("moods come by ISO week in a range of at most 13 weeks", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const mood = "calm";
  for (const day of ["2025-12-28", "2025-12-29", "2026-01-04", "2026-01-05"]) {
    await journal.createEntry(at(day, { mood }));
  }
  const periods = async (from: string, to?: string) =>
    (await journal.stats({ from, to })).moods[0].periods;
  const weeks = { "2025-W52": 1, "2026-W01": 2, "2026-W02": 1 };
  assert.deepEqual(await periods("2025-12-01", "2026-03-01"), weeks);
  assert.deepEqual(await periods("2025-12-01", "2026-03-02"), { "2025-12": 2, "2026-01": 2 });
  // Without an end, the range is thought to reach to today.
  assert.deepEqual(await periods("2025-12-01"), { "2025-12": 2, "2026-01": 2 });
  const early = journalIn(store, { now: clockAt(Date.parse("2026-03-01")).now });
  assert.deepEqual((await early.stats({ from: "2025-12-01" })).moods[0].periods, weeks);
});

Deno.test("a range of days is one of the time zone, a range of moments is exact", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const [first, last] = ["2026-03-28T23:00Z", "2026-03-29T21:59:59.999Z"];
  await writeAt(journal, "2026-03-28T22:59:59.999Z", first, last, "2026-03-29T22:00Z");
  const count = async (query: object) => (await journal.stats(query)).entryCount;
  const day = "2026-03-29";
  assert.equal(await count({ from: day, to: day, timeZone: "Europe/Berlin" }), 2);
  assert.equal(await count({ from: day, to: day }), 2);
  assert.equal(await count({ from: day, to: day, timeZone: "America/New_York" }), 2);
  assert.equal(await count({ from: Date.parse(first), to: Date.parse(last) }), 2);
  assert.equal(await count({ from: Date.parse(first) + 1, to: Date.parse(last) - 1 }), 0);
  assert.equal(await count({ from: day, timeZone: "Europe/Berlin" }), 3);
  assert.equal(await count({ to: day, timeZone: "Europe/Berlin" }), 3);
});

Deno.test("a day that a time zone skipped has nothing, and one in two pieces has both", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await writeAt(journal, "2011-12-30T09:59Z", "2011-12-30T10:00Z");
  await writeAt(journal, "2006-10-29T02:29Z", "2006-10-29T02:30:30Z", "2006-10-29T02:45Z");
  const on = async (day: string, timeZone: string) =>
    (await journal.stats({ from: day, to: day, timeZone })).entryCount;
  assert.equal(await on("2011-12-29", "Pacific/Apia"), 1);
  assert.equal(await on("2011-12-30", "Pacific/Apia"), 0);
  assert.equal(await on("2011-12-31", "Pacific/Apia"), 1);
  assert.equal(await on("2006-10-28", "America/St_Johns"), 2);
  assert.equal(await on("2006-10-29", "America/St_Johns"), 1);
});

Deno.test("figures follow every change of an entry", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const stranger = journalIn(store, { includePrivate: false });
  const { id } = await journal.createEntry(draft({ content: "One.", mood: "sad" }));
  await journal.updateEntry(id, { content: "One two three." });
  assert.equal((await journal.stats()).wordCount, 3);
  await journal.updateEntry(id, { mood: "calm", tags: ["t"], createMissingTags: true });
  await journal.addTagToEntry(id, (await journal.createTag({ name: "u" })).id);
  const { tags, moods } = await journal.stats();
  assert.deepEqual(tags, [{ name: "t", count: 1 }, { name: "u", count: 1 }]);
  assert.deepEqual(moods, [{ mood: "calm", count: 1, periods: { "2026-05": 1 } }]);
  await journal.updateEntry(id, { mood: null, occurredAt: Date.parse("2020-02-29") });
  assert.deepEqual((await journal.stats()).moods, []);
  assert.deepEqual(Object.keys((await journal.stats()).months)[0], "2020-02");
  assert.equal((await stranger.stats()).entryCount, 1);
  await journal.updateEntry(id, { isPrivate: true });
  assert.deepEqual(await stranger.stats(), NOTHING);
  assert.equal((await journal.stats()).entryCount, 1);
  await journal.trashEntry(id);
  assert.deepEqual(await journal.stats(), NOTHING);
  await journal.restoreEntry(id);
  assert.equal((await journal.stats()).wordCount, 3);
  assert.deepEqual(await journalIn(store, { userId: "eve" }).stats(), NOTHING);
});

Deno.test("a deleted tag is not counted, and a renamed one has its new name", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { tags: [gone, kept] } = await journal.createEntry(
    draft({ tags: ["gone", "kept"], createMissingTags: true }),
  );
  await journal.deleteTag(gone.id);
  await journal.updateTag(kept.id, { name: "Kept on" });
  assert.deepEqual((await journal.stats()).tags, [{ name: "Kept on", count: 1 }]);
  await journal.createTag({ name: "gone" });
  assert.deepEqual((await journal.stats()).tags, [{ name: "Kept on", count: 1 }]);
});

Deno.test("an answer stays short: 20 moods, 50 tags, 120 months", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (let n = 0; n < 130; n++) {
    const month = Temporal.PlainYearMonth.from("2016-01").add({ months: n });
    const moods = ["calm", ...n < 25 ? [`mood ${n}`, `mood ${n}`] : []];
    for (const mood of moods) {
      const tags = [`tag ${n % 60}`];
      await journal.createEntry(at(`${month}-02`, { mood, tags, createMissingTags: true }));
    }
  }
  const { moods, tags, months, entryCount } = await journal.stats();
  assert.equal(entryCount, 180);
  assert.equal(moods.length, 20);
  assert.equal(moods[0].count, 130);
  const periods = Object.keys(moods[0].periods);
  assert.deepEqual([periods.length, periods[0], periods.at(-1)], [120, "2016-11", "2026-10"]);
  assert.equal(tags.length, 50);
  assert.deepEqual(Object.keys(months), periods);
});

Deno.test("days are told one by one when asked for, each with the mood of most of its entries", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const write = (moment: string, mood?: string, isPrivate = false) =>
    journal.createEntry(at(moment, { content: "One two.", mood, isPrivate }));
  await write("2026-03-29T00:30Z", "calm");
  await write("2026-03-28T23:30Z", "Sad"); // 29 March in Berlin
  await write("2026-03-29T20:00Z", "sad");
  await write("2026-03-29T22:00Z", "angry"); // 30 March in Berlin
  await write("2026-03-30T08:00Z", "sad");
  await write("2026-04-02T08:00Z");
  await write("2026-04-03T08:00Z", "in love", true);
  const days = async (query: StatsQuery, reader = journal) =>
    (await reader.stats({ byDay: true, timeZone: "Europe/Berlin", ...query })).days;
  const [march29, march30, april2, april3] = [
    { date: "2026-03-29", entryCount: 3, wordCount: 6, mood: "sad" },
    // As many are angry; the range has more that are sad.
    { date: "2026-03-30", entryCount: 2, wordCount: 4, mood: "sad" },
    { date: "2026-04-02", entryCount: 1, wordCount: 2 },
    { date: "2026-04-03", entryCount: 1, wordCount: 2, mood: "in love" },
  ];
  assert.deepEqual(await days({}), [march29, march30, april2, april3]);
  assert.deepEqual(await days({ from: "2026-03-30", to: "2026-04-02" }), [
    { ...march30, mood: "angry" },
    april2,
  ]);
  assert.deepEqual(await days({ from: "2025-01-01", to: "2025-12-31" }), []);
  const stranger = journalIn(store, { includePrivate: false });
  assert.deepEqual(await days({}, stranger), [march29, march30, april2]);
  assert.equal("days" in await journal.stats({ byDay: false }), false);
});

Deno.test("no more than 400 days are told, the newest", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const first = Temporal.PlainDate.from("2024-12-30");
  for (let n = 402; n >= 0; n--) await journal.createEntry(at(`${first.add({ days: n })}`));
  const { days = [], entryCount } = await journal.stats({ byDay: true });
  assert.deepEqual([entryCount, days.length], [403, 400]);
  assert.deepEqual([days[0].date, days[399].date], ["2025-01-02", "2026-02-05"]);
});

Deno.test("a range that cannot be is refused", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const reversed = { from: "2026-05-18", to: "2026-05-17" };
  await refuses(journal.stats(reversed), ["invalid", /^The range starts at 2026-05-18T00/]);
  await refuses(journal.stats({ from: NOON, to: NOON - 1 }), ["invalid", /^The range starts at/]);
  await refuses(journal.stats({ from: "2026-02-29" }), ["invalid", /^from is "2026-02-29"/]);
  await refuses(journal.stats({ to: "soon" }), ["invalid", /^to is "soon"/]);
  await refuses(journal.stats({ to: NaN }), ["invalid", /^to is NaN/]);
  assert.equal((await journal.stats({ from: NOON, to: NOON })).entryCount, 0);
  assert.equal((await journal.stats({ to: NOON - DAY })).entryCount, 0);
});
