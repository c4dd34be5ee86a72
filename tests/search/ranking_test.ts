import assert from "node:assert/strict";
import type { RankedPlace } from "../../lib/search/cursor.ts";
import { takePage } from "../../lib/search/ranking.ts";
import { type Hit, RANKED_HITS } from "../../lib/search/search_index.ts";
import { randomFrom } from "../journal/helpers.ts";
import { DAY, NOON } from "./helpers.ts";

Deno.test("more matches than can be ranked at once come stretch by stretch, each once", () => {
  const random = randomFrom(7);
  const matches: Hit[] = Array.from({ length: 2 * RANKED_HITS + 700 }, (_, n) => ({
    id: String(n),
    at: NOON - Math.floor(random() * 30 * DAY),
    score: Math.floor(random() * 5),
  }));
  for (const size of [1_999, 2_000, 100]) {
    const seen = pagesOf(matches, size).flat();
    assert.equal(seen.length, matches.length);
    assert.equal(new Set(seen.map(({ id }) => id)).size, matches.length);
  }
  const [first, second] = pagesOf(matches, 100);
  assert.ok(first.every(({ score }) => score === 4e6), "The best come first");
  assert.ok(Math.min(...first.map(({ at }) => at)) >= Math.max(...second.map(({ at }) => at)));
});

Deno.test("what is written between two pages of a stretch does not move it", () => {
  const matches: Hit[] = Array.from({ length: RANKED_HITS + 500 }, (_, n) => ({
    id: String(n),
    at: NOON - n * 60_000,
    score: 1,
  }));
  const seen = pagesOf(matches, 300, () => {
    for (let n = 0; n < 50; n++) {
      matches.push({ id: `new ${matches.length}`, at: NOON + matches.length * 60_000, score: 1 });
    }
  }).flat();
  const old = seen.filter(({ id }) => !id.startsWith("new"));
  assert.equal(new Set(old.map(({ id }) => id)).size, RANKED_HITS + 500);
  assert.equal(old.length, RANKED_HITS + 500);
});

/** All pages, as an index of `matches` would give them. */
function pagesOf(matches: readonly Hit[], size: number, between = () => {}): Hit[][] {
  const pages: Hit[][] = [];
  let place: RankedPlace | undefined = { kind: "ranked" };
  while (place !== undefined) {
    const { since = -Infinity, until = Infinity } = place as RankedPlace;
    const found = matches.filter(({ at }) => at >= since && at <= until)
      .sort((a, b) => b.at - a.at).slice(0, RANKED_HITS);
    const { hits, next } = takePage(found, { place, size });
    pages.push(hits);
    between();
    place = next;
  }
  return pages;
}
