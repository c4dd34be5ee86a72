import assert from "node:assert/strict";
import { ALL_SCOPES } from "../../lib/scopes.ts";
import { CLIENTS, type McpClient } from "../support/clients/mcp_clients.ts";
import type { Cluster } from "../support/engines/cluster.ts";
import { listenTo } from "../support/clients/listener.ts";
import { modernClient, OAUTH_CLIENTS, signIn } from "../support/oauth/oauth_clients.ts";
import { statusOf } from "../support/people/account.ts";
import { connect, targetOf } from "../support/people/connection.ts";
import { visitor } from "../support/people/visitor.ts";
import { startProcess } from "../support/programs/server_process.ts";
import { post } from "../support/oauth/oauth.ts";
import { endpointsOf, inTurns, until, withCluster } from "./cluster_tests.ts";

const { test } = withCluster();

const scope = ALL_SCOPES.join(" ");

for (const kind of ["SDK 2.x auto", "SDK 1.x"]) {
  test(`${kind} signs in through the proxy, and keeps a journal at both instances`, async (cluster) => {
    await using client = OAUTH_CLIENTS[kind](cluster.resource);
    await signIn(client, visitor(kind.replaceAll(/\W/g, "")));
    const ids: string[] = [];
    for (let n = 0; n < 20; n++) {
      const { entry } = await client.call("create_entry", { title: `${n}`, content: `sea ${n}` });
      ids.unshift(entry.id);
      const { entries } = await client.call("search_entries", { query: `sea ${n}`, limit: 100 });
      assert.equal(entries[0].id, entry.id);
    }
    const { entries } = await client.call("list_entries", { limit: 20 });
    assert.deepEqual(entries.map(({ id }: { id: string }) => id), ids);
  });
}

for (const first of [0, 1]) {
  test(`a connection that is begun at instance ${first} goes on and ends at the other`, async (cluster) => {
    const send = inTurns(cluster, first);
    const connection = await connect(targetOf(cluster, send), { name: `Turns${first}` });
    const { body } = await connection.refresh();
    for (const endpoint of endpointsOf(cluster)) {
      assert.equal(await statusOf(endpoint, body.access_token), 200);
    }
  });
}

test("refreshes of one client in parallel calls are the same refresh", async (cluster) => {
  const connection = await connect(targetOf(cluster), { name: "Parallel" });
  const answers = await Promise.all(Array.from({ length: 8 }, () => connection.refresh()));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal(new Set(answers.map(({ body }) => body.refresh_token)).size, 1);
});

test("what one instance has written the other reads, finds and renames at once", async (cluster) => {
  await using pair = await openPair(cluster, "Tags");
  const [here, there] = pair.clients;
  for (const [one, other] of [[here, there], [there, here]]) {
    const word = `word${crypto.randomUUID().slice(0, 8)}`;
    const { entry } = await call(one, "create_entry", {
      title: "Day",
      content: word,
      tags: [word],
      createMissingTags: true,
    });
    assert.equal((await call(other, "get_entry", { id: entry.id })).entry.content, word);
    assert.equal((await call(other, "search_entries", { query: word })).entries.length, 1);
    const { tags } = await call(other, "list_tags", {});
    const { id } = tags.find(({ name }: { name: string }) => name === word);
    await call(one, "update_tag", { id, name: `new ${word}` });
    const found = await call(other, "list_entries", { tag: `new ${word}` });
    assert.deepEqual(found.entries[0].tags, [`new ${word}`]);
    const searched = await call(other, "search_entries", { query: word, tag: `new ${word}` });
    assert.equal(searched.entries.length, 1);
  }
});

test("of creations with one key at both instances there is one entry", async (cluster) => {
  await using pair = await openPair(cluster, "Keys");
  for (let n = 0; n < 10; n++) {
    const args = { title: "Once", content: `${n}`, idempotencyKey: `once ${n}` };
    const made = await Promise.all(pair.clients.map((each) => call(each, "create_entry", args)));
    assert.equal(made[0].entry.id, made[1].entry.id);
  }
  assert.equal((await call(pair.clients[1], "list_entries", { limit: 100 })).entries.length, 10);
});

