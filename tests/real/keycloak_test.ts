import assert from "node:assert/strict";
import { findKeycloak, type Keycloak, startKeycloak } from "../support/engines/keycloak.ts";
import { openSlowWay, type SlowWay } from "../support/engines/slow_way.ts";
import { OAUTH_CLIENTS, type OAuthClient } from "../support/oauth/oauth_clients.ts";
import { statusOf } from "../support/people/account.ts";
import { keycloakPerson } from "../support/people/keycloak_person.ts";
import { freePort } from "../support/programs/free_port.ts";
import { type ServerProcess, startProcess } from "../support/programs/server_process.ts";
import { until } from "./cluster_tests.ts";
import { testSignIn } from "./keycloak_login.ts";

const REALM = "company";
const home = findKeycloak();
if (!home) console.log("Skipped: Keycloak, which is not installed (KEYCLOAK_HOME)");
const ignore = !home;

let keycloak: Keycloak;
let way: SlowWay;
let server: ServerProcess;

Deno.test.beforeAll(async () => {
  if (ignore) return;
  const port = freePort();
  const started = await startKeycloak(home!);
  way = openSlowWay(Number(new URL(started.url).port));
  // Everybody goes this way: Keycloak takes its issuer from the address at which it is asked.
  keycloak = { ...started, url: `http://127.0.0.1:${way.port}` };
  const environment = await setUp(`http://localhost:${port}/mcp`);
  server = await startProcess({
    port,
    environment: { ...environment, INTROSPECTION_CACHE_SECONDS: "1" },
  });
});

Deno.test.afterAll(async () => {
  for (const each of [server, way, keycloak]) await each?.[Symbol.asyncDispose]();
});

/** As docs/identity-providers.md says; returns what the script prints for the server. */
async function setUp(resource: string): Promise<Record<string, string>> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["task", "--quiet", "keycloak", `--server=${keycloak.url}`, `--realm=${REALM}`],
      ...[`--resource=${resource}`, "--clients=localhost,127.0.0.1"],
    ],
    env: { KEYCLOAK_PASSWORD: keycloak.admin.password },
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/).slice(0, 2)));
}

async function signIn(client: OAuthClient, name: string): Promise<void> {
  const person = await keycloakPerson(keycloak, { realm: REALM, name });
  await assert.rejects(client.connect(), client.Unauthorized);
  await client.finish(await person.answer(client.provider.takeRedirect()));
  await client.connect();
}

for (const [kind, name] of [["SDK 2.x auto", "ada"], ["SDK 1.x", "bob"]]) {
  Deno.test(`${kind} registers at Keycloak, signs its person in there, and keeps a journal here`, {
    ignore,
  }, async () => {
    await using client = OAUTH_CLIENTS[kind](server.resource);
    await signIn(client, name);
    assert.equal((await client.call("whoami")).user.name, name);
    const { entry } = await client.call("create_entry", { title: "Rain", content: "All day." });
    const { entries } = await client.call("list_entries");
    assert.deepEqual(entries.map(({ id }: { id: string }) => id), [entry.id]);
    client.provider.spoilAccessToken();
    assert.equal((await client.call("list_entries")).entries.length, 1, "it refreshes there");
  });
}

Deno.test("the script that sets Keycloak up can be run again, and changes nothing", {
  ignore,
}, async () => {
  const printed = await setUp(server.resource);
  assert.equal(printed.AUTH_ISSUER, `${keycloak.url}/realms/${REALM}`);
  const realm = await keycloak.realm(REALM);
  assert.equal((await realm.find("clients", { clientId: "epicme" })).length, 1);
});

Deno.test("while Keycloak is slow calls wait, and while it is away they are told to come again", {
  ignore,
}, async () => {
  await using client = OAUTH_CLIENTS["SDK 2.x auto"](server.resource);
  await signIn(client, "cyd");
  const token = client.provider.kept!.access_token;
  const { entry } = await client.call("create_entry", { title: "Rain", content: "All day." });
  const forgotten = () => new Promise((resolve) => setTimeout(resolve, 1_100));

  way.delay = 300;
  await forgotten();
  assert.equal(await statusOf(server.resource, token), 200);
  way.delay = 0;
  way.close();
  await forgotten();
  assert.equal(await statusOf(server.resource, token), 503);
  way.open();
  await until(async () => await statusOf(server.resource, token) === 200, {
    seconds: 15,
    what: "the server asks Keycloak again",
  });
  way.isSilent = true;
  await forgotten();
  assert.equal(await statusOf(server.resource, token), 503, "nobody waits for ever");
  way.isSilent = false;
  await until(async () => await statusOf(server.resource, token) === 200, {
    seconds: 15,
    what: "the server hears Keycloak again",
  });
  assert.equal((await client.call("get_entry", { id: entry.id })).entry.title, "Rain");
});

Deno.test("a person whom Keycloak signs out is refused here when the token is asked for again", {
  ignore,
}, async () => {
  await using client = OAUTH_CLIENTS["SDK 2.x auto"](server.resource);
  await signIn(client, "dee");
  const token = client.provider.kept!.access_token;
  assert.equal(await statusOf(server.resource, token), 200);
  const realm = await keycloak.realm(REALM);
  const [{ id }] = await realm.find("users", { username: "dee" });
  // It counts in seconds: a token of this very second would be issued after the end.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await realm.post(`users/${id}/logout`);
  await until(async () => await statusOf(server.resource, token) === 401, {
    seconds: 5,
    what: "the token is refused",
  });
});

testSignIn(() => keycloak, ignore);
