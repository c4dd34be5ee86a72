import assert from "node:assert/strict";
import { clockAt, journalIn, storeFor } from "../helpers.ts";
import { at, writeAt } from "./helpers.ts";

/** What was written when, and the streaks that follow: current, longest. */
const CASES: {
  what: string;
  now: string;
  timeZone?: string;
  written: string[];
  streaks: [number, number];
}[] = [
  {
    what: "a day counts once, however much is written on it",
    now: "2026-05-17T12:00Z",
    written: ["2026-05-17T00:00Z", "2026-05-17T10:00Z", "2026-05-17T23:59:59.999Z"],
    streaks: [1, 1],
  },
  {
    what: "yesterday keeps a streak alive",
    now: "2026-05-17T23:59Z",
    written: ["2026-05-14", "2026-05-15", "2026-05-16"],
    streaks: [3, 3],
  },
  {
    what: "the day before yesterday does not",
    now: "2026-05-18T00:00Z",
    written: ["2026-05-14", "2026-05-15", "2026-05-16"],
    streaks: [0, 3],
  },
  {
    what: "a gap ends a streak, and the longest one stays",
    now: "2026-05-17T12:00Z",
    written: ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-16", "2026-05-17"],
    streaks: [2, 3],
  },
  {
    what: "what is to happen is part of no current streak",
    now: "2026-05-17T12:00Z",
    written: ["2026-05-16", "2026-05-17", "2026-05-18", "2026-05-19", "2026-05-21"],
    streaks: [2, 4],
  },
  {
    what: "only the future makes no current streak",
    now: "2026-05-17T12:00Z",
    written: ["2026-05-18"],
    streaks: [0, 1],
  },
  {
    what: "leap day and new year are days like any other",
    now: "2024-03-01T12:00Z",
    written: ["2023-12-31", "2024-01-01", "2024-02-28", "2024-02-29", "2024-03-01"],
    streaks: [3, 3],
  },
  {
    what: "the day that clocks go forward in Berlin has 23 hours",
    now: "2026-03-30T21:59Z",
    timeZone: "Europe/Berlin",
    // 28 March 23:59, 29 March 00:00 and 23:59, 30 March 00:00.
    written: ["2026-03-28T22:59Z", "2026-03-28T23:00Z", "2026-03-29T22:00Z"],
    streaks: [3, 3],
  },
  {
    what: "the day that clocks go back in New York has 25 hours",
    now: "2026-11-02T12:00Z",
    timeZone: "America/New_York",
    // 31 October 23:59, 1 November 00:00, 1 November 23:59:59.999.
    written: ["2026-11-01T03:59Z", "2026-11-01T04:00Z", "2026-11-02T04:59:59.999Z"],
    streaks: [2, 2],
  },
  {
    what: "in UTC, the same moments are two days in a row up to today",
    now: "2026-11-02T12:00Z",
    written: ["2026-11-01T03:59Z", "2026-11-01T04:00Z", "2026-11-02T04:59:59.999Z"],
    streaks: [2, 2],
  },
  {
    what: "Apia skipped 30 December 2011, and nobody could write on it",
    now: "2012-01-01T12:00+14:00",
    timeZone: "Pacific/Apia",
    written: ["2011-12-28T12:00-10:00", "2011-12-29T12:00-10:00", "2011-12-31T12:00+14:00"],
    streaks: [3, 3],
  },
  {
    what: "in Apia, yesterday was two days ago when a day was skipped",
    now: "2011-12-31T00:00+14:00",
    timeZone: "Pacific/Apia",
    written: ["2011-12-29T00:00-10:00"],
    streaks: [1, 1],
  },
  {
    what: "on Kiritimati it is tomorrow already",
    now: "2026-05-17T10:00Z",
    timeZone: "Pacific/Kiritimati",
    written: ["2026-05-15T10:00Z", "2026-05-16T10:00Z"],
    streaks: [2, 2],
  },
  {
    what: "on Kiritimati it is too late already",
    now: "2026-05-17T10:00Z",
    timeZone: "Pacific/Kiritimati",
    written: ["2026-05-15T09:00Z", "2026-05-16T09:59Z"],
    streaks: [0, 2],
  },
  {
    what: "in Kolkata midnight is at half past",
    now: "2026-05-17T18:30Z",
    timeZone: "Asia/Kolkata",
    written: ["2026-05-15T18:29Z", "2026-05-15T18:30Z", "2026-05-16T18:30Z"],
    streaks: [3, 3],
  },
];

for (const { what, now, timeZone, written, streaks } of CASES) {
  Deno.test(what, async () => {
    using store = await storeFor();
    const journal = journalIn(store, { now: clockAt(Date.parse(now)).now });
    await writeAt(journal, ...written.toReversed());
    const { currentStreak, longestStreak } = await journal.stats({ timeZone });
    assert.deepEqual([currentStreak, longestStreak], streaks);
  });
}

Deno.test("a streak is of entries that are visible and living, and of the range", async () => {
  using store = await storeFor();
  const { now } = clockAt(Date.parse("2026-05-17T12:00Z"));
  const journal = journalIn(store, { now });
  const [, second] = await writeAt(journal, "2026-05-14", "2026-05-15", "2026-05-17");
  await journal.createEntry(at("2026-05-16", { isPrivate: true }));
  const streaks = async (query = {}, reader = journal) => {
    const { currentStreak, longestStreak } = await reader.stats(query);
    return [currentStreak, longestStreak];
  };
  assert.deepEqual(await streaks(), [4, 4]);
  assert.deepEqual(await streaks({}, journalIn(store, { now, includePrivate: false })), [1, 2]);
  assert.deepEqual(await streaks({ from: "2026-05-15" }), [3, 3]);
  assert.deepEqual(await streaks({ to: "2026-05-15" }), [0, 2]);
  await journal.trashEntry(second.id);
  assert.deepEqual(await streaks(), [2, 2]);
  await journal.restoreEntry(second.id);
  await journal.updateEntry(second.id, { occurredAt: Date.parse("2026-05-13") });
  assert.deepEqual(await streaks(), [2, 2]);
});
