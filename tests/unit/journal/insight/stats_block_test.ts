import assert from "node:assert/strict";
import type { Zone } from "../../../../lib/journal/days/zone.ts";
import { takeBlock } from "../../../../lib/journal/insight/take_block.ts";
import { tallyBy } from "../../../../lib/journal/insight/tally.ts";
import {
  blockOf,
  type DatedStats,
  sectionOf,
  sectionsOf,
} from "../../../../lib/journal/index/stats_block.ts";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { clockAt, draft, journalIn, NOON, storeFor } from "../helpers.ts";
import { at } from "./helpers.ts";

const MARCH_2026 = 20_513;
const UTC: Zone = { name: "UTC", source: "person" };
const ALL = {
  ...{ from: 0, to: 0, surelyFrom: 0, surelyTo: 0 },
  ...{ firstDay: -Infinity, lastDay: Infinity },
};

/** Entries of a month, as many on each day. */
function month(
  { perDay, tagIds = () => [], mood }: {
    perDay: number;
    tagIds?: (n: number) => string[];
    mood?: (n: number) => string;
  },
): DatedStats[] {
  return Array.from({ length: 31 * perDay }, (_, n) => ({
    day: MARCH_2026 + n % 31,
    figures: { wordCount: 2, dayCode: 2, tagIds: tagIds(n), mood: mood?.(n) },
  }));
}

function blockFrom(rows: readonly DatedStats[]): Uint8Array | undefined {
  return blockOf(sectionOf(rows, { zone: UTC, codes: [2] })!);
}

function idOf(n: number): string {
  return String(n).padStart(26, "0");
}

Deno.test("a block of a month is as large for many entries as for few", () => {
  const tagIds = (n: number) => [idOf(n % 7), idOf(n % 5)];
  const mood = (n: number) => `mood ${n % 5}`;
  const [few, many] = [70, 2_000].map((perDay) => blockFrom(month({ perDay, tagIds, mood }))!);
  assert.ok(many.length < 1.4 * few.length, `${few.length} and ${many.length} bytes`);
  assert.ok(many.length < 8_000);
});

Deno.test("1,000 entries a day with 100 tags each are in a block, by the day, too", () => {
  const tags = Array.from({ length: 100 }, (_, n) => idOf(n));
  const block = blockFrom(month({ perDay: 1_000, tagIds: () => tags }))!;
  const tallier = tallyBy("month");
  const range = { ...ALL, firstDay: MARCH_2026 + 30 };
  assert.equal(takeBlock(block, { range, zone: UTC, tallier }), undefined);
  assert.equal(tallier.tally.tagIds.get(idOf(99)), 1_000);
  assert.deepEqual([...tallier.tally.days], [
    [MARCH_2026 + 30, { entryCount: 1_000, wordCount: 2_000 }],
  ]);
});

Deno.test("a block that is too large leaves the days out, and what is too large even so is none", () => {
  const tagIds = (n: number) => Array.from({ length: 100 }, (_, tag) => idOf((n * 37 + tag) % 500));
  const block = blockFrom(month({ perDay: 20, tagIds }))!;
  const tallier = tallyBy("month");
  assert.equal(takeBlock(block, { range: ALL, zone: UTC, tallier }), undefined);
  assert.equal(tallier.tally.days.size, 31);
  const cut = { ...ALL, firstDay: MARCH_2026 + 30 };
  const other = tallyBy("month");
  assert.equal(takeBlock(block, { range: cut, zone: UTC, tallier: other }), "days");
  assert.equal(other.tally.days.size, 0, "Nothing is counted twice");
  assert.equal(blockFrom(month({ perDay: 100, mood: (n) => `a mood of its own ${n}` })), undefined);
});

Deno.test("a block has the days of three time zones at most, those of the last readers", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (let hour = 0; hour < 48; hour++) {
    const occurredAt = Date.parse("2026-01-11T12:00Z") + hour * 3_600_000;
    await journal.createEntry(draft({ occurredAt, mood: hour % 2 ? "calm" : undefined }));
  }
  const zones = ["Asia/Tokyo", "UTC", "America/New_York", "Asia/Kolkata"];
  const query = { from: "2026-01-12", to: "2026-01-12" };
  const count = async (timeZone?: string) =>
    (await journal.stats({ ...query, timeZone })).entryCount;
  const scopes = async () => {
    const { value } = await store.read.get<Uint8Array>(keysOf("ada").figures("open", 2026 * 12));
    return value && sectionsOf(value).map(({ scope }) => scope);
  };
  for (const zone of [undefined, ...zones, zones[0], ...zones]) assert.equal(await count(zone), 24);
  const last = zones.slice(1).reverse().map((zone) => `call ${zone}`);
  assert.deepEqual(await scopes(), last);
  await checkInvariants(store, "ada");
  await journal.createEntry(draft({ occurredAt: Date.parse("2026-01-12T11:00Z") }));
  assert.equal(await scopes(), null, "A write removes what everybody was told");
  assert.equal(await count(zones[3]), 25);
});

Deno.test("days that were assumed count as such in one block, and as the call says in another", async () => {
  using store = await storeFor();
  const { now, advance } = clockAt(NOON);
  const journal = journalIn(store, { now });
  await journal.setTimeZone("Pacific/Kiritimati");
  for (let n = 0; n < 20; n++) {
    await journal.createEntry(draft({ occurredAt: undefined, mood: "calm" }));
    advance(1);
  }
  const days = async (timeZone?: string) => {
    const { days = [] } = await journal.stats({ byDay: true, timeZone });
    return days.map(({ date, entryCount, mood }) => `${date} ${entryCount} ${mood}`);
  };
  for (let round = 0; round < 2; round++) {
    assert.deepEqual(await days(), ["2026-05-18 20 calm"]);
    assert.deepEqual(await days("UTC"), ["2026-05-17 20 calm"]);
  }
  const { value } = await store.read.get<Uint8Array>(keysOf("ada").figures("open", 2026 * 12 + 4));
  assert.deepEqual(sectionsOf(value!).map(({ scope }) => scope), ["call UTC", "own"]);
  await journal.setTimeZone("UTC");
  assert.deepEqual(await days(), ["2026-05-18 20 calm"]);
});

Deno.test("a range that cuts months by days or by moments is counted from blocks, too", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (let n = 0; n < 90; n++) {
    const day = Temporal.PlainDate.from("2026-01-01").add({ days: n });
    const tags = n % 2 ? ["odd"] : [];
    await journal.createEntry(at(`${day}T12:00Z`, { mood: "calm", tags, createMissingTags: true }));
  }
  await journal.stats();
  const figures = async (from: string, to: string) => {
    const { entryCount, moods, tags } = await journal.stats({ from, to });
    return [entryCount, moods[0].count, tags[0].count];
  };
  for (let round = 0; round < 2; round++) {
    assert.deepEqual(await figures("2026-01-15", "2026-03-16"), [61, 61, 30]);
    assert.deepEqual(await figures("2026-01-15T12:00Z", "2026-03-16T11:00Z"), [60, 60, 30]);
  }
  await checkInvariants(store, "ada");
});
