import assert from "node:assert/strict";
import { openSecrets } from "../../../lib/identity/storage/secrets.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { startClaimServer } from "../../support/servers/claim_server.ts";
import { askForConsent, connect, targetOf } from "../../support/people/connection.ts";
import { type Answer, authorize, exchange, post, register } from "../../support/oauth/oauth.ts";
import { ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const OTHER = "https://other.example/mcp";

/** The resource server's own credential, as it stands in the store. */
async function resourceServer({ store }: TestServer): Promise<Record<string, string>> {
  const { resourceServer } = await openSecrets(store);
  return { authorization: `Basic ${btoa(`epicme-resource-server:${resourceServer}`)}` };
}

function introspect(
  server: TestServer,
  token: string,
  headers?: Record<string, string>,
): Promise<Answer> {
  return post(targetOf(server), "/oauth/introspect", { form: { token }, headers });
}

Deno.test("Rule 13: the audience must contain our resource, as a string or in an array", async () => {
  await using service = await startClaimServer();
  const { server, tokens, claims } = service;
  const { resource } = server;
  const cases: [aud: unknown, status: number][] = [
    [resource, 200],
    [[resource], 200],
    [[OTHER, resource], 200],
    [OTHER, 401],
    [[OTHER], 401],
    [[], 401],
    ["", 401],
    [undefined, 401],
    [`${resource}/`, 401],
    [`${resource}/other`, 401],
    [resource.toUpperCase(), 401],
    [`${OTHER} ${resource}`, 401],
    [server.url, 401],
  ];
  for (const era of ERA_NAMES) {
    for (const [index, [aud, wanted]] of cases.entries()) {
      const token = `${index}`;
      tokens[token] = claims({ aud });
      const { status } = await send(resource, { era, token, method: "tools/list" });
      assert.equal(status, wanted, JSON.stringify(aud));
    }
  }
});

Deno.test("Rule 13: a missing resource is ours, and both tokens say so", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const credential = await resourceServer(server);
  const { browser } = await connect(target);
  for (const resource of [undefined, server.resource]) {
    const form: Record<string, string> = resource ? { resource } : {};
    const connection = await connect(target, { browser, parameters: { resource }, form });
    const { body } = await introspect(server, connection.tokens.access_token, credential);
    assert.deepEqual([body.active, body.aud], [true, server.resource]);
    const refreshed = (await connection.refresh(form)).body.access_token;
    assert.equal((await introspect(server, refreshed, credential)).body.aud, server.resource);
  }
});

Deno.test("Rule 13: another resource is invalid_target, before the code is used up", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const { body: { client_id } } = await register(target);
  const browser = new Browser(server.url);
  const request = await askForConsent(browser, { client_id });
  const view = await browser.submit(request.view, { press: "allow" });
  for (const resource of [OTHER, `${server.url}/`, server.url, ...othersLike(server.resource)]) {
    const refused = await exchange(target, { ...request, view }, { client_id, resource });
    assert.deepEqual([refused.status, refused.body.error], [400, "invalid_target"], resource);
  }
  const { status } = await exchange(target, { ...request, view }, { client_id });
  assert.equal(status, 200, "the code is still good");

  for (const resource of [OTHER, ...othersLike(server.resource)]) {
    const asked = await authorize(browser, { client_id, resource });
    assert.equal(asked.view.url.searchParams.get("error"), "invalid_target", resource);
    assert.equal(asked.view.url.searchParams.get("code"), null);
  }
});

Deno.test("Rule 13: an equal spelling of the resource is ours, from authorization to refresh", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const credential = await resourceServer(server);
  const { browser, client_id } = await connect(target);
  const { resource } = server;
  const spellings = [
    `${resource}/`,
    resource.replace("http://localhost", "HTTP://LocalHost"),
    resource.replace("/mcp", "/./mcp/"),
    resource.replace("/mcp", "/%6Dcp"),
  ];
  for (const spelling of spellings) {
    const form = { resource: spelling };
    const app = await connect(target, { browser, client_id, parameters: form, form });
    const refreshed = await app.refresh(form);
    assert.equal(refreshed.status, 200, spelling);
    for (const { access_token } of [app.tokens, refreshed.body]) {
      const { body } = await introspect(server, access_token, credential);
      assert.deepEqual([body.active, body.aud], [true, resource], spelling);
    }
  }
});

