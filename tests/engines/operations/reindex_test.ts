import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { postgres, sqlite, withPostgres } from "../../unit/search/backends.ts";
import { startProcess } from "../../support/programs/server_process.ts";
import { caller, find, keepWriting, task } from "../../processes/operations/helpers.ts";
import { ownersIn } from "../../processes/operations/owners.ts";

withPostgres();

const STRANGER = "0123456789012345678901234567890123456789";

for (const backend of [sqlite, postgres]) {
  Deno.test(`${backend.name} is built again while the server runs and writes`, {
    ignore: backend.isMissing,
  }, async () => {
    await using place = await backend.place();
    const { databaseUrl = "" } = place.options;
    await using server = await startProcess({ environment: { DATABASE_URL: databaseUrl } });
    const { dataDir } = server;
    const environment = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
    const [kody, ada] = [await caller(server, "kody"), await caller(server, "ada")];
    for (const client of [kody, ada]) {
      await client.call("create_entry", { title: "Day", content: "the sea" });
      assert.deepEqual(await find(client, "sea"), ["Day"]);
    }
    const owners = await ownersIn({ dataDir, databaseUrl });
    await spoil({ dataDir, databaseUrl });
    assert.deepEqual(await find(kody, "sea"), [], "The index was not spoilt");

    const [, user] = /"user":"([^"]+)"/.exec(server.output())!;
    const one = await task("reindex", { args: [`--user=${user}`], environment });
    assert.equal(one.code, 0, one.complained);
    assert.deepEqual(await find(kody, "sea"), ["Day"]);
    assert.deepEqual(await find(ada, "sea"), []);

    const writer = keepWriting(kody);
    const all = await task("reindex", { environment });
    await writer.stop();
    assert.equal(all.code, 0, all.complained);
    assert.match(all.complained, /1 of 2\n2 of 2/);
    assert.match(all.said, /Indexed again: 2 journals; removed: 1 without/);
    assert.deepEqual((await ownersIn({ dataDir, databaseUrl })).sort(), owners.sort());
    assert.deepEqual(await find(ada, "sea"), ["Day"]);
    assert.deepEqual(await find(kody, "sea"), ["Day"]);
    assert.equal((await find(kody, "day")).length, Math.min(100, 1 + writer.acknowledged));
    assert.doesNotMatch(server.output(), /"level":"error"/);

    const unknown = await task("reindex", { args: ["--user=nobody"], environment });
    assert.equal(unknown.code, 1);
    assert.match(unknown.complained, /No journal belongs to the user nobody/);
  });
}

/** Takes all entries out of the indexes, which say nevertheless that they are there; adds another one. */
async function spoil(
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string },
): Promise<void> {
  if (databaseUrl === "") {
    for (const name of await ownersIn({ dataDir, databaseUrl })) {
      using database = new DatabaseSync(`${dataDir}/search/${name}`);
      database.exec("delete from search_document; delete from search_posting");
    }
    Deno.writeFileSync(`${dataDir}/search/${STRANGER}.sqlite`, new Uint8Array());
    return;
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("delete from search_document; delete from search_posting");
  await client.query("insert into search_state values ($1, 'e', 'w')", [STRANGER]);
  await client.end();
}
