import assert from "node:assert/strict";
import { Bag } from "../../lib/bag.ts";

function itemsOf<T>(bag: Bag<T>): T[] {
  const items: T[] = [];
  bag.forEach((item) => items.push(item));
  return items.sort();
}

Deno.test("a bag has what was added and not taken out, in whatever order that was", () => {
  const bag = new Bag<string>();
  const [a, b, c] = ["a", "b", "c"].map((item) => bag.add(item));
  bag.delete(a);
  assert.deepEqual(itemsOf(bag), ["b", "c"]);
  bag.delete(c);
  const d = bag.add("d");
  assert.deepEqual(itemsOf(bag), ["b", "d"]);
  assert(bag.some((item) => item === "d"));
  assert(!bag.some((item) => item === "c"));
  bag.delete(b);
  bag.delete(d);
  assert.equal(bag.size, 0);
});

Deno.test("what is in a bag twice is taken out once for each time", () => {
  const bag = new Bag<string>();
  const first = bag.add("same");
  bag.add("same");
  bag.delete(first);
  assert.deepEqual(itemsOf(bag), ["same"]);
});

Deno.test("each item of a bag may take itself out while all are called", () => {
  const bag = new Bag<() => void>();
  let called = 0;
  for (let n = 0; n < 5; n++) {
    const place = bag.add(() => {
      called++;
      bag.delete(place);
    });
  }
  bag.forEach((act) => act());
  assert.equal(called, 5);
  assert.equal(bag.size, 0);
});
