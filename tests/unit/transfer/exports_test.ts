import assert from "node:assert/strict";
import { openStore } from "../../../lib/kv/store.ts";
import { erasureKey } from "../../../lib/journal/mod.ts";
import { followExport } from "../../../lib/transfer/export/mod.ts";
import { openExports } from "../../../lib/transfer/mod.ts";

const BYTES = new Uint8Array([1, 2, 3]);

function follow(zip: ReadableStream<Uint8Array<ArrayBuffer>>, tell: () => Promise<void>) {
  return followExport(zip, { tell, reached: () => ({ entries: 0 }), onFault() {} });
}

Deno.test("a journal goes out where nothing can be written of how far it is", async () => {
  const zip = ReadableStream.from([BYTES, BYTES]);
  const followed = follow(zip, () => Promise.reject(new Error("The disk is full")));
  assert.deepEqual([...await new Response(followed).bytes()], [...BYTES, ...BYTES]);
});

Deno.test("whoever leaves while the journal is read has stopped, and nothing says otherwise later", async () => {
  const said: string[] = [];
  const slow = new ReadableStream<Uint8Array<ArrayBuffer>>({}, { highWaterMark: 0 });
  const followed = followExport(slow, {
    tell: ({ state }) => Promise.resolve(void said.push(state)),
    ...{ reached: () => ({ entries: 0 }), onFault() {} },
  });
  const reader = followed.getReader();
  const read = reader.read();
  await new Promise((resolve) => setTimeout(resolve, 0));
  await reader.cancel();
  assert.equal((await read).done, true);
  assert.deepEqual(said, ["running", "stopped"]);
});

Deno.test("a download says that it is lost once its process is silent, and goes with its person", async () => {
  const store = await openStore(":memory:");
  let now = 1_000_000;
  const exports = openExports(store, () => now);
  const tell = exports.begin("ada");
  const running = { state: "running", entries: 1, bytes: 10 } as const;
  await tell(running);
  assert.equal((await exports.latest("ada"))?.state, "running");
  now += 31_000;
  assert.equal((await exports.latest("ada"))?.state, "lost");
  await tell({ ...running, bytes: 20 });
  assert.deepEqual([(await exports.latest("ada"))?.bytes, await exports.latest("ben")], [
    ...[20, undefined],
  ]);

  await store.write.set(erasureKey("ada"), {});
  const { signal } = new AbortController();
  assert.equal(await exports.erase("ada", { signal }), 1);
  await tell(running);
  await exports.begin("ada")(running);
  assert.equal(await exports.latest("ada"), undefined, "Nothing comes back after an erasure");
  store.close();
});
