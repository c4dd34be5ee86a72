import assert from "node:assert/strict";
import { eraseJournal, openJournal } from "../../../lib/journal/mod.ts";
import { openSearch } from "../../../lib/search/mod.ts";
import { postgres, sqlite, withPostgres } from "../../unit/search/backends.ts";
import { openDesk } from "../../unit/search/helpers.ts";

withPostgres();

for (const backend of [sqlite, postgres]) {
  Deno.test({
    name: `${backend.name}: a forgotten person is not found, also where the index is open`,
    ignore: backend.isMissing,
    async fn() {
      await using desk = await openDesk(backend);
      const { store, place } = desk;
      const ada = { userId: "ada", includePrivate: true };
      // Without `search.changed`: an index that follows the erasure is empty before it is forgotten.
      const journal = openJournal(store, ada);
      await journal.createEntry({ title: "A day", content: "tea with Bob" });
      await desk.write({ content: "tea alone" }, { userId: "bob" });
      const other = openSearch({ store, ...place });
      const find = async () => (await other.forUser(ada).searchEntries({ query: "tea" })).entries;
      assert.equal((await find()).length, 1);

      await eraseJournal(store, "ada");
      assert.equal(await desk.search.forget("ada"), true);
      assert.deepEqual(await find(), []);
      assert.deepEqual(await desk.find("tea"), []);
      await other.forget("ada");
      await desk.search.forget("ada");
      assert.equal(await other.forget("ada"), false, "It tells when nothing is left");
      assert.equal((await desk.find("tea", { userId: "bob" })).length, 1);
      if (place.directory) assert.equal(databases(place.directory).length, 1);

      await journal.createEntry({ title: "New", content: "tea again" });
      assert.deepEqual((await find()).map(({ title }) => title), ["New"]);
      await other.close();
    },
  });
}

Deno.test("a catch-up that is under way does not bring an index back", async () => {
  await using desk = await openDesk(sqlite);
  const { store, place: { directory } } = desk;
  for (let n = 0; n < 450; n++) await desk.write({ content: `tea ${n}` });
  desk.search.changed("ada");
  const following = desk.find("tea 1").catch(() => {});
  await eraseJournal(store, "ada");
  await following;
  await desk.search.forget("ada");
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(databases(directory!), []);
});

function databases(directory: string): string[] {
  return [...Deno.readDirSync(directory)].map(({ name }) => name)
    .filter((name) => name.endsWith(".sqlite"));
}
