import assert from "node:assert/strict";
import { readAhead } from "../../../lib/transfer/run/read_ahead.ts";

Deno.test("the next thing is read when there is time, one at most, and in the order of the source", async () => {
  const read: number[] = [];
  async function* source() {
    for (let n = 1; n <= 3; n++) yield await Promise.resolve(read.push(n));
  }
  const { items, begin } = readAhead(source());
  const taken: number[] = [];
  for await (const n of items) {
    assert.deepEqual(read.length, n, "nothing was read that there was no time for");
    begin();
    begin();
    await new Promise((resolve) => setTimeout(resolve, 0));
    assert.equal(read.length, Math.min(n + 1, 3));
    taken.push(n);
  }
  assert.deepEqual(taken, [1, 2, 3]);
});

Deno.test("what reading ahead rejects with is told in its place, and a source that is left is closed", async () => {
  let isClosed = false;
  async function* source() {
    try {
      yield 1;
      await Promise.resolve();
      throw new Error("damaged");
    } finally {
      isClosed = true;
    }
  }
  const { items, begin } = readAhead(source());
  const taken: number[] = [];
  await assert.rejects(async () => {
    for await (const n of items) {
      begin();
      await new Promise((resolve) => setTimeout(resolve, 5));
      taken.push(n);
    }
  }, /damaged/);
  assert.deepEqual(taken, [1]);

  isClosed = false;
  const left = readAhead(source());
  for await (const _ of left.items) break;
  assert(isClosed);
});
