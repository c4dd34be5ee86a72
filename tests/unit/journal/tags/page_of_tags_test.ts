import assert from "node:assert/strict";
import { pageOfTags, type Tag } from "../../../../lib/journal/mod.ts";
import { draft, journalIn, storeFor } from "../helpers.ts";

async function manyTags() {
  using store = await storeFor();
  const journal = journalIn(store);
  const names = Array.from(
    { length: 60 },
    (_, n) => n % 2 ? `tag ${n}` : `Ärger ${"日".repeat(n)}`,
  );
  await journal.createEntry(draft({ tags: names, createMissingTags: true }));
  return await journal.listTags();
}

function pagesOf(tags: readonly Tag[], limit: number): Tag[] {
  const found: Tag[] = [];
  let cursor: string | undefined;
  do {
    const page = pageOfTags(tags, { limit, cursor });
    assert(page.tags.length <= limit);
    found.push(...page.tags);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

Deno.test("the pages of the tags are all tags in their order, each once", async () => {
  const tags = await manyTags();
  for (const limit of [1, 7, 30, 60, 61]) assert.deepEqual(pagesOf(tags, limit), tags);
  assert.deepEqual(pageOfTags(tags), { tags });
});

Deno.test("a page goes on behind a tag that is gone, and before one that is new", async () => {
  const tags = await manyTags();
  const { nextCursor: cursor } = pageOfTags(tags, { limit: 10 });
  const without = tags.filter((_, n) => n !== 9);
  assert.deepEqual(pageOfTags(without, { cursor }).tags, tags.slice(10));
});

Deno.test("a cursor that comes from no list of tags is an error", () => {
  for (const cursor of ["", "x", "bnVsbA", "W10", "é".repeat(10), "x".repeat(2_000)]) {
    assert.throws(() => pageOfTags([], { cursor }), /does not come from a list of tags/);
  }
});
