import assert from "node:assert/strict";
import { type ActivityRecord, openActivity } from "../../../lib/activity/mod.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { clockAt, DAY, NOON, refuses, storeFor } from "../../unit/journal/helpers.ts";

const ADA = { userId: "ada", clientId: "phone" };
const CALL = { tool: "create_entry", entryId: "01ARZ3NDEKTSV4RRFFQ69G5FAV", outcome: "ok" };

/** Activity in a store, with a clock and a timer that only the test moves, and the log of faults. */
function activityIn(store: Store) {
  const clock = clockAt();
  const errors: unknown[] = [];
  const timers = new Set<() => void>();
  const activity = openActivity(store, {
    now: clock.now,
    log: { info() {}, error: (_event, cause) => errors.push(cause) },
    later(work, milliseconds) {
      assert.equal(milliseconds, 1_000);
      timers.add(work);
      return () => timers.delete(work);
    },
  });
  function ring() {
    const due = [...timers];
    timers.clear();
    for (const work of due) work();
  }
  return { activity, clock, errors, timers, ring };
}

Deno.test("a call is recorded without waiting, and written together with others", async () => {
  using store = await storeFor();
  const { counted, commits } = counting(store);
  const { activity, ring, timers } = activityIn(counted);
  const log = activity.forUser(ADA);
  for (let n = 0; n < 99; n++) log.record(CALL);
  assert.deepEqual([commits.length, timers.size], [0, 1]);
  ring();
  await activity.close();
  assert.deepEqual(commits, [99]);

  for (let n = 0; n < 850; n++) log.record(CALL);
  await activity.close();
  assert.deepEqual(commits, [99, 400, 400, 50], "Four hundred do not wait for the timer");
  assert.equal(timers.size, 0);
});

Deno.test("everybody sees their own clients' calls, the newest first, also those just made", async () => {
  using store = await storeFor();
  const { activity, clock } = activityIn(store);
  const phone = activity.forUser(ADA);
  const desk = activity.forUser({ ...ADA, clientId: "desk" });
  const eve = activity.forUser({ userId: "eve", clientId: "phone" });
  phone.record(CALL);
  desk.record({ tool: "get_entry", outcome: "not_found" });
  eve.record({ tool: "whoami", outcome: "ok" });
  clock.advance(5);
  phone.record({ tool: "list_tags", outcome: "forbidden" });
  assert.deepEqual((await desk.list()).activity, [
    { at: NOON + 5, client: "phone", tool: "list_tags", outcome: "forbidden" },
    { at: NOON, client: "desk", tool: "get_entry", outcome: "not_found" },
    { at: NOON, client: "phone", ...CALL },
  ]);
  assert.deepEqual((await eve.list()).activity.map(({ tool }) => tool), ["whoami"]);
  await activity.close();
});

Deno.test("activity comes in pages, from a time on", async () => {
  using store = await storeFor();
  const { activity, clock } = activityIn(store);
  const log = activity.forUser(ADA);
  for (let n = 0; n < 45; n++) {
    log.record({ tool: `tool ${n}`, outcome: "ok" });
    if (n % 3 === 0) clock.advance(1);
  }
  const all: ActivityRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await log.list({ cursor, limit: 20 });
    all.push(...page.activity);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  assert.deepEqual(
    all.map(({ tool }) => tool),
    Array.from({ length: 45 }, (_, n) => `tool ${44 - n}`),
  );
  const late = await log.list({ from: NOON + 14, limit: 100 });
  assert.deepEqual(late.activity, all.filter(({ at }) => at >= NOON + 14));
  assert.equal((await log.list()).activity.length, 20);
  const { nextCursor } = await log.list({ limit: 20 });
  assert.deepEqual(await log.list({ from: NOON + 15, cursor: nextCursor }), { activity: [] });
  assert.deepEqual(await log.list({ from: Date.UTC(9999, 11, 31) }), { activity: [] });
  assert.equal((await log.list({ from: -1, limit: 45 })).nextCursor, undefined);
  for (const cursor of ["", "x", "01arz3ndektsv4rrffq69g5fav"]) {
    await refuses(log.list({ cursor }), ["invalid", /Cursor/]);
  }
  await activity.close();
});

Deno.test("a record is unknown after 90 days, whatever KV still has", async () => {
  using store = await storeFor();
  const { activity, clock } = activityIn(store);
  const log = activity.forUser(ADA);
  log.record(CALL);
  clock.advance(90 * DAY);
  assert.equal((await log.list()).activity.length, 1);
  clock.advance(1);
  assert.deepEqual(await log.list({ from: NOON - DAY }), { activity: [] });
  await activity.close();
});

Deno.test("what cannot be written is tried three times, then given up with a line in the log", async () => {
  using store = await storeFor();
  const { broken, repair } = breakable(store);
  const { activity, errors, timers, ring } = activityIn(broken);
  const log = activity.forUser(ADA);
  log.record(CALL);
  for (let tries = 1; tries < 3; tries++) {
    ring();
    await settled();
    assert.deepEqual([errors.length, timers.size], [0, 1], `After ${tries} tries`);
  }
  repair();
  assert.equal((await log.list()).activity.length, 1, "The third time it works");

  const again = activityIn(breakable(store).broken);
  for (let n = 0; n < 450; n++) again.activity.forUser(ADA).record(CALL);
  await again.activity.close();
  assert.deepEqual(again.errors.map(String), [
    "Error: Activity is lost: 400 records could not be written",
    "Error: Activity is lost: 50 records could not be written",
  ]);
  assert.equal((await log.list()).activity.length, 1);
  await activity.close();
});

Deno.test("memory is bounded while nothing can be written", async () => {
  using store = await storeFor();
  const { broken, repair } = breakable(store);
  const { activity, errors } = activityIn(broken);
  const log = activity.forUser(ADA);
  for (let n = 0; n < 10_500; n++) log.record(CALL);
  assert.deepEqual(errors.map(String), [
    "Error: Activity is lost: More than 10000 records wait",
  ]);
  repair();
  await activity.close();
  const rows = await Array.fromAsync(store.read.list({ prefix: ["activity"] }));
  assert.equal(rows.length, 10_000);
});

/** Lets everything go on that does not wait for a timer. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The store with a list of how many rows each commit has set. */
function counting(store: Store): { counted: Store; commits: number[] } {
  const commits: number[] = [];
  const write = {
    atomic() {
      const operation = store.write.atomic();
      const index = commits.push(0) - 1;
      const set = operation.set.bind(operation);
      return Object.assign(operation, {
        set(...args: Parameters<typeof set>) {
          commits[index]++;
          return set(...args);
        },
      });
    },
  };
  return { counted: { ...store, write: write as unknown as Deno.Kv }, commits };
}

/** The store, which writes nothing until it is repaired. */
function breakable(store: Store): { broken: Store; repair: () => void } {
  let isBroken = true;
  const write = {
    atomic() {
      if (isBroken) throw new Error("The disk is full");
      return store.write.atomic();
    },
  };
  return {
    broken: { ...store, write: write as unknown as Deno.Kv },
    repair: () => void (isBroken = false),
  };
}
