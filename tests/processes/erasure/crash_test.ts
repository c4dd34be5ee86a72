import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { beginJob } from "../../../lib/erasure/job.ts";
import { openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { startServer } from "../../support/servers/server.ts";
import { dump, isErasing, lasting, moveIn, rowsWith, settle } from "./helpers.ts";

const ENTRIES = 150;
const TAGS = 80;
const KILLS = 4;

Deno.test("an erasure that is killed again and again ends as if it had not been", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-erasure-" });
  const location = `${dataDir}/journal.kv`;
  const searchDirectory = `${dataDir}/search`;
  await Deno.mkdir(searchDirectory);
  try {
    const { words, userId, others, before, url } = await fill({ location, searchDirectory });
    const left: number[] = [];
    for (let kills = 0; kills < KILLS; kills++) {
      await killAfter(Math.random() * 250, [location, searchDirectory]);
      const store = await openStore(location);
      left.push(rowsWith([userId], await dump(store)).length);
      assert(await isErasing(store));
      store.close();
    }
    assert.deepEqual(left, left.toSorted((a, b) => b - a), "What is gone stays gone");

    const store = await openStore(location);
    await settle({ url, store }, { searchDirectory });
    const after = await dump(store);
    store.close();
    assert.deepEqual(rowsWith(words, after), []);
    for (const key of others) assert.deepEqual(after.get(key), before.get(key), key);
    await vacuum(location);
    assert.deepEqual(await filesWith(words, dataDir), []);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

/** Two people, one with a longer journal, whose erasure has just begun. */
async function fill(options: { location: string; searchDirectory: string }) {
  await using server = await startServer(options);
  const ada = await moveIn(server, "Adelheid");
  const bob = await moveIn(server, "Bartholomew");
  const { userId, subject, words } = ada;
  const journal = openJournal(server.store, { userId, includePrivate: true });
  const [, , email, , title, content] = words;
  // Each tag is a row of an index: many keys in few commits.
  const tags = Array.from({ length: TAGS }, (_, n) => `tag ${n}`);
  const create = () => journal.createEntry({ title, content, tags, createMissingTags: true });
  await create();
  // At once, because they are written together.
  await Promise.all(Array.from({ length: ENTRIES - 1 }, create));
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert((await filesWith(words, options.location.replace("/journal.kv", ""))).length > 0);
  const before = await dump(server.store);
  await beginJob(server.store, { userId, subject, email }, Date.now());
  const others = lasting(rowsWith(bob.words, before));
  return { words, userId, others, before, url: server.url };
}

async function killAfter(milliseconds: number, args: string[]): Promise<void> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", new URL("server.ts", import.meta.url).href, ...args],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill("SIGKILL");
  await reader.cancel();
  await child.status;
}

/** What an operator does now and then: SQLite overwrites nothing that it frees. */
async function vacuum(location: string): Promise<void> {
  const code = `
    import { DatabaseSync } from "node:sqlite";
    const database = new DatabaseSync(${JSON.stringify(location)});
    database.exec("vacuum");
    database.exec("pragma wal_checkpoint(truncate)");
    database.close();
  `;
  const { success } = await new Deno.Command(Deno.execPath(), { args: ["eval", "-q", code] })
    .output();
  assert(success);
}

/** The files below a directory in which one of the words is found. */
async function filesWith(words: readonly string[], directory: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(directory)) {
    const path = `${directory}/${name}`;
    if (isDirectory) found.push(...await filesWith(words, path));
    else {
      const bytes = Buffer.from(await Deno.readFile(path));
      const forms = words.flatMap((word) => [word, word.toLowerCase()]);
      if (forms.some((form) => bytes.includes(form))) found.push(path);
    }
  }
  return found;
}
