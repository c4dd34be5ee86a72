import assert from "node:assert/strict";
import { PASSWORD_COST } from "../../../lib/identity/people/passwords.ts";
import { KvAdapter } from "../../../lib/identity/provider/adapter.ts";
import { accountByEmailKey, accountKey } from "../../../lib/identity/storage/keys.ts";
import { Browser, type Send } from "../../../scripts/browser/browser.ts";
import {
  freshTokens,
  type Identity,
  openIdentity,
  ORIGIN,
  PERSON,
  signedUpBrowser,
  tokensFor,
} from "../../support/servers/identity.ts";
import { authorize, CALLBACK, post, register, token } from "../../support/oauth/oauth.ts";

/** Each test is named after a trap of docs/authorization.md. */

let identity: Identity;
let browser: Browser;
let passed = 0;

Deno.test.beforeAll(async () => {
  identity = await openIdentity({ now: () => Date.now() + passed, clientMetadataDocuments: true });
  browser = await signedUpBrowser(identity);
});

Deno.test.afterAll(() => identity[Symbol.asyncDispose]());

Deno.test("trap 1: a machine that signs out leaves others with the same client connected", async () => {
  const { body: { client_id } } = await register(identity);
  const laptop = await tokensFor(identity, browser, { client_id });
  const desktop = await tokensFor(identity, browser, { client_id });
  await post(identity, "/oauth/revoke", { form: { token: laptop.access_token, client_id } });
  assert.equal((await identity.server.introspect(laptop.access_token)).active, false);
  assert.equal((await identity.server.introspect(desktop.access_token)).active, true);
  const { refresh_token } = desktop;
  const next = await token(identity, { grant_type: "refresh_token", client_id, refresh_token });
  assert.equal(next.status, 200);
});

Deno.test("trap 2: consent decides each scope for good, so that it is not asked twice", async () => {
  const { body: { client_id } } = await register(identity);
  const scope = "entries:read tags:read offline_access";
  const { view } = await authorize(browser, { client_id, scope, prompt: "consent" });
  const { url } = await browser.submit(view, { untick: ["tags:read"], press: "allow" });
  assert.equal(`${url.origin}${url.pathname}`, CALLBACK);
  assert.ok(url.searchParams.has("code"));
});

Deno.test("trap 3: a native client is asked each time, with the scopes it requests", async () => {
  const { body: { client_id } } = await register(identity);
  await tokensFor(identity, browser, { client_id, scope: "tags:read" });
  const { view } = await authorize(browser, { client_id, scope: "tags:read" });
  assert.match(view.html, /value="tags:read" checked/);
});

Deno.test("trap 4: of many uses of a record at once exactly one succeeds", async () => {
  const adapter = new KvAdapter(identity.store, "AuthorizationCode", Date.now);
  await adapter.upsert("a code", { grantId: "a grant" }, 60);
  const uses = await Promise.allSettled(Array.from({ length: 8 }, () => adapter.consume("a code")));
  const lost = uses.filter((use) => use.status === "rejected");
  assert.equal(lost.length, 7);
  assert.deepEqual(new Set(lost.map(({ reason }) => reason.error)), new Set(["invalid_grant"]));
});

Deno.test("trap 4: a record that KV still holds after its time is not found", async () => {
  let now = 1_000_000;
  const adapter = new KvAdapter(identity.store, "AccessToken", () => now);
  await adapter.upsert("a token", { accountId: "somebody" }, 60);
  now += 59_999;
  assert.equal((await adapter.find("a token"))?.accountId, "somebody");
  now += 1;
  assert.equal(await adapter.find("a token"), undefined);
});

Deno.test("trap 5: what real clients register is made acceptable", async () => {
  const { status, headers, body } = await register(identity, {
    client_name: "Visual Studio Code",
    grant_types: ["authorization_code", "urn:ietf:params:oauth:grant-type:device_code"],
    redirect_uris: ["https://vscode.dev/redirect", "http://127.0.0.1/"],
    token_endpoint_auth_method: undefined,
    scope: "entries:read mcp:everything",
  });
  assert.equal(status, 201);
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.equal(body.application_type, "native");
  assert.equal(body.token_endpoint_auth_method, "none");
  assert.equal(body.client_secret, undefined);
  assert.deepEqual(body.grant_types, ["authorization_code", "refresh_token"]);
  assert.equal(body.scope, "entries:read");
});

Deno.test("trap 5: an http redirect that is not loopback is refused, readable across origins", async () => {
  const { status, headers, body } = await register(identity, {
    redirect_uris: ["http://app.example/callback"],
  });
  assert.equal(status, 400);
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.equal(body.error, "invalid_redirect_uri");
});

