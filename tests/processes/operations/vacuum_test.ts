import assert from "node:assert/strict";
import { openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { vacuum } from "../../../lib/operations/mod.ts";
import { openSearch } from "../../../lib/search/mod.ts";
import { startProcess } from "../../support/programs/server_process.ts";
import { caller, keepWriting, task } from "./helpers.ts";

const SECRET = "kohlrabiquarrel";
const OWNER = { userId: "ada", includePrivate: true };

Deno.test("nothing that was deleted is left in any file, while the server runs and writes", async () => {
  await using server = await startProcess();
  const { dataDir } = server;
  const store = await openStore(`${dataDir}/journal.kv`);
  const search = openSearch({ store, directory: `${dataDir}/search` });
  const journal = openJournal(store, OWNER, { onWrite: search.changed });
  const { id } = await journal.createEntry({ title: "x", content: `I saw ${SECRET} today` });
  const found = await search.forUser(OWNER).searchEntries({ query: SECRET });
  assert.equal(found.entries.length, 1);
  await journal.createEntry({ title: "Kept", content: "the sea" });
  await journal.purgeEntry(id);
  await search.forUser(OWNER).searchEntries({ query: "sea" });
  await search.close();
  store.close();
  const holders = await filesWith(SECRET, dataDir);
  assert.ok(holders.some((name) => name.startsWith("journal.kv")), "It was not there before");
  assert.ok(holders.some((name) => name.includes(".sqlite")), "It was not there before");

  const client = await caller(server, "kody");
  const writer = keepWriting(client);
  const outcome = await task("vacuum", { environment: { DATA_DIR: dataDir } });
  await writer.stop();
  assert.equal(outcome.code, 0, outcome.complained);
  assert.match(outcome.said, /journal\.kv: .* before, .* now/);
  assert.deepEqual(await filesWith(SECRET, dataDir), []);
  assert.ok(writer.acknowledged > 0);
  const { entries } = await client.call("list_entries", { limit: 100 });
  assert.equal(entries.length, Math.min(100, writer.acknowledged));
});

Deno.test("a large file is left alone while the server runs", async () => {
  await using server = await startProcess();
  const { dataDir } = server;
  await assert.rejects(vacuum({ dataDir }, { largestInUse: 1 }), /hold up the running server/);
  assert.equal((await fetch(`${server.url}/ready`)).status, 200);
  await server.stop();
  assert.equal((await vacuum({ dataDir }, { largestInUse: 1 })).length, 1);
});

/** The files under a directory that contain `text`. */
async function filesWith(text: string, directory: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(directory)) {
    const path = `${directory}/${name}`;
    if (isDirectory) names.push(...await filesWith(text, path));
    else if (new TextDecoder("latin1").decode(await Deno.readFile(path)).includes(text)) {
      names.push(name);
    }
  }
  return names;
}
