import assert from "node:assert/strict";
import { ReadOnlyError } from "../../../lib/kv/read_only.ts";
import { commit, openStore, type Store } from "../../../lib/kv/store.ts";
import { watchWriting } from "../../../lib/kv/write_watch.ts";

/** A store whose disk is full as long as it is told, and a clock. */
async function storeOnDisk() {
  const store = await openStore(":memory:");
  const disk = { says: undefined as string | undefined, now: 1_000_000 };
  const { write } = store;
  const faulty = new Proxy(write, {
    get(kv, name) {
      const value = Reflect.get(kv, name);
      if (name === "atomic" && disk.says !== undefined) {
        return () => {
          const operation = kv.atomic();
          operation.commit = () => Promise.reject(new TypeError(disk.says));
          return operation;
        };
      }
      return typeof value === "function" ? value.bind(kv) : value;
    },
  });
  const told: string[] = [];
  const log = {
    info: (event: string) => void told.push(event),
    error: (event: string) => void told.push(event),
  };
  const here: Store = { ...store, write: faulty };
  const watch = watchWriting(here, { log, now: () => disk.now });
  const put = () => commit(here, (operation) => operation.set(["x"], 1));
  return { disk, told, watch, put, [Symbol.dispose]: () => store.close() };
}

const FULL = "database or disk is full";

Deno.test("a refused write has an error of its own, and a line in the log once a minute", async () => {
  using world = await storeOnDisk();
  const { disk, told, watch, put } = world;
  assert.equal(await watch.check(), "ok");
  for (const words of [FULL, "attempt to write a readonly database", "disk I/O error"]) {
    disk.says = words;
    await assert.rejects(put(), ReadOnlyError);
    assert.equal(await watch.check(), "read-only");
  }
  disk.says = FULL;
  assert.deepEqual(told, ["kv_read_only"]);
  disk.now += 59_999;
  await assert.rejects(put(), ReadOnlyError);
  assert.deepEqual(told, ["kv_read_only"]);
  disk.now += 1;
  await assert.rejects(put(), ReadOnlyError);
  assert.deepEqual(told, ["kv_read_only", "kv_read_only"]);
});

Deno.test("once there is room, the next look a second later finds it and leaves nothing", async () => {
  using world = await storeOnDisk();
  const { disk, told, watch, put } = world;
  disk.says = FULL;
  await assert.rejects(put());
  assert.equal(await watch.check(), "read-only");
  disk.says = undefined;
  disk.now += 999;
  assert.equal(await watch.check(), "read-only");
  disk.now += 1;
  assert.equal(await watch.check(), "ok");
  assert.deepEqual(told, ["kv_read_only", "kv_writable"]);
});

Deno.test("a clock that is set back keeps nobody from seeing that there is room again", async () => {
  using world = await storeOnDisk();
  const { disk, told, watch, put } = world;
  disk.says = FULL;
  await assert.rejects(put());
  assert.equal(await watch.check(), "read-only");
  disk.now -= 900_000;
  await assert.rejects(put());
  disk.says = undefined;
  assert.equal(await watch.check(), "ok");
  assert.deepEqual(told, ["kv_read_only", "kv_read_only", "kv_writable"]);
});

Deno.test("faults that only repeat it are not logged, and others are", async () => {
  using world = await storeOnDisk();
  const { disk, told, watch, put } = world;
  const fault = new Error("No index", { cause: new Error(FULL) });
  watch.log.error("before", fault);
  disk.says = FULL;
  await assert.rejects(put());
  watch.log.error("repeated", fault);
  watch.log.error("repeated", "token: ReadOnlyError: " + new ReadOnlyError().message);
  watch.log.error("other", new Error("Something else"));
  disk.now += 60_000;
  watch.log.error("later", fault);
  assert.deepEqual(told, ["before", "kv_read_only", "other", "later"]);
});

Deno.test("another error of a write stays what it is", async () => {
  using world = await storeOnDisk();
  world.disk.says = "the database went away";
  await assert.rejects(world.put(), TypeError);
  assert.equal(await world.watch.check(), "ok");
});
