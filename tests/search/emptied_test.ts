import assert from "node:assert/strict";
import { openJournal } from "../../lib/journal/mod.ts";
import { startCatchUp } from "../../lib/search/catch_up.ts";
import { watchOutages } from "../../lib/search/outages.ts";
import { searchEntries } from "../../lib/search/search_entries.ts";
import type { SearchIndex } from "../../lib/search/search_index.ts";
import { openSqliteIndex } from "../../lib/search/sqlite/mod.ts";
import { storeFor } from "../journal/helpers.ts";

Deno.test("an index that is emptied just before it is asked is filled and asked again", async () => {
  using store = await storeFor();
  const real = openSqliteIndex({});
  let empties = 2;
  const index: SearchIndex = {
    ...real,
    async find(owner, request) {
      if (empties-- > 0) await real.reset(owner, await real.mark(owner));
      return await real.find(owner, request);
    },
  };
  const owner = { userId: "ada", includePrivate: true };
  await openJournal(store, owner).createEntry({ title: "One", content: "tea" });
  const page = await searchEntries({
    store,
    index,
    owner,
    catchUp: startCatchUp({ store, index }),
    outages: watchOutages({ onFault: assert.ifError }),
    now: Date.now,
  }, { query: "tea" });
  assert.deepEqual(page.entries.map(({ title }) => title), ["One"]);
  await real.close();
});