Deno.test("Rule 13: the default port of the resource may be written", async () => {
  const environment = { PUBLIC_URL: "https://journal.example", SIGN_UP: "open" };
  await using server = await startServer({ environment });
  const send = (request: Request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(server.local + pathname + search, request), { redirect: "manual" });
  };
  const target = targetOf(server, send);
  const form = { resource: "https://Journal.example:443/mcp" };
  const { tokens } = await connect(target, { parameters: form, form });
  const headers = await resourceServer(server);
  const answer = await post(target, "/oauth/introspect", {
    form: { token: tokens.access_token },
    headers,
  });
  assert.equal(answer.body.aud, "https://journal.example/mcp");
});

/** Resources that are not ours, although a careless comparison would take them for it. */
function othersLike(resource: string): string[] {
  const { host, port } = new URL(resource);
  return [
    `${resource}//`,
    `${resource}?`,
    `${resource}#`,
    `${resource}/other`,
    resource.replace("/mcp", "/MCP"),
    resource.replace("/mcp", "/%256Dcp"),
    resource.replace("/mcp", "\\mcp"),
    resource.replace(host, `kody@${host}`),
    resource.replace(host, `@${host}`),
    resource.replace(host, `127.0.0.1:${port}`),
    resource.replace(host, `loc%61lhost:${port}`),
    resource.replace("://", ":"),
    `${resource} `,
  ];
}

Deno.test("Rule 13: introspection is for the resource server's credential alone", async () => {
  await using server = await startServer();
  const { tokens, client_id } = await connect(targetOf(server));
  const secret = { token_endpoint_auth_method: "client_secret_basic" };
  const { body: other } = await register(targetOf(server), secret);
  const credentials = {
    none: undefined,
    "the token itself": `Bearer ${tokens.access_token}`,
    "a public client": `Basic ${btoa(`${client_id}:`)}`,
    "a client with a secret": `Basic ${btoa(`${other.client_id}:${other.client_secret}`)}`,
    "a guess": `Basic ${btoa("epicme-resource-server:secret")}`,
  };
  for (const [who, authorization] of Object.entries(credentials)) {
    const headers: Record<string, string> = authorization ? { authorization } : {};
    const { status, body } = await introspect(server, tokens.access_token, headers);
    assert.equal(status, 401, who);
    assert.equal("active" in body, false, who);
  }
});

Deno.test("Rule 13: introspection says all of an active token and nothing of any other", async () => {
  await using server = await startServer();
  const credential = await resourceServer(server);
  const scope = "openid entries:read tags:read";
  const kody = await connect(targetOf(server), { parameters: { scope } });
  const { access_token, refresh_token, id_token } = kody.tokens;
  const { body } = await introspect(server, access_token, credential);
  assert.deepEqual(
    Object.keys(body).sort(),
    ["active", "aud", "client_id", "exp", "iat", "iss", "scope", "sub", "token_type"],
  );
  assert.equal(body.iss, server.url);
  assert.equal(body.client_id, kody.client_id);
  assert.equal(Number(body.exp) - Number(body.iat), 3600);
  for (const name of ["entries:read", "tags:read"]) assert(body.scope.split(" ").includes(name));

  const code = kody.authorization.view.url.searchParams.get("code")!;
  for (const token of [refresh_token, id_token, code, "unknown", kody.client_id]) {
    const { status, body } = await introspect(server, token, credential);
    assert.equal(status, 200);
    assert.deepEqual(body, { active: false });
  }
  const form = { token: access_token, client_id: kody.client_id };
  await post(targetOf(server), "/oauth/revoke", { form });
  const revoked = await introspect(server, access_token, credential);
  assert.deepEqual(revoked.body, { active: false });
});
