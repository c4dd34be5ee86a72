import assert from "node:assert/strict";
import { listUsers, openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { journalFaults } from "../../engines/faults/journal_faults.ts";
import { startProcess } from "../../support/programs/server_process.ts";
import { caller, keepWriting, task } from "./helpers.ts";

Deno.test("a backup holds one moment of a journal that is being written", async () => {
  await using server = await startProcess();
  const client = await caller(server, "kody");
  const environment = { DATA_DIR: server.dataDir };
  const writer = keepWriting(client);

  const least = writer.acknowledged;
  const [chosen, usual] = await Promise.all([
    task("backup", { args: [`${server.dataDir}/mine.kv`], environment }),
    task("backup", { environment }),
  ]);
  const most = writer.acknowledged + 1;
  await writer.stop();

  assert.deepEqual([chosen.code, usual.code], [0, 0], chosen.complained + usual.complained);
  assert.match(chosen.said, /mine\.kv: \S+ [KM]iB, \d+ keys, checked/);
  assert.match(chosen.said, /everything: .* passwords/);
  const [name, ...others] = [...Deno.readDirSync(`${server.dataDir}/backups`)].map((file) =>
    file.name
  );
  assert.deepEqual(others, []);
  assert.match(name, /^journal-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.kv$/);

  for (const path of [`${server.dataDir}/mine.kv`, `${server.dataDir}/backups/${name}`]) {
    assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
    const titles = await titlesIn(path);
    assert.ok(titles.length >= least && titles.length <= most, `${least} ${titles.length} ${most}`);
    assert.deepEqual(titles.sort(), titles.map((_, n) => `Entry ${n}`).sort());
  }
  assert.ok(most - least > 1, "Nothing was written meanwhile");
});

Deno.test("a backup never replaces a file, and leaves nothing unfinished behind", async () => {
  await using server = await startProcess();
  const directory = await Deno.makeTempDir();
  const path = `${directory}/mine.kv`;
  await Deno.writeTextFile(path, "precious");
  const environment = { DATA_DIR: server.dataDir };
  const refused = await task("backup", { args: [path], environment });
  assert.deepEqual([refused.code, refused.said], [1, ""]);
  assert.match(refused.complained, /mine\.kv exists already/);
  assert.equal(await Deno.readTextFile(path), "precious");
  assert.equal((await task("backup", { args: [directory], environment })).code, 0);
  const names = [...Deno.readDirSync(directory)].map(({ name }) => name.replace(/-.*Z/, "-Z"));
  assert.deepEqual(names.sort(), ["journal-Z.kv", "mine.kv"]);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("what is not in a file here is not backed up, restored or cleaned, and that is said", async () => {
  const directory = await Deno.makeTempDir();
  const remote = { DATA_DIR: directory, KV_URL: "https://kv.example.com" };
  for (const name of ["backup", "restore", "vacuum"]) {
    const refused = await task(name, {
      args: name === "restore" ? ["x"] : [],
      environment: remote,
    });
    assert.equal(refused.code, 1);
    assert.match(refused.complained, /^KV_URL names a database behind KV Connect/m, name);
  }
  for (const name of ["backup", "reindex", "vacuum"]) {
    const refused = await task(name, { environment: { DATA_DIR: directory } });
    assert.equal(refused.code, 1);
    assert.match(refused.complained, /^There is no .*journal\.kv/m, name);
  }
  assert.deepEqual([...Deno.readDirSync(directory)], []);
  await Deno.remove(directory);
});

Deno.test("nobody but the owner of the data works on it, not even root", {
  ignore: Deno.uid() !== 0,
}, async () => {
  const directory = await Deno.makeTempDir();
  await Deno.chown(directory, 65_534, null);
  for (const name of ["backup", "reindex", "vacuum", "erase"]) {
    const refused = await task(name, { environment: { DATA_DIR: directory } });
    assert.equal(refused.code, 1);
    assert.match(refused.complained, /belongs to another user: do this as the user of the server/);
  }
  await Deno.remove(directory);
});

/** The titles in a backup, in which no row may be missing or too many. */
async function titlesIn(path: string): Promise<string[]> {
  const store = await openStore(path);
  const titles: string[] = [];
  for await (const userId of listUsers(store)) {
    assert.deepEqual(await journalFaults(store, userId), []);
    const journal = openJournal(store, { userId, includePrivate: true });
    let cursor: string | undefined;
    do {
      const page = await journal.listEntries({ cursor, limit: 100 });
      titles.push(...page.entries.map(({ title }) => title));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  store.close();
  return titles;
}
