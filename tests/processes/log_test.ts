import { accountOf } from "../support/people/person.ts";
import assert from "node:assert/strict";
import { Browser } from "../../scripts/browser/browser.ts";
import { connect, targetOf } from "../support/people/connection.ts";
import { type Fault, startFaultServer, trusting } from "../support/servers/fault_server.ts";
import { authorize, exchange, post, register, token } from "../support/oauth/oauth.ts";
import { callTool, ERA_NAMES, send } from "../support/clients/rpc.ts";
import { type SecretsSeen, secretsSeen } from "../support/secrets_seen.ts";
import { type ServerProcess, startProcess } from "../support/programs/server_process.ts";

/** Journal text, to be found nowhere but in the journal. */
const TEXT = "the-quiet-words-of-a-diary";

/** The lines of the log, each of them JSON. */
function lines(output: string): Record<string, unknown>[] {
  return output.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}

function assertSilent(server: ServerProcess, seen: SecretsSeen): void {
  const found = seen.foundIn(server.output());
  assert.deepEqual(found, [], "the log contains secrets");
}

/** Signing up, in and out of order, and being refused. */
async function visitPages(server: ServerProcess, seen: SecretsSeen): Promise<void> {
  const target = targetOf(server, seen.send);
  const { body: { client_id } } = await register(target, { token_endpoint_auth_method: "none" });
  const browser = new Browser(server.url, seen.send);
  const signIn = (await authorize(browser, { client_id })).view;
  seen.add(signIn.url.pathname.split("/")[3]);
  await browser.submit(signIn, { fill: accountOf("Nobody") });
  const signUp = await browser.go(`${signIn.url.pathname}/sign-up`);
  await browser.submit(signUp, { fill: { ...accountOf("Eve"), password: "short12" } });
  const consent = await browser.submit(signUp, { fill: accountOf("Eve") });
  await browser.submit(consent, { press: "deny" });
  await browser.submit(consent, { press: "allow" });
  const taken = await authorize(new Browser(server.url, seen.send), { client_id });
  await browser.submit(taken.view, { fill: accountOf("Eve") });
  await browser.go(`/oauth/authorize?client_id=${client_id}&redirect_uri=https://evil.example/`);
}

/** Tokens, used well and badly. */
async function useTokens(server: ServerProcess, seen: SecretsSeen): Promise<string> {
  const target = targetOf(server, seen.send);
  const kody = await connect(target, {
    parameters: { scope: "openid entries:read entries:write" },
  });
  const { client_id, authorization } = kody;
  await exchange(target, authorization, { client_id });
  const second = await connect(target, { browser: kody.browser });
  await exchange(target, authorization, { client_id: second.client_id });
  await second.refresh();
  await second.refresh();
  await second.refresh({ refresh_token: "not-a-refresh-token" });
  await token(target, { grant_type: "password", username: "kody", password: "a-password" });
  const secret = { authorization: `Basic ${btoa("epicme-resource-server:a-guess-of-it")}` };
  seen.add("a-guess-of-it");
  const form = { token: second.tokens.access_token };
  await post(target, "/oauth/introspect", { form, headers: secret });
  await post(target, "/oauth/revoke", { form: { ...form, client_id: "somebody-else" } });
  await post(target, "/oauth/revoke", { form: { ...form, client_id: second.client_id } });
  const third = await connect(target, { browser: kody.browser });
  return third.tokens.access_token;
}

