import assert from "node:assert/strict";
import { openStore } from "../../../lib/kv/store.ts";
import type { Browser } from "../../../scripts/browser/browser.ts";
import {
  freshTokens,
  type Identity,
  openIdentity,
  ORIGIN,
  RESOURCE,
  signedUpBrowser,
  tokensFor,
} from "../../support/servers/identity.ts";
import { authorize, CALLBACK, exchange, register, token } from "../../support/oauth/oauth.ts";

const INVALID_GRANT = [400, "invalid_grant"];

let identity: Identity;
let browser: Browser;
let client_id: string;

Deno.test.beforeAll(async () => {
  identity = await openIdentity();
  browser = await signedUpBrowser(identity);
  ({ body: { client_id } } = await register(identity));
});

Deno.test.afterAll(() => identity[Symbol.asyncDispose]());

async function allowed(parameters: Record<string, string | undefined> = {}) {
  const request = await authorize(browser, { client_id, ...parameters });
  return { ...request, view: await browser.submit(request.view, { press: "allow" }) };
}

Deno.test("a request without PKCE is refused with the issuer in the answer", async () => {
  const { view } = await authorize(browser, {
    client_id,
    code_challenge: undefined,
    code_challenge_method: undefined,
  });
  assert.equal(view.url.searchParams.get("error"), "invalid_request");
  assert.equal(view.url.searchParams.get("iss"), ORIGIN);
});

Deno.test("PKCE with the plain method is refused", async () => {
  const { view } = await authorize(browser, { client_id, code_challenge_method: "plain" });
  assert.equal(view.url.searchParams.get("error"), "invalid_request");
});

Deno.test("only the code response type is there", async () => {
  const { view } = await authorize(browser, { client_id, response_type: "token" });
  assert.match(view.url.href, /error=unsupported_response_type/);
});

Deno.test("a wrong PKCE verifier is refused and leaves the code unused", async () => {
  const request = await allowed();
  const wrong = { ...request, verifier: "x".repeat(43) };
  const refused = await exchange(identity, wrong, { client_id });
  assert.equal(refused.status, 400);
  assert.equal(refused.body.error, "invalid_grant");
  assert.equal((await exchange(identity, request, { client_id })).status, 200);
});

Deno.test("a missing PKCE verifier is refused", async () => {
  const request = await allowed();
  const refused = await exchange(identity, { ...request, verifier: "" }, { client_id });
  assert.equal(refused.status, 400);
  assert.equal(refused.body.error, "invalid_grant");
});

Deno.test("a code that comes twice is refused and its tokens are revoked", async () => {
  const request = await allowed();
  const first = await exchange(identity, request, { client_id });
  const second = await exchange(identity, request, { client_id });
  assert.equal(second.status, 400);
  assert.equal(second.body.error, "invalid_grant");
  assert.deepEqual(await identity.server.introspect(first.body.access_token), { active: false });
});

Deno.test("of two exchanges of a code at once one succeeds at most", async () => {
  const request = await allowed();
  const answers = await Promise.all([
    exchange(identity, request, { client_id }),
    exchange(identity, request, { client_id }),
  ]);
  const lost = answers.filter(({ status }) => status !== 200);
  // Both, if the second finds the code used and ends the grant before the first has its tokens.
  assert(lost.length >= 1);
  for (const { status, body } of lost) assert.deepEqual([status, body.error], INVALID_GRANT);
});

Deno.test("of two exchanges that both find the code unused one succeeds, and its tokens live", async () => {
  const store = await openStore(":memory:");
  const both = Promise.withResolvers<void>();
  let reads = 0;
  async function get<T>(key: Deno.KvKey) {
    const entry = await store.read.get<T>(key);
    if (key.includes("AuthorizationCode") && ++reads <= 2) {
      if (reads === 2) both.resolve();
      await both.promise;
    }
    return entry;
  }
  await using identity = await openIdentity({ store: { ...store, read: { ...store.read, get } } });
  const browser = await signedUpBrowser(identity);
  const { body: { client_id } } = await register(identity);
  const request = await authorize(browser, { client_id });
  const view = await browser.submit(request.view, { press: "allow" });
  const answers = await Promise.all(
    [1, 2].map(() => exchange(identity, { ...request, view }, { client_id })),
  );
  const [won, lost] = answers.sort((a, b) => a.status - b.status);
  assert.equal(won.status, 200);
  assert.deepEqual([lost.status, lost.body.error], INVALID_GRANT);
  assert.equal((await identity.server.introspect(won.body.access_token)).active, true);
});

Deno.test("a code of another client is refused", async () => {
  const request = await allowed();
  const { body: other } = await register(identity);
  const { status, body } = await exchange(identity, request, { client_id: other.client_id });
  assert.equal(status, 400);
  assert.equal(body.error, "invalid_grant");
});

Deno.test("a code with another redirect URI is refused", async () => {
  const request = await allowed();
  const moved = { ...request, redirectUri: "http://127.0.0.1:33418/elsewhere" };
  const { status, body } = await exchange(identity, moved, { client_id });
  assert.equal(status, 400);
  assert.equal(body.error, "invalid_grant");
});

