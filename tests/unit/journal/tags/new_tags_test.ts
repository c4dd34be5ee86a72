import assert from "node:assert/strict";
import { draft, dump, interrupted, journalIn, refuses, storeFor } from "../helpers.ts";

Deno.test("who writes an entry is told which of its tags are new", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await journal.createTag({ name: "Home" });
  const created = await journal.createEntry(
    draft({ tags: ["lake", "home", "Lake", "pier"], createMissingTags: true }),
  );
  assert.deepEqual(created.newTags?.map(({ name }) => name), ["lake", "pier"]);
  assert.deepEqual(created.newTags, created.tags.filter(({ name }) => name !== "Home"));

  const { id } = created;
  const update = (tags: string[]) => journal.updateEntry(id, { tags, createMissingTags: true });
  assert.deepEqual((await update(["LAKE", "boat"])).newTags?.map(({ name }) => name), ["boat"]);
  assert.equal("newTags" in await update(["lake"]), false);
  assert.equal("newTags" in await journal.getEntry(id), false);
});

Deno.test("an error about missing tags names all of them, the first ten by name", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ tags: ["a"], createMissingTags: true }));
  const before = await dump(store);
  const tags = ["no", "A", "not", '"quoted"'];
  for (
    const attempt of [
      () => journal.createEntry(draft({ tags })),
      () => journal.updateEntry(id, { tags }),
    ]
  ) {
    await refuses(attempt(), ["not_found", /^There are no tags "no", "not", "\\"quoted\\""$/]);
  }
  const many = Array.from({ length: 100 }, (_, n) => `t${n}`.padEnd(100, "x"));
  const { message } = await refuses(
    journal.createEntry(draft({ tags: many })),
    ["not_found", / and 90 more$/],
  );
  assert(message.length < 1_000);
  assert.deepEqual(await dump(store), before);
});

Deno.test("a tag that somebody else makes first is not told as new", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const journal = journalIn(interrupted(store, () => other.createTag({ name: "Home" })));
  const entry = await journal.createEntry(draft({ tags: ["home"], createMissingTags: true }));
  assert.equal(entry.newTags, undefined);
});
