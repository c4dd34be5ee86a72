import assert from "node:assert/strict";
import { addPosition, encodeBlock, type Posting } from "../../../lib/search/index/postings.ts";
import type { PostingRow } from "../../../lib/search/index/rows.ts";
import { ClauseList } from "../../../lib/search/rank/lists.ts";
import { addPhrase } from "../../../lib/search/rank/phrase.ts";

const DOCUMENTS = 40;

/** The rows of a token in texts of one-letter words: one row, as all texts are in one block. */
function rowsOf(texts: readonly string[], token: string): PostingRow[] {
  const postings = texts.flatMap((text, slot): Posting[] => {
    const positions: number[] = [];
    let [count, last] = [0, 0];
    for (const [at, letter] of [...text].entries()) {
      if (letter !== token) continue;
      addPosition(positions, at, last);
      [count, last] = [count + 1, at];
    }
    return count > 0 ? [{ slot, count, isInTitle: false, length: 1, positions }] : [];
  });
  return [{ term: token, part: 0, block: 0, ...encodeBlock(postings) }];
}

/** How often a phrase of one-letter words is in each text, and how many pauses it took to tell. */
async function count(texts: readonly string[], phrase: string) {
  const list = new ClauseList(texts.length);
  const rows = new Map([...new Set(phrase)].map((letter) => [letter, rowsOf(texts, letter)]));
  let pauses = 0;
  const pacer = { pause: () => Promise.resolve(void pauses++) };
  await addPhrase(list, [...phrase].map((letter) => rows.get(letter)!), { pacer });
  return { counts: texts.map((_, doc) => list.count(doc)), pauses };
}

Deno.test("a phrase is found as often as its words follow each other, whatever comes again", async () => {
  let seed = 7;
  const random = () => (seed = seed * 48271 % 2147483647) % 3;
  const texts = Array.from(
    { length: DOCUMENTS },
    () => Array.from({ length: 60 }, () => "abc"[random()]).join(""),
  );
  for (const phrase of ["ab", "aa", "aba", "abab", "aaaa", "abcabc", "bbab"]) {
    const expected = texts.map((text) =>
      [...text.matchAll(new RegExp(`(?=${phrase})`, "g"))].length
    );
    assert.deepEqual((await count(texts, phrase)).counts, expected, phrase);
  }
});

Deno.test("others get their turn after each word of a phrase", async () => {
  const texts = Array.from({ length: DOCUMENTS }, () => "a".repeat(2_000));
  const { counts, pauses } = await count(texts, "a".repeat(48));
  assert.deepEqual(new Set(counts), new Set([255]));
  assert.ok(pauses >= 48);
});
