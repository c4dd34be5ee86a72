import assert from "node:assert/strict";
import { openLimiter } from "../../../lib/kv/shared_limiter.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";

const HOUR = 3_600_000;
const ADDRESS = "192.0.2.7";

interface Instances {
  limiters: ReturnType<typeof openLimiter>[];
  clocks: { now: number }[];
  store: Store;
}

/** Limiters of several instances on one database, each with a clock of its own. */
async function withInstances(
  limit: number,
  test: (instances: Instances) => Promise<void>,
): Promise<void> {
  const store = { ...await openStore(":memory:"), isRemote: true };
  const clocks = Array.from({ length: 3 }, () => ({ now: 10 * HOUR }));
  const limiters = clocks.map((clock) =>
    openLimiter(store, { name: "calls", limit, seconds: 60, now: () => clock.now })
  );
  await test({ limiters, clocks, store });
  store.close();
}

/** How many of `tries` at once each of the limiters lets through. */
async function passed(
  limiters: Instances["limiters"],
  { tries, events }: { tries: number; events?: number },
): Promise<number> {
  const waits = await Promise.all(
    limiters.flatMap(({ take }) => Array.from({ length: tries }, () => take(ADDRESS, events))),
  );
  return waits.filter((wait) => wait === 0).length;
}

for (const limit of [1, 8, 60, 600]) {
  Deno.test(`instances let ${limit} through together, however many come at once`, async () => {
    await withInstances(limit, async ({ limiters, clocks }) => {
      assert.equal(await passed(limiters, { tries: limit }), limit);
      for (const clock of clocks) clock.now += 61_000;
      assert.equal(await passed(limiters, { tries: limit }), limit);
    });
  });
}

Deno.test("what lies unused at other instances is a twentieth of the limit at each", async () => {
  await withInstances(600, async ({ limiters: [first, ...others] }) => {
    for (const { take } of others) assert.equal(await take(ADDRESS), 0);
    assert.equal(await passed([first], { tries: 600 }), 600 - 2 * 30);
  });
});

Deno.test("who is refused is told how long to wait, and a batch counts with all its messages", async () => {
  await withInstances(100, async ({ limiters: [{ take }, other], clocks }) => {
    assert.equal(await take(ADDRESS, 100), 0);
    clocks[1].now += 20_000;
    assert.equal(await other.take(ADDRESS), 40);
    assert.equal(await other.take("192.0.2.8"), 0);
  });
});

Deno.test("what one instance takes back another may use", async () => {
  await withInstances(2, async ({ limiters: [first, second], clocks }) => {
    for (const { take } of [first, second]) assert.equal(await take(ADDRESS), 0);
    assert(await second.take(ADDRESS) > 0);
    await first.forgive(ADDRESS);
    clocks[1].now += 1_000;
    assert.equal(await second.take(ADDRESS), 0);
    for (let n = 0; n < 9; n++) await first.forgive(ADDRESS);
    clocks[1].now += 1_000;
    assert.equal(await passed([second], { tries: 9 }), 2, "never more than were taken");
  });
});

Deno.test("an instance whose clock is an hour ahead shuts nobody out elsewhere", async () => {
  await withInstances(1, async ({ limiters: [first, second], clocks }) => {
    clocks[0].now += HOUR;
    assert.equal(await first.take(ADDRESS), 0);
    assert.equal(await second.take(ADDRESS), 0);
    assert(await second.take(ADDRESS) <= 60);
  });
});

Deno.test("no address and no name is in the database", async () => {
  await withInstances(8, async ({ limiters: [{ take }], store }) => {
    await take(ADDRESS);
    const rows = await Array.fromAsync(store.read.list({ prefix: ["limit"] }));
    assert.equal(rows.length, 1);
    assert(!Deno.inspect(rows).includes(ADDRESS));
  });
});

Deno.test("a call costs no commit where there is one process", async () => {
  const store = await openStore(":memory:");
  const { take } = openLimiter(store, { name: "calls", limit: 1, seconds: 60, now: Date.now });
  assert.equal(take(ADDRESS), 0);
  assert.equal(take(ADDRESS), 60);
  assert.deepEqual(await Array.fromAsync(store.read.list({ prefix: [] })), []);
  store.close();
});
