import assert from "node:assert/strict";
import { formatTags, parseTags } from "../../../../lib/journal_pages/form/tag_line.ts";

Deno.test("a line of tags has each name once typed, also one with a comma or quotes", () => {
  const lines: [string, string[]][] = [
    ["", []],
    [" , ,", []],
    ["sea", ["sea"]],
    ["sea, summer ,  long walk", ["sea", "summer", "long walk"]],
    ['"a, b", c', ["a, b", "c"]],
    ['"say ""hi""", c', ['say "hi"', "c"]],
    ['5" nails, c', ['5" nails', "c"]],
    ['"half, c', ['"half', "c"]],
    ['"a" b, c', ['"a" b', "c"]],
    ["#sea,日本", ["#sea", "日本"]],
  ];
  for (const [line, names] of lines) assert.deepEqual(parseTags(line), names, line);
});

Deno.test("tags that are shown and sent again are the same tags", () => {
  const names = ["sea", "a, b", 'say "hi"', '"', ",", '",",', "x".repeat(100)];
  assert.deepEqual(parseTags(formatTags(names)), names);
});

Deno.test("a hostile line of tags takes no longer than others", () => {
  for (const sign of ['"', '""', '",', " ", ","]) {
    const began = performance.now();
    parseTags(sign.repeat(24_000 / sign.length));
    assert(performance.now() - began < 500, sign);
  }
});
