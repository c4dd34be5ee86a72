import assert from "node:assert/strict";
import { countWords, excerptOf, withoutPhotoLinks } from "../../../../lib/journal/entries/prose.ts";
import { randomFrom } from "../helpers.ts";

Deno.test("words are counted in scripts with and without spaces", () => {
  const texts: [string, number][] = [
    ["", 0],
    ["  --- !  ", 0],
    ["It's half-past nine.", 4],
    ["今日は天気がいい", 5],
    ["我今天去了市场", 4],
    ["ฉันไปตลาด", 3],
    ["Grüße 👋 Größe", 2],
  ];
  for (const [text, count] of texts) assert.equal(countWords(text), count, text);
});

Deno.test("words are counted as Unicode divides texts, plain ones and others next to each other", () => {
  const segmenter = new Intl.Segmenter("und", { granularity: "word" });
  const pieces = [
    ...[
      "a",
      "B",
      "7",
      " ",
      " ",
      " ",
      "\n",
      "\r\n",
      "\t",
      ".",
      ",",
      ":",
      "!",
      '"',
      "(",
      ")",
      "'",
      "_",
    ],
    ...[
      "-",
      "é",
      "\u0301",
      "\u200d",
      "\u00a0",
      "\ufeff",
      "\u2028",
      "’",
      "木",
      "ア",
      "א",
      "😀",
      "🏽",
    ],
  ];
  const random = randomFrom(1);
  for (let n = 0; n < 5_000; n++) {
    const text = Array.from(
      { length: 1 + random() * 9 },
      () => pieces[Math.floor(random() * pieces.length)],
    ).join("");
    const words = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike);
    assert.equal(countWords(text), words.length, JSON.stringify(text));
  }
});

Deno.test("a link to a photo has the words that the photo is called by, and no others", () => {
  const texts: [text: string, count: number, excerpt: string][] = [
    ["![](dayone-moment://5A7C11)", 0, ""],
    ["![Sunset at the lake](photos/1.jpg)", 4, "Sunset at the lake"],
    ['Look:\n\n![](a.jpg)\n![](b(1).jpg "(b)")\n\nGreen.', 2, "Look: Green."],
    ["See ![it](x.jpg)![them](y.jpg) there", 3, "See itthem there"],
    ["[A page](https://example.org)!", 5, "[A page](https://example.org)!"],
    ["Wow![1](two) !(three) ![four]", 3, "Wow1 !(three) ![four]"],
    ["![](never ends", 2, "![](never ends"],
  ];
  for (const [text, count, excerpt] of texts) {
    assert.equal(countWords(text), count, text);
    assert.equal(excerptOf(text), excerpt);
  }
});

Deno.test("links to photos are found in no time in the longest text", () => {
  const parts = ["![", "![](", "![](![](x)", "![](a(b)", "(", "![a](b", "![x](y)", "!"];
  for (const part of parts) {
    const text = part.repeat(Math.ceil(262_144 / part.length));
    for (const start of ["", "![", "![]("]) {
      const before = performance.now();
      withoutPhotoLinks(start + text);
      assert(performance.now() - before < 5_000, start + part);
    }
  }
});

Deno.test("a short text is its own excerpt, on one line", () => {
  assert.equal(excerptOf("  One\n\n two\t three  "), "One two three");
  assert.equal(excerptOf("x".repeat(200)), "x".repeat(200));
});

Deno.test("a long text is cut between words", () => {
  const excerpt = excerptOf("morning ".repeat(100));
  assert.equal(excerpt, `${"morning ".repeat(24).trimEnd()} morning…`.slice(-excerpt.length));
  assert.ok(excerpt.length <= 200 && excerpt.length > 190);
  assert.match(excerpt, /morning…$/);
});

Deno.test("one endless word is cut between graphemes", () => {
  const family = "👩‍👩‍👧";
  const excerpt = excerptOf(family.repeat(1_000));
  assert.ok(excerpt.length <= 200);
  assert.equal(excerpt.replaceAll(family, ""), "…");
  assert.equal(excerptOf("x".repeat(300)), `${"x".repeat(199)}…`);
  assert.ok(excerptOf("é" + "\u0301".repeat(1_000)).isWellFormed());
});

Deno.test("space in front of the text does not empty the excerpt", () => {
  assert.equal(excerptOf(`${" ".repeat(10_000)}end`), "end");
});
