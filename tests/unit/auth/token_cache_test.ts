import assert from "node:assert/strict";
import { createTokenCache } from "../../../lib/auth/token_cache.ts";

function counted(ttlMs: number, clock = { now: 1_000_000 }) {
  const cache = createTokenCache<{ ttlMs: number; lookUp: number }>(() => clock.now);
  let lookUps = 0;
  return {
    cache,
    clock,
    get: (token: string) => cache.get(token, () => Promise.resolve({ ttlMs, lookUp: ++lookUps })),
  };
}

Deno.test("a token is looked up once, however many ask at the same time", async () => {
  const { get } = counted(1_000);
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => get("token")));
  assert(answers.every(({ lookUp }) => lookUp === 1));
});

Deno.test("what is known is believed for its time and no longer", async () => {
  const { get, clock } = counted(1_000);
  await get("token");
  clock.now += 999;
  assert.equal((await get("token")).lookUp, 1);
  clock.now += 2;
  assert.equal((await get("token")).lookUp, 2);
});

Deno.test("what was looked up before the clock was set back is looked up again", async () => {
  const { get, clock } = counted(1_000);
  await get("token");
  clock.now -= 3_600_000;
  assert.equal((await get("token")).lookUp, 2);
});

Deno.test("what may be believed for no time at all is asked every time", async () => {
  const { get } = counted(0);
  await get("token");
  assert.equal((await get("token")).lookUp, 2);
});

Deno.test("two tokens are never taken for one another", async () => {
  const { get } = counted(1_000);
  assert.notEqual((await get("token a")).lookUp, (await get("token b")).lookUp);
});

Deno.test("a failed look-up is not remembered", async () => {
  const { cache, get } = counted(1_000);
  await assert.rejects(cache.get("token", () => Promise.reject(new Error("down"))), /down/);
  assert.equal((await get("token")).lookUp, 1);
});

Deno.test("a look-up that a revocation overtakes is not remembered", async () => {
  const { cache, get } = counted(1_000);
  const asked = Promise.withResolvers<{ ttlMs: number; lookUp: number }>();
  const slow = cache.get("token", () => asked.promise);
  cache.clear();
  asked.resolve({ ttlMs: 1_000, lookUp: -1 });
  await slow;
  assert.equal((await get("token")).lookUp, 1);
});
