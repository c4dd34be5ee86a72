import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { openSearch } from "../../../lib/search/mod.ts";
import { type Desk, openDesk } from "../../unit/search/helpers.ts";
import { postgres, sqlite, withPostgres } from "../../unit/search/backends.ts";

withPostgres();

/** What makes an index one that the version before has written. */
const BEFORE = {
  SQLite(desk: Desk): void {
    const [file] = [...Deno.readDirSync(desk.place.directory!)]
      .filter(({ name }) => name.endsWith(".sqlite"));
    const database = new DatabaseSync(`${desk.place.directory}/${file.name}`);
    const tables = ["part", "times", "document", "posting"].map((name) => `search_${name}`);
    for (const table of tables) database.exec(`drop table ${table}`);
    database.exec("create table search_words (words text); pragma user_version = 5");
    database.close();
  },
  async PostgreSQL(desk: Desk): Promise<void> {
    const client = new pg.Client(desk.place.databaseUrl);
    await client.connect();
    await client.query("drop table search_part, search_times, search_document, search_posting");
    await client.query("create table search_entry (owner text, id text)");
    await client.query("delete from search_migration where name = '004_postings'");
    await client.end();
  },
};

for (const backend of [sqlite, postgres]) {
  Deno.test(`an index in ${backend.name} that the version before has written is built again`, {
    ignore: backend.isMissing,
  }, async () => {
    await using desk = await openDesk(backend);
    await desk.write({ title: "Pasted", content: "co\u00ADoperate" });
    assert.deepEqual(await desk.find("cooperate"), ["Pasted"]);
    await desk.search.close();
    await BEFORE[backend.name as keyof typeof BEFORE](desk);
    const search = openSearch({ store: desk.store, ...desk.place });
    const searcher = search.forUser({ userId: "ada", includePrivate: true });
    const { entries, degraded } = await searcher.searchEntries({ query: "cooperate" });
    assert.deepEqual([entries.map(({ title }) => title), degraded], [["Pasted"], undefined]);
    await search.close();
  });
}
