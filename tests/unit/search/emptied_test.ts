import assert from "node:assert/strict";
import { openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { startCatchUp } from "../../../lib/search/follow/catch_up.ts";
import { openSqliteIndex } from "../../../lib/search/sqlite/mod.ts";

Deno.test("a journal that is emptied while its index follows it is not waited for", async () => {
  const store = await openStore(":memory:");
  const journal = openJournal(store, { userId: "ada", includePrivate: true });
  for (let n = 0; n < 250; n++) {
    await journal.createEntry({ title: `Day ${n}`, content: "All day" });
  }
  const index = openSqliteIndex({});
  const catchUp = startCatchUp({
    store,
    index: {
      ...index,
      async apply(owner, step) {
        for await (const { key } of store.write.list({ prefix: ["journal", "ada"] })) {
          await store.write.delete(key);
        }
        return await index.apply(owner, { ...step, to: { ...step.to, watermark: "1" } });
      },
    },
  });
  assert.equal(await catchUp.reach("ada"), undefined);
  await catchUp.stop();
  await index.close();
  store.close();
});
