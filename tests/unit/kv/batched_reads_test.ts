import assert from "node:assert/strict";
import { batchedReads } from "../../../lib/kv/batched_reads.ts";

/** A database with ten keys, and how many keys each read of it asked for. */
async function counted() {
  const kv = await Deno.openKv(":memory:");
  for (let n = 0; n < 10; n++) await kv.set(["n", n], n);
  const sizes: number[] = [];
  const getMany = kv.getMany.bind(kv);
  kv.getMany = ((keys: Deno.KvKey[]) => {
    sizes.push(keys.length);
    return getMany(keys);
  }) as Deno.Kv["getMany"];
  return { kv, sizes, reader: batchedReads(kv) };
}

Deno.test("reads of one turn go together, ten keys at most, and each gets its own answer", async () => {
  const { kv, sizes, reader } = await counted();
  const values = await Promise.all(
    Array.from({ length: 25 }, async (_, n) => (await reader.get(["n", n])).value),
  );
  assert.deepEqual(values, Array.from({ length: 25 }, (_, n) => n < 10 ? n : null));
  assert.deepEqual(sizes, [10, 10, 5]);
  kv.close();
});

Deno.test("what one caller asks for at once is never torn apart", async () => {
  const { kv, sizes, reader } = await counted();
  const six = [0, 1, 2, 3, 4, 5].map((n): Deno.KvKey => ["n", n]);
  const answers = await Promise.all([reader.getMany(six), reader.getMany(six)]);
  for (const answer of answers) {
    assert.deepEqual(answer.map(({ value }) => value), [0, 1, 2, 3, 4, 5]);
  }
  assert.deepEqual(sizes, [6, 6]);
  kv.close();
});

Deno.test("a key that cannot be read fails its own reader and nobody else's", async () => {
  const { kv, reader } = await counted();
  const bad = reader.get(["x".repeat(5_000)]);
  const good = reader.get(["n", 7]);
  await assert.rejects(bad, /too large/i);
  assert.equal((await good).value, 7);
  kv.close();
});
