import assert from "node:assert/strict";
import type { Cluster } from "../support/engines/cluster.ts";
import { connect, targetOf } from "../support/people/connection.ts";
import { withCluster } from "./cluster_tests.ts";
import { idsBy, writeSteadily } from "./steady_writer.ts";

const { test } = withCluster();

const WRITERS = 3;

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
    console.log(`${what}: ${seen(writers)}`);
  }
  await Promise.all(writers.map(({ stop }) => stop()));

  for (const [n, { acknowledged }] of writers.entries()) {
    const [token, ids] = [tokens[n], acknowledged.toSorted()];
    const kept = await idsBy(cluster.resource, { token, tool: "list_entries" });
    assert.deepEqual(kept.sort(), ids, "each entry is kept once");
    const args = { query: "sea" };
    const found = await idsBy(cluster.resource, { token, tool: "search_entries", args });
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

function seen(writers: ReturnType<typeof writeSteadily>[]): string {
  return writers.flatMap(({ refusals, acknowledged, longest }) => [
    `${acknowledged.length} written, longest ${Math.round(longest)} ms`,
    ...[...refusals].map(([what, times]) => `${times} times ${what}`),
  ]).join("; ");
}
