import assert from "node:assert/strict";
import { startKvConnect } from "../../support/kv_connect/mod.ts";
import { startProcess } from "../../support/programs/server_process.ts";
import { caller, find, task } from "../../processes/operations/helpers.ts";

Deno.test("two servers on one database behind KV Connect are one journal", async () => {
  await using kv = await startKvConnect();
  const environment = { ...kv.environment, KV_URL: kv.url };
  await using front = await startProcess({ environment });
  await using other = await startProcess({ environment });
  const here = await caller(front, "kody");
  await here.call("create_entry", { title: "Day", content: "the sea" });
  assert.deepEqual(await find(here, "sea"), ["Day"]);
  const readiness = await (await fetch(`${other.url}/ready`)).json();
  assert.equal(readiness.kv, "ok");

  const there = await caller(other, "kody");
  assert.deepEqual(await find(there, "sea"), ["Day"]);
  await there.call("create_entry", { title: "Evening", content: "the sea, still" });
  assert.deepEqual(await find(here, "sea"), ["Day", "Evening"]);

  const reindexed = await task("reindex", {
    environment: { ...environment, DATA_DIR: front.dataDir },
  });
  assert.equal(reindexed.code, 0, reindexed.complained);
  assert.match(reindexed.said, /Indexed again: 1 journals/);
  assert.deepEqual(await find(here, "sea"), ["Day", "Evening"]);
});
