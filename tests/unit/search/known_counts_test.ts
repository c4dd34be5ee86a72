import assert from "node:assert/strict";
import type { Found, Request } from "../../../lib/search/index/search_index.ts";
import { rememberCounts } from "../../../lib/search/known_counts.ts";

const REQUEST: Request = {
  ...{ clauses: [], tags: [], tagWords: {}, size: 0, filterTokens: [] },
  ...{ from: 0, to: 10, surelyFrom: 0, surelyTo: 10, parts: ["open"] as never },
};

function found(total: number, unsure: string[] = []): Found {
  const weights = { clauses: [], averageLength: 1 };
  return { hits: [], hasMore: false, total, unsure, corrections: [], weights };
}

Deno.test("a count is known for as long as nothing is written, to whoever asks for the same", () => {
  const counts = rememberCounts();
  const question = { userId: "ada", request: REQUEST };
  const at = { epoch: "e", watermark: "7" };
  counts.set(question, { at, found: found(3) });
  assert.equal(counts.get({ userId: "ada", request: { ...REQUEST } }, { ...at })?.total, 3);
  assert.equal(counts.get(question, { ...at, watermark: "8" }), undefined);
  assert.equal(counts.get(question, { ...at, epoch: "f" }), undefined);
  assert.equal(counts.get({ ...question, userId: "kody" }, at), undefined);
  const withPrivate = { ...REQUEST, parts: ["open", "private"] as never };
  assert.equal(counts.get({ userId: "ada", request: withPrivate }, at), undefined);
});

Deno.test("a count with many entries to look at is not kept", () => {
  const counts = rememberCounts();
  const question = { userId: "ada", request: REQUEST };
  const at = { epoch: "e", watermark: "7" };
  counts.set(question, { at, found: found(30, Array(30).fill("id")) });
  assert.equal(counts.get(question, at), undefined);
});
