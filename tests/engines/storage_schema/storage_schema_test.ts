import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { openJournal } from "../../../lib/journal/mod.ts";
import { openSearch } from "../../../lib/search/mod.ts";
import { postgres, sqlite, withPostgres } from "../../unit/search/backends.ts";
import { driveServer } from "./drive_server.ts";
import { matches, readSchemaPage } from "./schema_page.ts";

withPostgres();

/** Lines that no key matches after the drive, and why. */
const NOT_DRIVEN: Record<string, string> = {
  "journal / <user> / covered_at":
    "Four times a day: tests/unit/journal/entries/covering_test.ts has it",
  "journal / <user> / tag_sweep / <id>":
    "Gone before delete_tag answers: tests/unit/journal/sweep/sweep_test.ts has it",
  "journal / <user> / due / <time> / history / <id>":
    "Gone before purge_entry answers: tests/unit/journal/entries/purge_test.ts has it",
  "web / session / <hash>": "Only with AUTH_ISSUER: tests/external/web_login_test.ts has it",
  "web / session_of / <hash> / <hash>":
    "Only with AUTH_ISSUER: tests/external/web_login_test.ts has it",
  "blobs / key": "Only with BLOB_KEY: tests/processes/attachments/encrypted_test.ts has it",
  "export / <user> / <id>":
    "Only where a zip is downloaded: tests/http/account/export_progress_test.ts has it",
  "limit / <name> / <hash>":
    "Only where instances share a database: tests/unit/kv/shared_limiter_test.ts has it",
};

Deno.test("docs/storage_schema.md names every key that a server keeps, and no others", async () => {
  const { keys: lines } = await readSchemaPage();
  assert.ok(lines.length > 35, `The page names ${lines.length} keys`);
  const keys = await driveServer();
  assert.ok(keys.length > 60, `The server keeps ${keys.length} keys`);
  for (const key of keys) {
    const fitting = lines.filter((line) => matches(key, line));
    assert.equal(fitting.length, 1, `${Deno.inspect(key)} is ${fitting.length} times on the page`);
  }
  const unseen = lines.filter((line) => !keys.some((key) => matches(key, line)));
  assert.deepEqual(unseen.sort(), Object.keys(NOT_DRIVEN).sort());
});

for (const backend of [sqlite, postgres]) {
  Deno.test(`docs/storage_schema.md names every table of the index in ${backend.name}`, {
    ignore: backend.isMissing,
  }, async () => {
    await using place = await backend.place();
    const { directory, databaseUrl } = place.options;
    const tables = databaseUrl
      ? await tablesIn(databaseUrl)
      : tablesOf(await indexFile(directory ?? ""));
    const { tables: known } = await readSchemaPage();
    assert.ok(tables.length > 2);
    assert.deepEqual(tables.filter((name) => !known.includes(name)), []);
    if (databaseUrl) {
      assert.deepEqual(known.filter((name) => !tables.includes(name)), []);
    }
  });
}

/** Lets an index be made; returns the file of it, if it is one. */
async function makeIndex(place: { directory?: string; databaseUrl?: string }): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  const store = { write: kv, read: kv, isFile: false, isRemote: false, close: () => {} };
  const search = openSearch({ store, ...place });
  const owner = { userId: "ada", includePrivate: true };
  await openJournal(store, owner).createEntry({ title: "Day", content: "the sea" });
  assert.equal((await search.forUser(owner).searchEntries({ query: "sea" })).entries.length, 1);
  await search.close();
}

async function indexFile(directory: string): Promise<string> {
  await makeIndex({ directory });
  const [file] = [...Deno.readDirSync(directory)].filter(({ name }) => name.endsWith(".sqlite"));
  return `${directory}/${file.name}`;
}

function tablesOf(file: string): string[] {
  using database = new DatabaseSync(file);
  return database.prepare("select name from sqlite_master where type = 'table'").all()
    .map(({ name }) => String(name));
}

async function tablesIn(databaseUrl: string): Promise<string[]> {
  await makeIndex({ databaseUrl });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ table_name: string }>(
    "select table_name from information_schema.tables where table_schema = 'public'",
  );
  await client.end();
  return rows.map((row) => row.table_name);
}
