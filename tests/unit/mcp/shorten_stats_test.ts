import assert from "node:assert/strict";
import type { JournalStats } from "../../../lib/journal/mod.ts";
import { statsAnswer } from "../../../lib/mcp/answers/insight.ts";

const months = Array.from(
  { length: 120 },
  (_, n) => `${2016 + Math.floor(n / 12)}-${String(n % 12 + 1).padStart(2, "0")}`,
);

/** Figures of ten years with so many moods and tags, whose names are as long as told. */
function statsOf(
  { moods, tags, length }: { moods: number; tags: number; length: number },
): JournalStats {
  const name = (n: number) => `${n} ${"🦊".repeat(length)}`;
  return {
    ...{ entryCount: 9_000, wordCount: 999_999, currentStreak: 400, longestStreak: 400 },
    moods: Array.from({ length: moods }, (_, n) => ({
      ...{ mood: name(n), count: 9_000 },
      periods: Object.fromEntries(months.map((month) => [month, 31])),
    })),
    tags: Array.from({ length: tags }, (_, n) => ({ name: name(n), count: 9_000 })),
    weekdays: { monday: 5_000, sunday: 4_000 },
    months: Object.fromEntries(
      months.map((month) => [month, { entryCount: 99, wordCount: 9_999 }]),
    ),
    days: Array.from({ length: 400 }, (_, n) => ({
      date: new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10),
      ...{ entryCount: 1, wordCount: 999, mood: name(n % 20) },
    })),
  };
}

Deno.test("the figures of ten years with many moods fit an answer, the newest days first of all", () => {
  const stats = statsOf({ moods: 20, tags: 50, length: 190 });
  const { structured, text } = statsAnswer(stats);
  assert(new TextEncoder().encode(JSON.stringify([structured, text])).length <= 58_000);
  assert.deepEqual(structured.days?.at(-1), stats.days?.at(-1));
  assert.deepEqual(structured.tags[0], stats.tags[0]);
  assert(structured.shortened?.includes("days"));
  assert.match(text, /Not whole here: .*days.*\. A shorter range has the rest\./);
});

Deno.test("what is whole is not called shortened, and usual figures are whole", () => {
  const stats = statsOf({ moods: 3, tags: 20, length: 2 });
  const { structured, text } = statsAnswer({ ...stats, days: stats.days?.slice(-200) });
  assert.equal("shortened" in structured, false);
  assert.doesNotMatch(text, /Not whole/);
  assert.equal(Object.keys(structured.months).length, 120);
});
