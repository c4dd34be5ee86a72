import assert from "node:assert/strict";
import { serialize } from "node:v8";
import { fitsCommit, record, writeAll } from "../../../lib/kv/recorded_write.ts";

Deno.test("what several writes say of one row is said once, and the last state is the same", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["gone"], 1);
  await kv.set(["kept"], 1);
  const one = record((operation) =>
    operation.check({ key: ["new"], versionstamp: null }).delete(["gone"]).delete(["kept"])
      .sum(["count"], 1n).set(["kept"], 2)
  );
  const other = record((operation) =>
    operation.check({ key: ["new"], versionstamp: null }).delete(["gone"]).sum(
      ["count"],
      2n ** 64n - 1n,
    )
      .sum(["count"], 5n).delete(["kept"])
  );
  const done: string[] = [];
  const operation = kv.atomic();
  const watched = new Proxy(operation, {
    get: (target, name: "set") => (...args: Parameters<typeof target.set>) => {
      done.push(name);
      target[name](...args);
      return watched;
    },
  });
  writeAll(watched, [one, other]);
  assert.deepEqual(done, ["check", "delete", "delete", "sum"]);
  assert((await operation.commit()).ok);
  assert.equal((await kv.get<Deno.KvU64>(["count"])).value?.value, 5n);
  assert.equal((await kv.get(["gone"])).value, null);
  assert.equal((await kv.get(["kept"])).value, null);
});

Deno.test("a row that expires does so, too, when it is written with others", async () => {
  using kv = await Deno.openKv(":memory:");
  const write = record((operation) => operation.set(["a"], 1, { expireIn: 5_000 }).set(["b"], 2));
  const told: unknown[][] = [];
  const operation = { set: (...args: unknown[]) => (told.push(args), operation) };
  writeAll(operation as unknown as Deno.AtomicOperation, [write]);
  assert.deepEqual(told, [[["a"], 1, { expireIn: 5_000 }], [["b"], 2, undefined]]);
  assert((await writeAll(kv.atomic(), [write]).commit()).ok);
});

Deno.test("what a commit cannot hold does not fit", () => {
  const write = record((operation) => operation.set(["a"], new Uint8Array(60_000)));
  assert(fitsCommit(Array(9).fill(write)));
  assert(!fitsCommit(Array(11).fill(write)));
});

Deno.test("a value is measured as a little more than it takes, whatever it is made of", () => {
  const values: unknown[] = [
    ...["", "a".repeat(1_000), "ä".repeat(1_000), "木".repeat(1_000), "👋", 1, 2 ** 52, 0.1, true],
    ...[null, undefined, 12n, new Uint8Array(500), [], ["a", "木", 1], {}, [[], {}]],
    { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", tagIds: ["a", "b"], parts: { title: "x", 木: "y" }, n: 7 },
  ];
  for (const value of values) {
    const { size } = record((operation) => operation.set(["a"], value));
    const [measured, real] = [size.bytes - size.keyBytes, serialize(value).length];
    assert(measured >= real, `${measured} for ${real}: ${JSON.stringify(String(value))}`);
    assert(measured <= 3 * real + 80, `${measured} for ${real}`);
  }
});
