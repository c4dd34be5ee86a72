import assert from "node:assert/strict";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import { draft, journalIn, storeFor } from "../helpers.ts";

Deno.test("what is stored with an entry beside its fields is shown to nobody", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  const shown = [await journal.getEntry(id), (await journal.listEntries()).entries[0]];
  const key = keysOf("ada").entry(id);
  const { value } = await store.read.get<object>(key);
  await store.write.set(key, { ...value, internalNote: "for nobody", client: "phone" });
  assert.deepEqual([await journal.getEntry(id), (await journal.listEntries()).entries[0]], shown);
});
