import assert from "node:assert/strict";
import { keysOf } from "../../../lib/journal/store/keys.ts";
import { draft, storeFor } from "../../unit/journal/helpers.ts";
import { bring, journalWithFiles } from "../../unit/journal/attachments/helpers.ts";
import { journalFaults } from "./journal_faults.ts";

const LONG = "All day. ".repeat(10_000);

Deno.test("a journal in every state has no faults, and any row that goes or comes is one", async () => {
  using store = await storeFor();
  const journal = journalWithFiles(store);
  const tags = ["home", "sea"];
  const made = draft({ content: LONG, tags, createMissingTags: true, mood: "calm" });
  const { id } = await journal.createEntry(made);
  await journal.updateEntry(id, { content: LONG + "!", isFavorite: true });
  await journal.updateEntry(id, { title: "Later", isPrivate: true });
  const [sea, note] = [await bring(journal), await bring(journal, "Tide at four.", "tide.txt")];
  await bring(journal, "Nobody wants it", "waits.txt");
  await journal.updateEntry(id, { attachments: [{ sha256: sea.sha256, name: "sea" }] });
  await journal.updateEntry(id, { attachments: [{ sha256: note.sha256, name: "note" }] });
  const trashed = await journal.createEntry(draft({ tags: ["home"] }));
  await journal.trashEntry(trashed.id);
  const attachments = [{ sha256: sea.sha256, name: "sea" }];
  const purged = await journal.createEntry(draft({ tags: ["sea"], attachments }));
  await journal.updateEntry(purged.id, { content: "Gone" });
  await journal.purgeEntry(purged.id);
  assert.deepEqual(await journalFaults(store, "ada"), []);

  const keys = keysOf("ada");
  const rows = await Array.fromAsync(store.read.list({ prefix: keys.root }));
  assert.ok(rows.length > 20);
  for (const { key, value } of rows) {
    // What is due is looked at once more when its time has come.
    if (key[2] === "due" && key[4] === "blob") continue;
    // An entry that is written again has another versionstamp than its change.
    if (key[2] === "entry" || (value instanceof Deno.KvU64 && value.value === 0n)) continue;
    await store.write.delete(key);
    assert.notDeepEqual(await journalFaults(store, "ada"), [], JSON.stringify(key));
    await store.write.set(key, value);
    const more = [...key.slice(0, -1), "more"];
    await store.write.set(more, value);
    assert.notDeepEqual(await journalFaults(store, "ada"), [], JSON.stringify(more));
    await store.write.delete(more);
  }
  assert.deepEqual(await journalFaults(store, "ada"), []);
  await store.write.delete(keys.entry(id));
  assert.ok((await journalFaults(store, "ada")).length > 10);
});
