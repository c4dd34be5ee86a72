import assert from "node:assert/strict";
import { openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { startCatchUp } from "../../../lib/search/follow/catch_up.ts";
import { indexName } from "../../../lib/search/index/index_name.ts";
import { openIndex, openSearch } from "../../../lib/search/search.ts";
import { postgres, sqlite, withPostgres } from "./backends.ts";

withPostgres();

const OWNER = { userId: "anna", includePrivate: true };
const [EARLY, LATE] = [Date.parse("2020-05-01"), Date.parse("2024-05-01")];

for (const backend of [sqlite, postgres]) {
  Deno.test(`${backend.name} knows when entries were after another process has built the index`, {
    ignore: backend.isMissing,
  }, async () => {
    await using place = await backend.place();
    const store = await openStore(":memory:");
    const search = openSearch({ store, ...place.options });
    const other = openIndex(place.options);
    const journal = openJournal(store, OWNER);
    const found = async () => {
      const { entries } = await search.forUser(OWNER)
        .searchEntries({ query: "sea", from: EARLY - 1, to: EARLY + 1 });
      return entries.map(({ title }) => title);
    };
    try {
      const early = await journal.createEntry({
        title: "First",
        content: "sea",
        occurredAt: EARLY,
      });
      await journal.createEntry({ title: "Late", content: "sea", occurredAt: LATE });
      assert.deepEqual(await found(), ["First"]);
      await journal.updateEntry(early.id, { title: "Early" });
      assert.deepEqual(await found(), ["Early"]);

      // The same changes, but the entries have each other's numbers.
      const owner = indexName(OWNER.userId);
      await other.reset(owner, await other.watermark(owner));
      await startCatchUp({ store, index: other }).reach(OWNER.userId);
      assert.deepEqual(await found(), ["Early"]);
    } finally {
      await search.close();
      await other.close();
      store.close();
    }
  });
}
