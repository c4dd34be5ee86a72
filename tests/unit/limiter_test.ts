import assert from "node:assert/strict";
import { createLimiter } from "../../lib/limiter.ts";

const HOUR = 3_600_000;

Deno.test("a key waits for the end of its window once it has used it up", () => {
  let now = 0;
  const { take } = createLimiter({ limit: 2, seconds: 60, now: () => now });
  assert.equal(take("a"), 0);
  now = 10_000;
  assert.equal(take("a"), 0);
  assert.equal(take("a"), 50);
  assert.equal(take("b"), 0);
  now = 59_999;
  assert.equal(take("a"), 1);
  now = 60_000;
  assert.equal(take("a"), 0);
});

Deno.test("an event that is forgiven does not count, and no more than was counted is", () => {
  const { take, forgive } = createLimiter({ limit: 1, seconds: 60, now: () => 0 });
  forgive("a");
  take("a");
  forgive("a");
  forgive("a");
  assert.equal(take("a"), 0);
  assert.equal(take("a"), 60);
});

Deno.test("whoever is refused has taken nothing", () => {
  const { take, forgive } = createLimiter({ limit: 1, seconds: 60, now: () => 0 });
  for (let tries = 0; tries < 10; tries++) take("a");
  forgive("a");
  assert.equal(take("a"), 0);
});

Deno.test("nobody waits longer than a window because the clock was set back", () => {
  let now = 2 * HOUR;
  const { take } = createLimiter({ limit: 1, seconds: 60, now: () => now });
  take("a");
  assert.equal(take("a"), 60);
  now -= HOUR;
  assert.equal(take("a"), 0);
  assert.equal(take("a"), 60);
});

Deno.test("the memory is bounded: the oldest key is forgotten", () => {
  const { take } = createLimiter({ limit: 1, seconds: 60, now: () => 0, maxKeys: 2 });
  for (const key of ["a", "b", "c"]) take(key);
  assert.deepEqual(["c", "b", "a"].map((key) => take(key)), [60, 60, 0]);
});
