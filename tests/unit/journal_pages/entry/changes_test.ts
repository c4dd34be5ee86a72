import assert from "node:assert/strict";
import { type Change, changesBetween } from "../../../../lib/journal_pages/entry/changes.ts";

/** The text before or after, as far as the changes show it. */
function shownOf(changes: readonly Change[], left: "removed" | "added"): string {
  return changes.flatMap((change) => {
    if (change.kind === "gap") return [];
    if (change.kind === "same") return [change.text];
    return change.parts.filter(({ kind }) => kind !== left).map(({ text }) => text);
  }).join("");
}

Deno.test("words that changed are told apart within their line, and the lines around are few", () => {
  const lines = (word: string) => `${"a\n".repeat(9)}We saw a ${word} boat.\n${"z\n".repeat(9)}`;
  assert.deepEqual(changesBetween(lines("small"), lines("large")), [
    { kind: "gap", lines: 7 },
    { kind: "same", text: "a\na\n" },
    {
      kind: "changed",
      parts: [
        { kind: "same", text: "We saw a " },
        { kind: "removed", text: "small" },
        { kind: "added", text: "large" },
        { kind: "same", text: " boat.\n" },
      ],
    },
    { kind: "same", text: "z\nz\n" },
    { kind: "gap", lines: 7 },
  ]);
});

Deno.test("whatever two texts are, what is shown leads from one to the other", () => {
  const texts = ["", "a", "a\n", "a\nb\nc", "b\nc\n", "a\n\n\nc", "x ".repeat(50), "\r\n\u2028"];
  for (const before of texts) {
    for (const after of texts.filter((text) => text !== before)) {
      const changes = changesBetween(before, after);
      assert.equal(shownOf(changes, "added"), before);
      assert.equal(shownOf(changes, "removed"), after);
    }
  }
});

Deno.test("two long texts that have nothing in common are all removed and all added", () => {
  const numbers = (first: number) =>
    Array.from({ length: 40_000 }, (_, n) => `${first + n}`).join("\n");
  for (
    const [before, after] of [["a ".repeat(130_000), "b ".repeat(130_000)], [
      numbers(0),
      numbers(1e6),
    ]]
  ) {
    const changes = changesBetween(before, after);
    assert.equal(shownOf(changes, "added"), before);
    assert.equal(shownOf(changes, "removed"), after);
  }
});

Deno.test("many passages that changed have the time of one for all of their words", () => {
  const passages = (word: string) =>
    Array.from({ length: 60 }, (_, n) => `${`${word} `.repeat(200)}${n}\nas before ${n}\n`).join(
      "",
    );
  const [before, after] = [passages("a b"), passages("b c a")];
  const changes = changesBetween(before, after);
  assert.equal(shownOf(changes, "removed"), after);
  const last = changes.findLast(({ kind }) => kind === "changed");
  assert(last?.kind === "changed");
  assert.deepEqual(last.parts.map(({ kind }) => kind), ["removed", "added"]);
});