Deno.test("a redirect URI that is not registered is never redirected to", async () => {
  for (
    const redirect_uri of [
      "https://evil.example/callback",
      `${CALLBACK}/more`,
      `${CALLBACK}?a=b`,
      "http://127.0.0.2:33418/callback",
      "https://127.0.0.1:33418/callback",
    ]
  ) {
    const { view } = await authorize(browser, { client_id, redirect_uri });
    assert.equal(view.response?.status, 400, redirect_uri);
    assert.match(view.html, /invalid_redirect_uri/);
  }
});

Deno.test("an unknown client is told so on a page of ours", async () => {
  const { view } = await authorize(browser, { client_id: "nobody" });
  assert.equal(view.response?.status, 400);
  assert.match(view.html, /invalid_client/);
});

for (const host of ["127.0.0.1", "[::1]", "localhost"]) {
  Deno.test(`a loopback redirect to ${host} matches on any port`, async () => {
    const registered = `http://${host}/callback`;
    const { body: { client_id } } = await register(identity, { redirect_uris: [registered] });
    for (const port of ["", ":1024", ":61234"]) {
      const redirect_uri = `http://${host}${port}/callback`;
      const { view } = await authorize(browser, { client_id, redirect_uri });
      assert.match(view.html, /name="decision"/, redirect_uri);
    }
  });
}

Deno.test("a web redirect URI matches byte for byte", async () => {
  const uri = "https://app.example/callback";
  const { body: { client_id } } = await register(identity, { redirect_uris: [uri] });
  for (const redirect_uri of [`${uri}/`, "https://app.example:8443/callback", `${uri}?x=1`]) {
    const { view } = await authorize(browser, { client_id, redirect_uri });
    assert.match(view.html, /invalid_redirect_uri/, redirect_uri);
  }
});

Deno.test("an unknown client at the token endpoint is 401 invalid_client", async () => {
  const { status, headers, body } = await token(identity, {
    grant_type: "authorization_code",
    code: "x",
    redirect_uri: CALLBACK,
    code_verifier: "x".repeat(43),
    client_id: "nobody",
  });
  assert.equal(status, 401);
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.equal(body.error, "invalid_client");
});

Deno.test("a request without a resource is bound to ours", async () => {
  const { access_token } = await freshTokens(identity, browser);
  assert.equal((await identity.server.introspect(access_token)).aud, RESOURCE);
});

Deno.test("another resource is refused in the authorization request", async () => {
  for (const resource of ["https://evil.example/mcp", `${RESOURCE}/other`, ORIGIN]) {
    const { view } = await authorize(browser, { client_id, resource });
    assert.equal(view.url.searchParams.get("error"), "invalid_target", resource);
    assert.equal(view.url.searchParams.get("iss"), ORIGIN);
  }
});

Deno.test("another resource in the token request is refused before the code is used up", async () => {
  const request = await allowed({ resource: RESOURCE });
  const wrong = await exchange(identity, request, { client_id, resource: ORIGIN });
  assert.equal(wrong.status, 400);
  assert.equal(wrong.headers.get("access-control-allow-origin"), "*");
  assert.equal(wrong.body.error, "invalid_target");
  assert.equal((await exchange(identity, request, { client_id, resource: RESOURCE })).status, 200);
});

Deno.test("a confidential client needs its secret, by header or in the body", async () => {
  const redirect_uri = "https://app.example/callback";
  const { body: client } = await register(identity, {
    redirect_uris: [redirect_uri],
    token_endpoint_auth_method: "client_secret_post",
  });
  const { client_id, client_secret } = client;
  assert.ok(client_secret);
  const request = await authorize(browser, { client_id, redirect_uri });
  const done = { ...request, view: await browser.submit(request.view, { press: "allow" }) };
  const without = await exchange(identity, done, { client_id });
  assert.equal(without.status, 401);
  const wrong = await exchange(identity, done, { client_id, client_secret: "wrong" });
  assert.equal(wrong.status, 401);
  assert.equal((await exchange(identity, done, { client_id, client_secret })).status, 200);
});

Deno.test("a body over 64 KiB is refused with 413", async () => {
  const { status } = await token(identity, { client_id, filler: "x".repeat(70_000) });
  assert.equal(status, 413);
});

Deno.test("an address that is too long is refused with 414", async () => {
  const long = await authorize(browser, { client_id, state: "x".repeat(100_000) });
  assert.equal(long.view.response?.status, 414);
  const longest = await authorize(browser, { client_id, login_hint: "x".repeat(7_000) });
  assert.match(longest.view.html, /name="decision"/);
});

Deno.test("a wrong method is refused with the right one", async () => {
  const response = await identity.send(new Request(`${ORIGIN}/oauth/token`));
  assert.equal(response.status, 405);
  assert.equal(response.headers.get("allow"), "POST, OPTIONS");
});

Deno.test("an unknown path under /oauth/ is 404 in JSON", async () => {
  const response = await identity.send(new Request(`${ORIGIN}/oauth/nothing`));
  assert.equal(response.status, 404);
  assert.equal(response.headers.get("content-type"), "application/json");
  await response.json();
});

Deno.test("two tokens for one client are independent of each other's scopes", async () => {
  const narrow = await tokensFor(identity, browser, { client_id, scope: "tags:read" });
  const wide = await tokensFor(identity, browser, { client_id, scope: "tags:read tags:write" });
  assert.equal((await identity.server.introspect(narrow.access_token)).scope, "tags:read");
  assert.equal((await identity.server.introspect(wide.access_token)).scope, "tags:read tags:write");
});
