import assert from "node:assert/strict";
import { createPersonTurns } from "../../../lib/http/person_turns.ts";

/** Turns of which a test says when each piece of work ends. */
function start({ atOnce = 6, atLeast = 2 } = {}) {
  let time = 0;
  const turns = createPersonTurns({ atOnce, atLeast, now: () => time });
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  return {
    begun,
    pass: (ms: number) => void (time += ms),
    ask(userId: string, name: string) {
      return turns.run(userId, () => {
        begun.push(name);
        ends.set(name, Promise.withResolvers<string>());
        return ends.get(name)!.promise;
      });
    },
    async end(name: string) {
      ends.get(name)!.resolve(name);
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

Deno.test("whoever is alone has all turns, and the rest of their work waits in its order", async () => {
  const { ask, begun, end } = start();
  const all = Promise.all(["1", "2", "3", "4", "5", "6", "7", "8"].map((name) => ask("ada", name)));
  assert.deepEqual(begun, ["1", "2", "3", "4", "5", "6"]);
  await end("3");
  assert.equal(begun.at(-1), "7");
  for (const name of ["1", "2", "4", "5", "6", "7", "8"]) await end(name);
  assert.deepEqual(await all, ["1", "2", "3", "4", "5", "6", "7", "8"]);
});

Deno.test("beside others somebody has their share, and nobody waits for another's work", async () => {
  const { ask, begun, end } = start();
  for (const name of ["a1", "a2", "a3", "a4", "a5", "a6", "a7"]) void ask("ada", name);
  void ask("eve", "e1");
  assert.equal(begun.at(-1), "e1");
  await end("a1");
  await end("a2");
  await end("a3");
  assert.equal(begun.includes("a7"), false, "Ada's share is three, and three are under way");
  await end("a4");
  assert.equal(begun.at(-1), "e1", "what has waited gives way to Eve");
  await end("e1");
  assert.equal(begun.at(-1), "a7");
});

Deno.test("whoever has more than their share begins one each 20 ms while others are answered", async () => {
  const { ask, begun, end } = start({ atOnce: 2, atLeast: 1 });
  void ask("eve", "e1");
  for (const name of ["a1", "a2", "a3"]) void ask("ada", name);
  await end("a1");
  assert.deepEqual(begun, ["e1", "a1"]);
  await new Promise((resolve) => setTimeout(resolve, 40));
  assert.deepEqual(begun, ["e1", "a1", "a2"]);
  await end("a2");
  await end("e1");
  assert.equal(begun.at(-1), "a3", "nobody is there any more to give way to");
});

Deno.test("two who both have more than their share give way to nobody but others", async () => {
  const { ask, begun, end } = start({ atOnce: 2, atLeast: 1 });
  for (const name of ["a1", "a2", "a3", "a4"]) void ask("ada", name);
  for (const name of ["e1", "e2", "e3"]) void ask("eve", name);
  await end("a1");
  assert.deepEqual(begun, ["a1", "a2", "e1"], "alone, Ada had both; beside Eve she has one");
  await end("a2");
  assert.equal(begun.at(-1), "a3");
  await end("e1");
  assert.equal(begun.at(-1), "e2");
});

Deno.test("a share never is below what one person always has", () => {
  const { ask, begun } = start();
  for (const other of ["b", "c", "d", "e", "f", "g"]) void ask(other, other);
  void ask("ada", "a1");
  void ask("ada", "a2");
  void ask("ada", "a3");
  assert.deepEqual(begun.slice(-2), ["a1", "a2"]);
});

Deno.test("whoever has asked for nothing in the last second has no share any more", async () => {
  const { ask, begun, end, pass } = start({ atLeast: 1 });
  for (const other of ["b", "c", "d", "e", "f"]) {
    void ask(other, other);
    await end(other);
  }
  void ask("ada", "a1");
  void ask("ada", "a2");
  assert.equal(begun.at(-1), "a1");
  pass(1_000);
  void ask("ada", "a3");
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.deepEqual(begun.slice(-3), ["a1", "a2", "a3"]);
});

Deno.test("work that fails gives its turn to the next", async () => {
  const turns = createPersonTurns({ atOnce: 1, atLeast: 1, now: Date.now });
  const failed = turns.run("ada", () => Promise.reject(new Error("No")));
  const next = turns.run("ada", () => Promise.resolve("yes"));
  await assert.rejects(failed, /No/);
  assert.equal(await next, "yes");
});
