import assert from "node:assert/strict";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import { draft, journalIn, storeFor } from "../helpers.ts";

Deno.test("every entry has one change row, at its own versionstamp, and head is the last", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push((await journal.createEntry(draft())).id);
  await agree(store, ids);

  await journal.updateEntry(ids[1], { title: "New" });
  await agree(store, [ids[0], ids[2], ids[3], ids[4], ids[1]]);
  await journal.trashEntry(ids[0]);
  await journal.updateEntry(ids[3], { tags: ["a"], createMissingTags: true });
  await journal.removeTagFromEntry(ids[2], "a");
  await agree(store, [ids[2], ids[4], ids[1], ids[0], ids[3]]);
  await journal.restoreEntry(ids[0]);
  await journal.removeTagFromEntry(ids[3], "a");
  await journal.addTagToEntry(ids[2], "a");
  await agree(store, [ids[4], ids[1], ids[0], ids[3], ids[2]]);
});

Deno.test("tags alone are no change of an entry", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id, tags } = await journal.createEntry(draft({ tags: ["a"], createMissingTags: true }));
  const before = await store.read.get(keysOf("ada").head());
  await journal.updateTag(tags[0].id, { name: "b" });
  await journal.deleteTag(tags[0].id);
  assert.deepEqual(await store.read.get(keysOf("ada").head()), before);
  await agree(store, [id]);
});

/** Checks that the changes are those of `ids`, in this order, and nothing else. */
async function agree(store: Store, ids: string[]): Promise<void> {
  const keys = keysOf("ada");
  const rows = await Array.fromAsync(store.read.list({ prefix: keys.change("").slice(0, -1) }));
  assert.deepEqual(rows.map(({ value }) => value), ids);
  for (const row of rows) {
    const entry = await store.read.get(keys.entry(String(row.value)));
    assert.equal(row.key.at(-1), entry.versionstamp);
    assert.equal(row.versionstamp, entry.versionstamp);
  }
  const head = await store.read.get(keys.head());
  assert.equal(head.versionstamp, rows.at(-1)?.versionstamp);
}