/** The endpoint, used well and badly. */
async function keepJournal(server: ServerProcess, accessToken: string): Promise<void> {
  for (const era of ERA_NAMES) {
    const call = (tool: string, args: unknown) =>
      callTool(server.resource, { era, token: accessToken, tool, args });
    const { body } = await call("create_entry", { title: TEXT, content: TEXT, mood: TEXT });
    await call("update_entry", { id: body.result.structuredContent.entry.id, content: TEXT });
    await call("create_entry", { title: 7, content: TEXT, [TEXT]: TEXT });
    await call("list_entries", { cursor: TEXT, tag: TEXT });
    await call("create_tag", { name: TEXT });
    await call("delete_my_data", { because: TEXT });
    await call("whoami", {});
    await call("list_entries", { private: true });
    await call(TEXT, {});
    const post = (change: object) =>
      send(server.resource, { era, token: accessToken, method: "tools/list", ...change });
    await post({ method: TEXT });
    await post({ body: `{"title":"${TEXT}",` });
    await post({ body: JSON.stringify({ method: TEXT, title: TEXT }) });
    await post({ body: TEXT.repeat(50_000) });
    await post({ headers: { "content-type": TEXT } });
    await post({ headers: { "mcp-method": TEXT, "mcp-name": TEXT } });
    await post({ headers: { authorization: `Bearer ${accessToken}, Bearer ${accessToken}` } });
    await post({ token: `${TEXT}-unknown` });
  }
  const query = `access_token=${accessToken}&title=${TEXT}`;
  for (const path of ["/mcp", "/", "/oauth/authorize", "/health", "/nothing"]) {
    await (await fetch(`${server.url}${path}?${query}`)).body?.cancel();
  }
}

Deno.test("nothing that people or clients keep to themselves is found in the log", async () => {
  await using server = await startProcess();
  const seen = secretsSeen();
  seen.add(TEXT);
  await visitPages(server, seen);
  const accessToken = await useTokens(server, seen);
  await keepJournal(server, accessToken);
  await server.stop();

  const requests = lines(server.output()).filter(({ event }) => event === "request");
  const statuses = new Set(requests.map(({ status }) => status));
  for (const status of [200, 201, 303, 400, 401, 403, 404, 413, 415]) {
    assert(statuses.has(status), `nothing was answered with ${status}`);
  }
  assert(requests.length > 70 && seen.size > 30, `${requests.length} and ${seen.size}`);
  assertSilent(server, seen);
});

/** An authorization server that is unwell, and repeats what it was told. */
const UNWELL: Fault[] = [
  () => new Response("Bad Gateway", { status: 502 }),
  () => new Response("<p>Sign in", { headers: { "content-type": "text/html" } }),
  () => Response.json({ error: "invalid_client" }, { status: 401 }),
  () => Response.json({ active: true, sub: 7, username: "kody@example.com" }),
  () => Response.json({ active: "yes", sub: "kody", username: "kody@example.com" }),
  async (request) => Response.json({ active: "yes", echo: await request.text() }),
  async (request) =>
    Response.json({ error: "invalid_request", error_description: await request.text() }, {
      status: 400,
    }),
  async (request) => Response.json({ error: await request.text() }, { status: 400 }),
  async (request) =>
    new Response(null, {
      status: 401,
      headers: { "www-authenticate": `Basic realm="${await request.text()}"` },
    }),
  async (request) =>
    new Response(null, { status: 307, headers: { location: `/?${await request.text()}` } }),
  async (request) =>
    new Response(await request.text(), { headers: { "content-type": "application/json" } }),
];

Deno.test("what an external authorization server says of a token is not found in the log", async () => {
  await using authorizationServer = startFaultServer();
  authorizationServer.claims = { aud: "urn:epicme", username: "kody@example.com" };
  const environment = { ...trusting(authorizationServer), INTROSPECTION_CACHE_SECONDS: "0" };
  await using server = await startProcess({ environment });
  const seen = secretsSeen();
  for (const secret of ["a-secret-token", "kody@example.com", btoa("epicme:secret")]) {
    seen.add(secret);
  }
  const statuses = [];
  for (const fault of [undefined, ...UNWELL]) {
    authorizationServer.fault = fault;
    const call = { era: ERA_NAMES[0], token: "a-secret-token", tool: "whoami" };
    statuses.push((await callTool(server.resource, call)).status);
  }
  assert.deepEqual(statuses, [200, ...UNWELL.map(() => 503)]);
  await server.stop();
  const errors = lines(server.output()).filter(({ level }) => level === "error");
  assert.equal(errors.length, UNWELL.length, "the operator is told of each");
  assertSilent(server, seen);
});
