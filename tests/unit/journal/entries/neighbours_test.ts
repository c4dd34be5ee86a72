import assert from "node:assert/strict";
import { type Journal, openJournal } from "../../../../lib/journal/mod.ts";
import { storeFor } from "../helpers.ts";

async function titlesBeside(journal: Journal, id: string) {
  const { older, newer } = await journal.neighboursOf(id);
  return [older?.title, newer?.title];
}

Deno.test("the entries beside one are those of a list, also where they have the same time", async () => {
  using store = await storeFor();
  const all = openJournal(store, { userId: "ada", includePrivate: true });
  const open = openJournal(store, { userId: "ada", includePrivate: false });
  const made = [];
  for (const [n, at] of [1, 2, 2, 2, 5].entries()) {
    made.push(
      await all.createEntry({
        ...{ title: String(n), content: "x", occurredAt: at, isPrivate: n === 2 },
      }),
    );
  }
  const inOrder = (await all.listEntries()).entries.toReversed();
  for (const [n, { id }] of inOrder.entries()) {
    assert.deepEqual(
      await titlesBeside(all, id),
      [inOrder[n - 1]?.title, inOrder[n + 1]?.title],
      String(n),
    );
  }
  const seen = inOrder.filter(({ isPrivate }) => !isPrivate);
  for (const [n, { id }] of seen.entries()) {
    assert.deepEqual(
      await titlesBeside(open, id),
      [seen[n - 1]?.title, seen[n + 1]?.title],
      String(n),
    );
  }
  await assert.rejects(open.neighboursOf(made[2].id), { code: "not_found" });
  await all.trashEntry(made[4].id);
  assert.deepEqual((await titlesBeside(all, inOrder[3].id))[1], undefined);
});

Deno.test("a revision is read by its version, as far as the viewer may see it", async () => {
  using store = await storeFor();
  const pen = openJournal(store, { userId: "ada", includePrivate: true, client: "pen" });
  const open = openJournal(store, { userId: "ada", includePrivate: false, client: "other" });
  const long = "long ".repeat(30_000);
  const { id } = await pen.createEntry({
    ...{ title: "One", content: long, mood: "calm", isPrivate: true },
    ...{ tags: ["sea"], createMissingTags: true },
  });
  await pen.updateEntry(id, { title: "Two", isPrivate: false, tags: [] });
  await open.updateEntry(id, { content: "short" });
  await open.updateEntry(id, { content: "shorter" });

  const first = await pen.readRevision(id, 1);
  assert.equal(first.title, "One");
  assert.equal(first.content, long);
  assert.equal(first.mood, "calm");
  assert.deepEqual(first.tags.map(({ name }) => name), ["sea"]);
  assert.equal(first.client, "pen");
  assert.equal((await pen.readRevision(id, 3)).content, "short");
  assert.equal((await open.readRevision(id, 2)).content, long);
  assert.deepEqual(await open.writerOf(id), { client: "other" });
  for (const version of [1, 4, 0, -1, 1.5, NaN]) {
    await assert.rejects(open.readRevision(id, version), { code: "not_found" }, String(version));
  }
});
