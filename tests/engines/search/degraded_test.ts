import assert from "node:assert/strict";
import { InvalidError } from "../../../lib/journal/mod.ts";
import type { SearchQuery } from "../../../lib/search/mod.ts";
import { freePort } from "../../support/programs/free_port.ts";
import { sqlite } from "../../unit/search/backends.ts";
import { CORPUS, QUESTIONS } from "../../unit/search/corpus.ts";
import { type Backend, type Desk, NOON, openDesk, type Who } from "../../unit/search/helpers.ts";

/** A PostgreSQL server that is not there. */
const nowhere: Backend = {
  name: "nowhere",
  isMissing: false,
  place: () =>
    Promise.resolve({
      options: { databaseUrl: `postgres://postgres@127.0.0.1:${freePort()}/postgres` },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
};

function scan(desk: Desk, query: SearchQuery, who: Who = {}) {
  return desk.search.forUser({ userId: "ada", includePrivate: true, ...who }).searchEntries(query);
}

Deno.test("without its index, search finds the same, newest first, and says so", async () => {
  await using desk = await openDesk(nowhere);
  for (const [day, title, content] of CORPUS) {
    await desk.write({ title, content, occurredAt: Date.parse(day) });
  }
  for (const { query, titles } of QUESTIONS) {
    const { entries, degraded } = await scan(desk, { query });
    assert.equal(degraded, true);
    const found = entries.map(({ title }) => title);
    assert.deepEqual(titles.filter((title) => !found.includes(title)), [], query);
    const times = entries.map(({ occurredAt }) => occurredAt);
    assert.deepEqual(times, times.toSorted((a, b) => b - a));
  }
  assert.ok(desk.faults.length < 10, "Nobody waits for the same outage again and again");
  assert.match(String(desk.faults[0]), /ECONNREFUSED|refused/i);
});

Deno.test("without its index, search keeps filters, private entries and pages", async () => {
  await using desk = await openDesk(nowhere);
  for (let n = 0; n < 30; n++) {
    const draft = { title: String(n), occurredAt: NOON + n, isPrivate: n % 3 === 0 };
    await desk.write({ ...draft, content: n % 2 ? "tea" : "milk", isFavorite: n > 20 });
  }
  const open = { includePrivate: false };
  const titles: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await scan(desk, { query: "tea", limit: 3, cursor }, open);
    titles.push(...page.entries.map(({ title }) => title));
    assert.equal(page.degraded, true);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  const wanted = Array.from({ length: 30 }, (_, n) => n).filter((n) => n % 2 && n % 3).reverse();
  assert.deepEqual(titles.map(Number), wanted);
  assert.equal((await scan(desk, { query: "tea", favorite: true })).entries.length, 5);
  assert.equal((await scan(desk, { query: "tea", private: true })).entries.length, 5);
  assert.deepEqual((await scan(desk, { query: "tea", private: true }, open)).entries, []);
  await assert.rejects(scan(desk, { query: "tea", cursor: "MSwyMw" }), InvalidError);
});

Deno.test("where an index file cannot be written, entries are read instead", async () => {
  await using desk = await openDesk(sqlite);
  await desk.write({ content: "tea" });
  await desk.search.close();
  await using blocked = await openDesk({
    ...sqlite,
    place: () =>
      Promise.resolve({
        // Not even root can write into a directory that is not there.
        options: { directory: `${desk.place.directory}/missing` },
        [Symbol.asyncDispose]: () => Promise.resolve(),
      }),
  }, desk.store);
  const { entries, degraded } = await scan(blocked, { query: "tea" });
  assert.deepEqual([entries.length, degraded], [1, true]);
  assert.ok(blocked.faults.length > 0);
});

Deno.test("a scan that began without the index goes on to its end with it", async () => {
  await using desk = await openDesk(nowhere);
  for (let n = 0; n < 5; n++) await desk.write({ title: `${n}`, content: "tea", occurredAt: n });
  const first = await scan(desk, { query: "tea", limit: 2 });
  await using healed = await openDesk(sqlite, desk.store);
  const { nextCursor: cursor } = first;
  const second = await scan(healed, { query: "tea", limit: 100, cursor });
  const titles = [...first.entries, ...second.entries].map(({ title }) => title);
  assert.deepEqual(titles, ["4", "3", "2", "1", "0"]);
  assert.equal((await scan(healed, { query: "tea" })).degraded, undefined);
});
