import assert from "node:assert/strict";
import { matchFinder } from "../../../lib/search/text/matches.ts";
import { asPositive, parseQuery } from "../../../lib/search/text/query.ts";
import { tokensNear } from "../../../lib/search/text/plain.ts";
import { tokenize } from "../../../lib/search/tokens/tokens.ts";

const LONG = "k".repeat(70);
const QUERIES = [
  "sea",
  "Swimming houses",
  '"the sea"',
  '"a a"',
  '"the se"*',
  "s* -sand",
  '"x_1 y" OR 3.5',
  "a's b$ $5 über brücke",
  "黒猫 swim",
  `${LONG} sea`,
  LONG.slice(0, 64),
];
const TEXTS = [
  "",
  "The sea, THE SEA; the\tSea-side: swims swam swimming's swimmer. House, houses!",
  "a a a a_a a.a x_1 y 3.5 3 5 <b>b</b> b#c",
  `${LONG}sea ${LONG} the ${"k".repeat(64)} se`,
  "\u0000sea\u001fsand\u007fsea 'sea' \"sea\" the\n\n  sea",
];

Deno.test("what is met in plain texts is what is met in texts that are taken apart", () => {
  for (const query of QUERIES) {
    const find = matchFinder(asPositive(parseQuery(query)));
    for (const text of TEXTS) {
      const { tokens, matches } = find(`${text} ж`);
      assert.ok(tokens, "a letter beyond ASCII lets a text be taken apart");
      assert.deepEqual(find(text).matches, matches, `${query} in ${text}`);
    }
  }
});

Deno.test("the tokens near a place of a plain text are those of the whole text", () => {
  for (const text of TEXTS) {
    const all = tokenize(text);
    for (let from = 0; from < text.length; from++) {
      for (const to of [from, from + 3, text.length]) {
        const near = tokensNear(text, [from, to]);
        const touched = all.filter(({ start, end }) => end >= from && start <= to);
        assert.deepEqual(near.filter(({ start, end }) => end >= from && start <= to), touched);
      }
    }
  }
});
