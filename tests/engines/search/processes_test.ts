import assert from "node:assert/strict";
import { openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { openSearch, type SearchOptions } from "../../../lib/search/mod.ts";
import { postgres, sqlite, withPostgres } from "../../unit/search/backends.ts";
import { findAll, openDesk } from "../../unit/search/helpers.ts";

type Place = Pick<SearchOptions, "directory" | "databaseUrl">;

const WRITES = 60;
const OWNER = { userId: "ada", includePrivate: true };

withPostgres();

for (const backend of [sqlite, postgres]) {
  Deno.test(`${backend.name} follows processes that write and search in turns`, {
    ignore: backend.isMissing,
  }, async () => {
    const directory = await Deno.makeTempDir();
    const path = `${directory}/journal.kv`;
    const store = await openStore(path);
    {
      await using desk = await openDesk(backend, store);
      const children = ["one", "two"].map((name) => {
        const args = ["run", "-A", "--no-check", import.meta.filename!, path, name];
        return new Deno.Command(Deno.execPath(), {
          args: [...args, JSON.stringify(desk.place)],
          stdout: "piped",
        }).output();
      });
      for (let n = 0; n < WRITES; n++) {
        await desk.write({ title: "zero", content: `all zero${n}` });
        assert.deepEqual(await desk.find(`zero${n}`), ["zero"]);
      }
      for (const { success, stdout } of await Promise.all(children)) {
        assert.ok(success);
        assert.equal(new TextDecoder().decode(stdout), `${WRITES} found\n`);
      }
      assert.equal((await findAll(desk, { query: "all", limit: 100 })).length, 3 * WRITES);
      assert.deepEqual(desk.faults, []);
    }
    store.close();
    await Deno.remove(directory, { recursive: true });
  });
}

/** What each process does: it finds whatever it has just written. */
async function write(path: string, name: string, place: Place): Promise<void> {
  const store = await openStore(path);
  const search = openSearch({ store, ...place, onFault: console.error });
  const journal = openJournal(store, OWNER, { onWrite: search.changed });
  let found = 0;
  for (let n = 0; n < WRITES; n++) {
    const { id } = await journal.createEntry({ title: name, content: `all ${name}${n}` });
    const { entries } = await search.forUser(OWNER).searchEntries({ query: `${name}${n}` });
    if (entries.length === 1 && entries[0].id === id) found++;
  }
  await search.close();
  store.close();
  console.log(`${found} found`);
}

if (import.meta.main) {
  const [path, name, place] = Deno.args;
  await write(path, name, JSON.parse(place));
}
