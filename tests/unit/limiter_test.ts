import assert from "node:assert/strict";
import { createLimiter } from "../../lib/limiter.ts";

Deno.test("a key waits for the end of its window once it has used it up", () => {
  let now = 0;
  const { wait, count } = createLimiter({ limit: 2, seconds: 60, now: () => now });
  assert.equal(wait("a"), 0);
  count("a");
  assert.equal(wait("a"), 0);
  now = 10_000;
  count("a");
  assert.equal(wait("a"), 50);
  assert.equal(wait("b"), 0);
  now = 59_999;
  assert.equal(wait("a"), 1);
  now = 60_000;
  assert.equal(wait("a"), 0);
});

Deno.test("an event that is forgiven does not count, and no more than was counted is", () => {
  const { wait, count, forgive } = createLimiter({ limit: 1, seconds: 60, now: () => 0 });
  forgive("a");
  count("a");
  forgive("a");
  forgive("a");
  assert.equal(wait("a"), 0);
  count("a");
  assert.equal(wait("a"), 60);
});

Deno.test("asking does not count", () => {
  const { wait } = createLimiter({ limit: 1, seconds: 60, now: () => 0 });
  for (let asked = 0; asked < 10; asked++) assert.equal(wait("a"), 0);
});

Deno.test("the memory is bounded: the oldest key is forgotten", () => {
  const { wait, count } = createLimiter({ limit: 1, seconds: 60, now: () => 0, maxKeys: 2 });
  for (const key of ["a", "b", "c"]) count(key);
  assert.deepEqual(["a", "b", "c"].map(wait), [0, 60, 60]);
});
