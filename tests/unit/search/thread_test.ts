import assert from "node:assert/strict";
import { openSqliteThread } from "../../../lib/search/sqlite/thread.ts";
import { sqlite } from "./backends.ts";

const NOWHERE = { epoch: "", watermark: "" };
const SOMEWHERE = { epoch: "test", watermark: "1" };
const STEP = { from: NOWHERE, to: SOMEWHERE, entries: [], gone: [] };

Deno.test("where the thread of the index dies, what is under way fails and the next thing is done", async () => {
  await using place = await sqlite.place();
  const faults: unknown[] = [];
  const index = openSqliteThread({
    directory: place.options.directory!,
    onDamage: (fault) => void faults.push(fault),
    module: new URL("./dying_worker.ts", import.meta.url),
  });
  const asked = [index.watermark("ada"), index.apply("ada", STEP)];
  for (const each of asked) {
    await assert.rejects(each, /thread of the search index has ended/);
  }
  assert.match(String(faults), /This thread dies/);
  assert.ok(await index.apply("ada", STEP));
  assert.deepEqual(await index.watermark("ada"), SOMEWHERE);
  await index.close();
});

Deno.test("where the thread of the index has no more memory, it is told, and the next thing is done", async () => {
  await using place = await sqlite.place();
  const faults: unknown[] = [];
  const index = openSqliteThread({
    directory: place.options.directory!,
    onDamage: (fault) => void faults.push(fault),
    module: new URL("./greedy_worker.ts", import.meta.url),
    silentMs: 5_000,
  });
  const asked = [index.watermark("ada"), index.apply("ada", STEP)];
  for (const each of asked) {
    await assert.rejects(each, /thread of the search index has ended/);
  }
  assert.match(String(faults), /thread of the search index was silent/);
  assert.ok(await index.apply("ada", STEP));
  assert.deepEqual(await index.watermark("ada"), SOMEWHERE);
  await index.close();
});

Deno.test("an index closes while its thread has no more memory", async () => {
  await using place = await sqlite.place();
  const index = openSqliteThread({
    directory: place.options.directory!,
    module: new URL("./greedy_worker.ts", import.meta.url),
  });
  const asked = assert.rejects(index.watermark("ada"), /thread of the search index has ended/);
  await index.close();
  await asked;
});

Deno.test("an index that is closed keeps what it has answered for, and takes nothing more", async () => {
  await using place = await sqlite.place();
  const index = openSqliteThread({ directory: place.options.directory! });
  assert.ok(await index.apply("ada", STEP));
  await index.close();
  await assert.rejects(index.watermark("ada"), /closed/);
  const again = openSqliteThread({ directory: place.options.directory! });
  assert.deepEqual(await again.watermark("ada"), SOMEWHERE);
  await again.close();
});

Deno.test("where the thread cannot start, what is asked fails, and the index closes", async () => {
  const faults: unknown[] = [];
  const index = openSqliteThread({
    directory: ".",
    onDamage: (fault) => void faults.push(fault),
    module: new URL("./no_such_module.ts", import.meta.url),
  });
  await assert.rejects(index.watermark("ada"), /thread of the search index has ended/);
  assert.match(String(faults), /Cannot find module/);
  await index.close();
});

Deno.test("an index closes even where its thread dies meanwhile", async () => {
  await using place = await sqlite.place();
  const index = openSqliteThread({
    directory: place.options.directory!,
    module: new URL("./dying_worker.ts", import.meta.url),
  });
  const asked = assert.rejects(index.watermark("ada"), /thread of the search index has ended/);
  await index.close();
  await asked;
});

Deno.test("an index that was never asked starts no thread, and closes", async () => {
  const faults: unknown[] = [];
  const index = openSqliteThread({
    directory: ".",
    onDamage: (fault) => void faults.push(fault),
    module: new URL("./no_such_module.ts", import.meta.url),
  });
  await index.close();
  assert.deepEqual(faults, []);
});
