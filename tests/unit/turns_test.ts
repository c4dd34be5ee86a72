import assert from "node:assert/strict";
import { BusyError } from "../../lib/bounded.ts";
import { inTurn } from "../../lib/turns.ts";

Deno.test("work of one name is done in turn, that of others beside it, and so many may wait", async () => {
  const scope = {};
  const done: string[] = [];
  const gates = new Map<string, () => void>();
  const begin = (name: string, what: string) =>
    inTurn({ scope, name, atMost: 2 }, async () => {
      await new Promise<void>((resolve) => gates.set(what, resolve));
      done.push(what);
    });
  const [first, second] = [begin("ada", "a1"), begin("ada", "a2")];
  await assert.rejects(begin("ada", "a3"), BusyError);
  const other = begin("ben", "b1");
  await new Promise((resolve) => setTimeout(resolve));
  gates.get("b1")!();
  await other;
  gates.get("a1")!();
  await first;
  const third = begin("ada", "a4");
  await new Promise((resolve) => setTimeout(resolve));
  gates.get("a2")!();
  await second;
  await new Promise((resolve) => setTimeout(resolve));
  gates.get("a4")!();
  await third;
  assert.deepEqual(done, ["b1", "a1", "a2", "a4"]);
});

Deno.test("work that fails keeps nobody from their turn", async () => {
  const scope = {};
  const fail = () =>
    inTurn({ scope, name: "ada", atMost: 1 }, () => Promise.reject(new Error("x")));
  await assert.rejects(fail(), /x/);
  await assert.rejects(fail(), /x/);
  assert.equal(await inTurn({ scope, name: "ada", atMost: 1 }, () => Promise.resolve(1)), 1);
});

Deno.test("shared work runs at once, and waits for what is not shared, as that does for it", async () => {
  const scope = {};
  const told: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (word: string, isShared = false) =>
    inTurn({ scope, name: "ada", isShared }, async () => {
      told.push(word);
      await new Promise<void>((resolve) => ends.set(word, resolve));
    });
  const all = [
    work("first", true),
    work("second", true),
    work("alone"),
    work("third", true),
    work("also alone"),
  ];
  await settle();
  assert.deepEqual(told, ["first", "second"]);
  ends.get("second")!();
  await settle();
  assert.deepEqual(told, ["first", "second"], "One of them is still under way");
  ends.get("first")!();
  await settle();
  assert.deepEqual(told.slice(2), ["alone"]);
  ends.get("alone")!();
  await settle();
  assert.deepEqual(told.slice(3), ["third"]);
  ends.get("third")!();
  await settle();
  ends.get("also alone")!();
  await Promise.all(all);
});

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
