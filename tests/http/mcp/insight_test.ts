import assert from "node:assert/strict";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, days and streaks are those of the person's time zone`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    for (
      const occurredAt of [
        "2023-11-30T23:30:00Z",
        "2023-11-29T22:59:00Z",
        "2022-11-30T23:00:00Z",
        "2022-11-30T23:10:00Z",
      ]
    ) {
      await client.call("create_entry", { title: occurredAt, content: "One two", occurredAt });
    }
    const utc = await client.call("on_this_day", { date: "2026-11-30" });
    assert.equal(utc.structured.date, "2026-11-30");
    assert.deepEqual(yearsOf(utc.structured), [
      [2023, "2023-11-30T23:30:00Z"],
      [2022, "2022-11-30T23:10:00Z", "2022-11-30T23:00:00Z"],
    ]);
    const timeZone = "Europe/Berlin";
    const local = await client.call("on_this_day", { date: "2026-12-01", timeZone });
    assert.deepEqual(yearsOf(local.structured), [
      [2023, "2023-11-30T23:30:00Z"],
      [2022, "2022-11-30T23:10:00Z", "2022-11-30T23:00:00Z"],
    ]);
    assert.match(local.text, /# 2023\n.*"2023-11-30T23:30:00Z".*\n# 2022\n.*"2022-11-30T23:10/);
    const before = await client.call("on_this_day", { date: "2026-11-30", timeZone });
    assert.deepEqual(yearsOf(before.structured), []);
    const empty = await client.call("on_this_day", { date: "2026-07-01" });
    assert.deepEqual(empty.structured, { date: "2026-07-01", years: [] });
    assert.match(empty.text, /No entries/);

    const inUtc = (await client.call("journal_stats")).structured;
    assert.deepEqual([inUtc.entryCount, inUtc.currentStreak, inUtc.longestStreak], [4, 0, 2]);
    const inBerlin = await client.call("journal_stats", { timeZone });
    assert.deepEqual(inBerlin.structured.weekdays, { wednesday: 1, thursday: 2, friday: 1 });
    assert.match(inBerlin.text, /\nWeekdays: Wednesday 1, Thursday 2, Friday 1\nMonths: 2022-/);
    assert.equal(inBerlin.structured.longestStreak, 1);
    assert.match(inBerlin.text, /^4 entries, 8 words\. Days in a row: 0 now, 1 at most\./);
    const byDay = await client.call("journal_stats", { timeZone, byDay: true, from: "2023-01-01" });
    assert.deepEqual(byDay.structured.days, [
      { date: "2023-11-29", entryCount: 1, wordCount: 2 },
      { date: "2023-12-01", entryCount: 1, wordCount: 2 },
    ]);
    assert.match(byDay.text, /\nDays: 2023-11-29 1 with 2 words, 2023-12-01 1 with 2 words$/);
    assert.equal("days" in inBerlin.structured, false);
    const single = await client.call("journal_stats", { to: "2022-11-30T23:05:00Z" });
    assert.match(single.text, /^1 entry, 2 words\./);
    await client.call("create_entry", { title: "Now", content: "Now" });
    assert.equal((await client.call("journal_stats", { timeZone })).structured.currentStreak, 1);
    const today = await client.call("on_this_day", { timeZone });
    assert.equal(today.structured.years[0].entries[0].title, "Now");
    const ranges: [Record<string, unknown>, number][] = [
      [{ from: "2022-12-01", to: "2022-12-01", timeZone }, 2],
      [{ to: "2022-12-01T00:00:00+01:00" }, 1],
      [{ from: "2022-11-30T23:00:00.001Z", to: "2023-11-30" }, 3],
    ];
    for (const [range, count] of ranges) {
      assert.equal((await client.call("journal_stats", range)).structured.entryCount, count);
    }
  });

  Deno.test(`in ${era}, private entries count for tokens with entries:private only`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    await using all = await connect(server.resource, await kody.token(...EVERYTHING));
    await using some = await connect(server.resource, await kody.token("entries:read"));
    await all.call("create_entry", {
      title: "Diary",
      content: "Dear diary",
      mood: "in love",
      isPrivate: true,
      tags: ["Love"],
      createMissingTags: true,
    });
    assert.equal((await all.call("journal_stats")).structured.entryCount, 1);
    assert.equal((await all.call("on_this_day")).structured.years.length, 1);
    const shown = await all.call("journal_stats", { byDay: true });
    assert.equal(shown.structured.days[0].mood, "in love");
    assert.match(shown.text, /\nDays: \S+ 1 with 2 words \(in love\)$/);
    const hidden = await some.call("journal_stats", { byDay: true });
    assert.deepEqual(hidden.structured, {
      entryCount: 0,
      wordCount: 0,
      currentStreak: 0,
      longestStreak: 0,
      moods: [],
      tags: [],
      weekdays: {},
      months: {},
      days: [],
    });
    assert.doesNotMatch(hidden.text, /love/i);
    assert.deepEqual((await some.call("on_this_day")).structured.years, []);
  });
}

function yearsOf({ years }: { years: { year: number; entries: { title: string }[] }[] }) {
  return years.map(({ year, entries }) => [year, ...entries.map(({ title }) => title)]);
}
