import assert from "node:assert/strict";
import pg from "pg";
import { openStore } from "../../lib/kv/store.ts";
import { indexName } from "../../lib/search/index/index_name.ts";
import {
  deleteMyData,
  dump,
  isEmptied,
  lasting,
  moveIn,
  rowsWith,
} from "../processes/erasure/helpers.ts";
import { statusOf } from "../support/people/account.ts";
import type { TestServer } from "../support/servers/server.ts";
import { endpointsOf, until, withCluster } from "./cluster_tests.ts";

const { test } = withCluster();

test("who deletes everything at one instance is gone from both, from denokv and PostgreSQL", async (cluster) => {
  const store = await openStore(cluster.kvUrl);
  const ada = await moveIn(cluster as unknown as TestServer, "Adelheid");
  const bob = await moveIn(cluster as unknown as TestServer, "Bartholomew");
  const [here, there] = endpointsOf(cluster);
  const token = ada.connections[0].tokens.access_token;
  assert.equal(await statusOf(there, token), 200);
  assert(await indexRows(cluster.postgres.url, ada.userId) > 0);
  const others = lasting(rowsWith(bob.words, await dump(store)));

  const { isError, text } = await deleteMyData(here, token);
  assert(!isError, text);
  await until(async () => await statusOf(there, token) !== 200, {
    seconds: 2,
    what: "the other instance refuses the token",
  });
  await until(() => isEmptied(store), { seconds: 30, what: "all is removed" });
  const left = rowsWith(ada.words, await dump(store)).filter((key) => !key.includes("erasure"));
  assert.deepEqual(left, [], "but for the job, which looks again after two minutes");
  await until(async () => await indexRows(cluster.postgres.url, ada.userId) === 0, {
    seconds: 15,
    what: "the index is empty",
  });
  const kept = lasting(rowsWith(bob.words, await dump(store)));
  assert.deepEqual([...others].filter((key) => !kept.has(key)), []);
  assert(await indexRows(cluster.postgres.url, bob.userId) > 0);
  store.close();
});

/** How many documents of a person the index has. */
async function indexRows(url: string, userId: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    "select count(*)::int as documents from search_document where owner = $1",
    [indexName(userId)],
  );
  await client.end();
  return rows[0].documents;
}
