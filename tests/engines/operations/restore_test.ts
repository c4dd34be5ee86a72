import assert from "node:assert/strict";
import { listUsers, openChangeReader, openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { postgres, sqlite, withPostgres } from "../../unit/search/backends.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { startProcess } from "../../support/programs/server_process.ts";
import { type Caller, caller, find, task } from "../../processes/operations/helpers.ts";
import { ownersIn } from "../../processes/operations/owners.ts";

withPostgres();

for (const backend of [sqlite, postgres]) {
  Deno.test(`after a restore ${backend.name} finds what was in the backup and nothing else`, {
    ignore: backend.isMissing,
  }, async () => {
    const dataDir = await Deno.makeTempDir({ prefix: "epicme-" });
    await using place = await backend.place();
    const { databaseUrl = "" } = place.options;
    const environment = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
    const backup = `${dataDir}/mine.kv`;
    let port: number;
    let before: Caller;
    {
      await using server = await startProcess({ dataDir, environment });
      port = Number(new URL(server.url).port);
      const client = await caller(server, "kody");
      const { entry } = await client.call("create_entry", { title: "Old", content: "the sea" });
      await client.call("create_entry", { title: "Kept", content: "the sea, too" });
      assert.deepEqual(await find(client, "sea"), ["Kept", "Old"]);
      before = client;
      assert.equal((await task("backup", { args: [backup], environment })).code, 0);

      await client.call("update_entry", { id: entry.id, content: "the mountains" });
      await client.call("create_entry", { title: "New", content: "the sea again" });
      const other = await caller(server, "ada");
      await other.call("create_entry", { title: "Hers", content: "the sea" });
      assert.deepEqual(await find(client, "sea"), ["Kept", "New"]);
      assert.deepEqual(await find(other, "sea"), ["Hers"]);
      assert.equal((await ownersIn({ dataDir, databaseUrl })).length, 2);

      const refused = await task("restore", { args: ["--force", backup], environment });
      assert.equal(refused.code, 1);
      assert.match(refused.complained, /^The server runs: .* Stop it first/m);
      assert.deepEqual(await find(client, "sea"), ["Kept", "New"]);
    }

    const refused = await task("restore", { args: [backup], environment });
    assert.equal(refused.code, 1);
    assert.match(refused.complained, /journal\.kv exists\. With --force/);
    const restored = await task("restore", { args: ["--force", backup], environment });
    assert.equal(restored.code, 0, restored.complained);
    assert.match(restored.said, /before is kept: .*journal\.kv\.before-/);
    assert.match(restored.said, /has to sign in again .* \d+ sessions/);
    assert.deepEqual(await ownersIn({ dataDir, databaseUrl }), []);
    const files = [...Deno.readDirSync(dataDir)].map(({ name }) => name.replace(/-.*Z/, "-Z"));
    const wanted = ["backups", "blobs", "journal.kv", "journal.kv.before-Z", "mine.kv", "search"];
    assert.deepEqual(files.filter((name) => !wanted.includes(name)), []);

    await using server = await startProcess({ dataDir, environment, port });
    const { status } = await callTool(server.resource, {
      era: "2026-07-28",
      token: before.token,
      tool: "list_entries",
    });
    assert.equal(status, 401);
    const client = await caller(server, "kody");
    assert.deepEqual(await find(client, "sea"), ["Kept", "Old"]);
    assert.deepEqual(await find(client, "mountains"), []);
    await client.call("create_entry", { title: "After", content: "the sea" });
    assert.deepEqual(await find(client, "sea"), ["After", "Kept", "Old"]);
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  });
}

Deno.test("a damaged backup is not restored, and damaged data is no reason not to", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-" });
  const environment = { DATA_DIR: dataDir };
  const journal = `${dataDir}/journal.kv`;
  const backup = `${dataDir}/mine.kv`;
  {
    await using server = await startProcess({ dataDir });
    const client = await caller(server, "kody");
    for (let n = 0; n < 20; n++) {
      await client.call("create_entry", { title: "Old", content: "the sea ".repeat(2_000) });
    }
    assert.equal((await task("backup", { args: [backup], environment })).code, 0);
  }
  const good = await Deno.readFile(backup);
  const bytes = good.slice().fill(7, 100_000, 140_000);
  for (const bad of [bytes, good.subarray(0, 100_000), new TextEncoder().encode("a letter")]) {
    await Deno.writeFile(`${dataDir}/bad.kv`, bad);
    const before = await Deno.readFile(journal);
    const refused = await task("restore", { args: ["--force", `${dataDir}/bad.kv`], environment });
    assert.equal(refused.code, 1);
    assert.match(refused.complained, /damaged/);
    assert.deepEqual(await Deno.readFile(journal), before);
  }

  await Deno.writeFile(journal, new TextEncoder().encode("What is left of it"));
  const restored = await task("restore", { args: ["--force", backup], environment });
  assert.equal(restored.code, 0, restored.complained);
  await using server = await startProcess({ dataDir });
  const client = await caller(server, "kody");
  assert.equal((await find(client, "sea")).length, 20);
  await server.stop();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("neither a server that was killed nor an index that is away keeps from restoring", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-" });
  const environment = { DATA_DIR: dataDir };
  await using server = await startProcess({ dataDir });
  const client = await caller(server, "kody");
  await client.call("create_entry", { title: "Old", content: "the sea" });
  const backup = `${dataDir}/mine.kv`;
  assert.equal((await task("backup", { args: [backup], environment })).code, 0);
  await client.call("create_entry", { title: "New", content: "the sea" });
  assert.deepEqual(await find(client, "sea"), ["New", "Old"]);
  await server.kill();
  const away = { ...environment, DATABASE_URL: "postgres://127.0.0.1:1/away" };
  const restored = await task("restore", { args: ["--force", backup], environment: away });
  assert.equal(restored.code, 0, restored.complained);
  assert.match(restored.complained, /old search index could not be removed .*deno task reindex/);

  assert.notEqual(await epochOf(`${dataDir}/journal.kv`), await epochOf(backup));
  const [kept] = [...Deno.readDirSync(dataDir)].filter(({ name }) => name.includes(".before-"));
  const store = await openStore(`${dataDir}/${kept.name}`);
  const [user] = await Array.fromAsync(listUsers(store));
  const journal = openJournal(store, { userId: user, includePrivate: true });
  const { entries } = await journal.listEntries({});
  assert.deepEqual(entries.map(({ title }) => title), ["New", "Old"]);
  store.close();

  await using next = await startProcess({ dataDir });
  assert.deepEqual(await find(await caller(next, "kody"), "sea"), ["Old"]);
  await next.stop();
  await Deno.remove(dataDir, { recursive: true });
});

async function epochOf(path: string): Promise<string> {
  const store = await openStore(path);
  const { epoch } = await openChangeReader(store, "ada").state();
  store.close();
  return epoch;
}
