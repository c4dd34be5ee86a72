import assert from "node:assert/strict";
import type { Cluster } from "../support/engines/cluster.ts";
import { connect, targetOf } from "../support/people/connection.ts";
import { withCluster } from "./cluster_tests.ts";
import { idsBy, writeSteadily } from "../support/clients/steady_writer.ts";

const { test } = withCluster();

const WRITERS = 3;

/** What a client may be told when its instance dies: nothing, or what the proxy says then. */
const PASSING = ["no connection", "502 nginx"];

/** What is taken away under load, and comes back by itself or is started again. */
const CRASHES: Record<string, (cluster: Cluster) => Promise<void>> = {
  "an instance": (cluster) => cluster.replace(0),
  "the other instance": (cluster) => cluster.replace(1),
  "denokv, for two seconds": ({ kv }) => away(kv, 2_000),
  "PostgreSQL, for three seconds": ({ postgres }) => away(postgres, 3_000),
};

test("nothing acknowledged is lost, doubled or not found when all is killed in turns", async (cluster) => {
  const people = await Promise.all(
    Array.from({ length: WRITERS }, (_, n) => connect(targetOf(cluster), { name: `Crash${n}` })),
  );
  const tokens = people.map(({ tokens }) => tokens.access_token);
  const writers = tokens.map((token) => writeSteadily(cluster.resource, token));
  for (const [what, crash] of Object.entries(CRASHES)) {
    await Promise.all(writers.map(({ writes }) => writes(20)));
    await crash(cluster);
    // Nobody has touched anything but what was killed.
    await Promise.all(writers.map(({ writes }) => writes(20)));
    for (const { refusals } of writers) {
      assert.deepEqual([...refusals.keys()].filter((why) => !PASSING.includes(why)), [], what);
    }
  }
  await Promise.all(writers.map(({ stop }) => stop()));

  for (const [n, { acknowledged }] of writers.entries()) {
    const [token, ids] = [tokens[n], acknowledged.toSorted()];
    const kept = await idsBy(cluster.resource, { token, tool: "list_entries" });
    assert.deepEqual(kept.sort(), ids, "each entry is kept once");
    const search = { token, tool: "search_entries", args: { query: "sea" } } as const;
    const found = await idsBy(cluster.resource, search);
    assert.deepEqual(found.sort(), ids, "each entry is found once");
  }
});

async function away(
  engine: { kill(): Promise<void>; restart(): Promise<void> },
  milliseconds: number,
): Promise<void> {
  await engine.kill();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  await engine.restart();
}
