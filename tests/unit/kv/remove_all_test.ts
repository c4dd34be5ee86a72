import assert from "node:assert/strict";
import { openStore, removeAll } from "../../../lib/kv/store.ts";

Deno.test("a removal of many keys pauses after each commit, and goes on afterwards", async () => {
  const store = await openStore(":memory:");
  for (let n = 0; n < 250; n++) await store.write.set(["removed", n], n);
  await store.write.set(["kept"], "kept");
  const left: number[] = [];
  const removed = await removeAll(store, ["removed"], {
    async pause() {
      left.push((await Array.fromAsync(store.read.list({ prefix: ["removed"] }))).length);
    },
  });
  assert.equal(removed, 250);
  assert.deepEqual(left, [150, 50, 0]);
  assert.equal((await store.read.get(["kept"])).value, "kept");
  store.close();
});