test("who listens at one instance hears what is written at the other", async (cluster) => {
  await using pair = await openPair(cluster, "Ears");
  const [here, there] = pair.clients;
  const { entry } = await call(here, "create_entry", { title: "Day", content: "x" });
  const uri = `epicme://entries/${entry.id}`;
  const [, endpoint] = endpointsOf(cluster);
  await using listener = await listenTo(endpoint, { token: pair.token, uris: [uri] });
  await call(here, "update_entry", { id: entry.id, title: "Evening" });
  await listener.hears(uri);
  listener.forget();
  await call(there, "update_entry", { id: entry.id, title: "Night" });
  await listener.hears(uri);
});

test("a document that is imported at both instances at once is there once", async (cluster) => {
  await using pair = await openPair(cluster, "Import");
  const [here, there] = pair.clients;
  for (let n = 0; n < 40; n++) {
    await call(here, "create_entry", { title: `${n}`, content: "x", idempotencyKey: `${n}` });
  }
  const { document } = await call(there, "export_journal", { format: "json" });
  await using other = await openPair(cluster, "Import2");
  const done = await Promise.all(
    other.clients.map((each) => call(each, "import_entries", { format: "epicme", document })),
  );
  assert.equal(done.reduce((sum, { created }) => sum + created, 0), 40, JSON.stringify(done));
  for (const client of other.clients) {
    assert.equal((await call(client, "list_entries", { limit: 100 })).entries.length, 40);
    assert.equal((await call(client, "search_entries", { query: "x" })).total ?? 40, 40);
  }
});

test("a token that is revoked at one instance ends at the other within two seconds", async (cluster) => {
  const send = inTurns(cluster, 0);
  const { tokens, client_id } = await connect(targetOf(cluster, send), { name: "Revoked" });
  const token = tokens.access_token;
  const [here, there] = endpointsOf(cluster);
  for (const endpoint of [here, there]) assert.equal(await statusOf(endpoint, token), 200);
  await using listener = await listenTo(there, { token });

  const [instance] = cluster.instances;
  const target = { origin: instance.local, send: fetch };
  await post(target, "/oauth/revoke", { form: { token, client_id } });
  assert.equal(await statusOf(here, token), 401);
  await until(async () => await statusOf(there, token) === 401, {
    seconds: 2,
    what: "the other instance refuses the token",
  });
  await Promise.race([
    listener.closed,
    new Promise((_, reject) => setTimeout(() => reject(new Error("It goes on")), 2_000)),
  ]);
});

test("a server says when it starts that denokv needs a proxy, and only without one", async (cluster) => {
  const says = /"event":"kv_slow"[^\n]*put a proxy in front of KV_URL/;
  await using direct = await startProcess({
    environment: { ...cluster.kv.environment, KV_URL: cluster.kv.url },
  });
  await until(() => Promise.resolve(says.test(direct.output())), {
    seconds: 5,
    what: "the log has a line of it",
  });
  for (const { output } of cluster.instances) assert.doesNotMatch(output(), says);
});

test("guesses at a password are counted at both instances together", async (cluster) => {
  const person = visitor("Guessed");
  await using client = modernClient(cluster.resource);
  await signIn(client, person);
  const statuses: number[] = [];
  for (let n = 0; n < 12; n++) {
    const { local } = cluster.instances[n % 2];
    const response = await fetch(`${local}/account/sign-in`, {
      method: "POST",
      body: new URLSearchParams({ email: person.account.email, password: `guess ${n}` }),
      headers: { origin: cluster.url, "sec-fetch-site": "same-origin" },
      redirect: "manual",
    });
    statuses.push(response.status);
    await response.body?.cancel();
  }
  assert.equal(statuses.filter((status) => status === 429).length, 4, statuses.join());
});

/** A client at each instance, of one person, with one token. */
async function openPair(cluster: Cluster, name: string) {
  const connection = await connect(targetOf(cluster), { name, parameters: { scope } });
  const token = connection.tokens.access_token;
  const [here, there] = endpointsOf(cluster);
  const clients = [
    await CLIENTS["SDK 2.x auto"](here, token),
    await CLIENTS["SDK 1.x"](there, token),
  ];
  return {
    token,
    clients,
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client[Symbol.asyncDispose]();
    },
  };
}

/** Calls a tool and returns its structured result; an error is a failure of the test. */
async function call(client: McpClient, tool: string, args: Record<string, unknown>) {
  const { isError, structured, text } = await client.call(tool, args);
  assert(!isError, `${tool}: ${text}`);
  return structured;
}