Deno.test("trap 6: a client id that leads to a private address is not fetched", async () => {
  for (const host of ["127.0.0.1", "[::1]", "10.1.2.3", "169.254.169.254", "localhost"]) {
    const { view } = await authorize(browser, { client_id: `https://${host}/client.json` });
    assert.equal(view.response?.status, 400, host);
    assert.match(view.html, /invalid_client/);
  }
});

Deno.test("trap 7: the policy of the consent page lets its form end at the client", async () => {
  const { body: { client_id } } = await register(identity);
  const { view } = await authorize(browser, { client_id });
  const policy = view.response?.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /form-action/);
});

Deno.test("trap 8: addresses come from the configuration, whatever the request claims", async () => {
  const { body: { client_id } } = await register(identity);
  const { view } = await authorize(identity.browser(), { client_id });
  const spoofed: Send = (request) => {
    const headers = new Headers(request.headers);
    headers.set("forwarded", "host=evil.example;proto=https");
    headers.set("x-forwarded-host", "evil.example");
    headers.set("x-forwarded-proto", "https");
    return identity.send(new Request(request, { headers }));
  };
  const query = new URLSearchParams({
    client_id,
    response_type: "code",
    redirect_uri: CALLBACK,
    code_challenge: "x".repeat(43),
    code_challenge_method: "S256",
  });
  const response = await spoofed(new Request(`${ORIGIN}/oauth/authorize?${query}`));
  assert.equal(response.status, 303);
  assert.match(response.headers.get("location") ?? "", /^\/oauth\/interaction\//);
  assert.doesNotMatch(response.headers.get("set-cookie") ?? "", /evil|secure/i);
  assert.match(view.url.href, /^http:\/\/localhost:8000\/oauth\/interaction\//);
});

Deno.test("trap 9: passwords are kept as scrypt hashes with their parameters", async () => {
  await using identity = await openIdentity({ passwordCost: undefined });
  await signedUpBrowser(identity);
  const subject = await identity.store.read.get<string>(accountByEmailKey(PERSON.email));
  const account = await identity.store.read.get<{ password: string }>(accountKey(subject.value!));
  assert.match(account.value!.password, /^scrypt\$16384\$8\$5\$[\w+/]{22}==\$[\w+/]{43}=$/);
});

Deno.test("trap 10: failures at one address do not lock the owner out at another", async () => {
  const { body: { client_id } } = await register(identity);
  const attacker = identity.browser();
  let { view } = await authorize(attacker, { client_id });
  for (let failures = 0; failures < 8; failures++) {
    view = await attacker.submit(view, { fill: { email: PERSON.email, password: "wrong" } });
    assert.equal(view.response?.status, 400);
  }
  view = await attacker.submit(view, { fill: PERSON });
  assert.equal(view.response?.status, 429);
  assert.ok(Number(view.response?.headers.get("retry-after")) > 0);
  assert.match(view.html, /Too many attempts/);

  const atHome: Send = (request) => identity.server.handle(request, "198.51.100.1");
  const owner = new Browser(ORIGIN, atHome);
  const signIn = await authorize(owner, { client_id });
  assert.match((await owner.submit(signIn.view, { fill: PERSON })).html, /name="decision"/);

  passed = 61_000;
  assert.match((await attacker.submit(view, { fill: PERSON })).html, /name="decision"/);
  passed = 0;
});

Deno.test("trap 10: guesses that are sent at once do not outrun the count", async () => {
  await using other = await openIdentity({ passwordCost: PASSWORD_COST });
  const { body: { client_id } } = await register(other);
  const attacker = other.browser();
  const { view } = await authorize(attacker, { client_id });
  const guesses = Array.from({ length: 10 }, (_, n) => `guess number ${n}`);
  const answers = await Promise.all(
    guesses.map((password) => attacker.submit(view, { fill: { email: PERSON.email, password } })),
  );
  const judged = answers.filter(({ response }) => response?.status === 400);
  assert.equal(judged.length, 8);
});

Deno.test("trap 10: registrations are limited by address", async () => {
  await using other = await openIdentity();
  for (let count = 0; count < 60; count++) assert.equal((await register(other)).status, 201);
  const { status, headers } = await register(other);
  assert.equal(status, 429);
  assert.ok(Number(headers.get("retry-after")) > 0);
  assert.equal(headers.get("access-control-allow-origin"), "*");
});

Deno.test("no raw token is found in the database", async () => {
  const { access_token, refresh_token } = await freshTokens(identity, browser);
  const secrets = [access_token, refresh_token];
  for await (const { key, value } of identity.store.read.list({ prefix: ["identity"] })) {
    const row = Deno.inspect([key, value], { depth: 20, strAbbreviateSize: Infinity });
    for (const secret of secrets) {
      assert.ok(!row.includes(secret), `${key.join("/")} holds a token`);
    }
  }
});
