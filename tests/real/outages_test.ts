import assert from "node:assert/strict";
import { callTool } from "../support/clients/rpc.ts";
import { type Cluster, startCluster } from "../support/engines/cluster.ts";
import { openSlowWay, type SlowWay } from "../support/engines/slow_way.ts";
import { connect, targetOf } from "../support/people/connection.ts";
import { until, withCluster } from "./cluster_tests.ts";

const ways: SlowWay[] = [];
const { test } = withCluster(() =>
  startCluster({
    ways(port) {
      const way = openSlowWay(port);
      ways.push(way);
      return way.port;
    },
  })
);
Deno.test.afterAll(async () => {
  for (const way of ways) await way[Symbol.asyncDispose]();
});

test("while PostgreSQL is slow, silent or away, search reads the journal and says so", async (cluster) => {
  const [, postgres] = ways;
  const call = await caller(cluster, "Search");
  await call("create_entry", { title: "Day", content: "the sea" });
  const search = () => call("search_entries", { query: "sea" });
  assert.equal((await search()).degraded, undefined);
  for (
    const [take, give] of [
      [() => postgres.delay = 6_000, () => postgres.delay = 0],
      [() => postgres.isSilent = true, () => postgres.isSilent = false],
      [() => postgres.close(), () => postgres.open()],
    ]
  ) {
    take();
    const { entries, degraded } = await search();
    assert.deepEqual([entries.length, degraded], [1, true]);
    await call("create_entry", { title: "Meanwhile", content: "a lake" });
    const { status, index } = await (await fetch(`${cluster.url}/ready`)).json();
    assert.deepEqual([status, index], ["degraded", "unavailable"]);
    give();
    await until(async () => (await search()).degraded === undefined, {
      seconds: 30,
      what: "search uses the index again",
    });
  }
  const { entries } = await call("search_entries", { query: "lake" });
  assert.equal(entries.length, 3, "what was written meanwhile is found");
});

test("while denokv is slow calls wait, and while it is away they wait until it is back", async (cluster) => {
  const [kv] = ways;
  const call = await caller(cluster, "Waits");
  kv.delay = 200;
  const { entry } = await call("create_entry", { title: "Slow", content: "the sea" });
  kv.delay = 0;
  for (
    const [take, give] of [
      [() => kv.close(), () => kv.open()],
      [() => kv.isSilent = true, () => kv.isSilent = false],
    ]
  ) {
    take();
    const args = { title: "Later", content: "the sea", idempotencyKey: crypto.randomUUID() };
    const created = call("create_entry", args);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    give();
    const { entry: later } = await created;
    assert.equal((await call("get_entry", { id: later.id })).entry.title, "Later");
  }
  assert.equal((await call("get_entry", { id: entry.id })).entry.title, "Slow");
  assert.equal((await call("list_entries", {})).entries.length, 3, "each was written once");
});

test("an instance that is told to stop while denokv is away stops all the same", async (cluster) => {
  const [kv] = ways;
  const [instance] = cluster.instances;
  const call = await caller(cluster, "Stops");
  // Whoever writes has a record of it waiting.
  await call("create_entry", { title: "Day", content: "the sea" });
  kv.close();
  assert.equal(await instance.stop(), 1);
  assert.match(instance.output(), /"event":"ended_unfinished"/);
  kv.open();
});

async function caller(cluster: Cluster, name: string) {
  const scope = "entries:read entries:write";
  const { tokens } = await connect(targetOf(cluster), { name, parameters: { scope } });
  return async (tool: string, args: Record<string, unknown>) => {
    const { status, body } = await callTool(cluster.resource, {
      era: "2026-07-28",
      token: tokens.access_token,
      tool,
      args,
    });
    assert(status === 200 && !body.result?.isError, `${tool}: ${status} ${JSON.stringify(body)}`);
    return body.result.structuredContent;
  };
}
