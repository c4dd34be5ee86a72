import assert from "node:assert/strict";
import { Accounts } from "../../../lib/identity/people/accounts.ts";
import { introspect } from "../../../lib/identity/endpoints/introspect.ts";
import { createProvider } from "../../../lib/identity/provider/provider.tsx";
import { openSecrets } from "../../../lib/identity/storage/secrets.ts";
import { ALL_SCOPES } from "../../../lib/scopes.ts";
import { accountKey } from "../../../lib/identity/storage/keys.ts";
import { commit } from "../../../lib/kv/store.ts";
import type { Browser } from "../../../scripts/browser/browser.ts";
import {
  freshTokens,
  type Identity,
  openIdentity,
  RESOURCE,
  signedUpBrowser,
} from "../../support/servers/identity.ts";
import { post, register } from "../../support/oauth/oauth.ts";

let identity: Identity;
let browser: Browser;
let passed = 0;

Deno.test.beforeAll(async () => {
  identity = await openIdentity({ now: () => Date.now() + passed });
  browser = await signedUpBrowser(identity);
});

Deno.test.afterAll(() => identity[Symbol.asyncDispose]());

function basic(id: string, secret: string) {
  return {
    authorization: `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`,
  };
}

function ask(token: string, headers: Record<string, string> = {}) {
  return post(identity, "/oauth/introspect", { form: { token }, headers });
}

function ours() {
  const { clientId, clientSecret } = identity.server.resourceServer;
  return basic(clientId, clientSecret);
}

Deno.test("the resource server learns over HTTP what it learns in process", async () => {
  const { access_token } = await freshTokens(identity, browser);
  const { status, headers, body } = await ask(access_token, ours());
  assert.equal(status, 200);
  assert.equal(headers.get("cache-control"), "no-store");
  assert.deepEqual(body, await identity.server.introspect(access_token));
  assert.equal(body.active, true);
});

Deno.test("the resource server may present its credential in the body", async () => {
  const { access_token: token } = await freshTokens(identity, browser);
  const { clientId: client_id, clientSecret: client_secret } = identity.server.resourceServer;
  const { body } = await post(identity, "/oauth/introspect", {
    form: { token, client_id, client_secret },
  });
  assert.equal(body.active, true);
});

Deno.test("introspection without a credential or with a wrong one is refused", async () => {
  const { access_token } = await freshTokens(identity, browser);
  const { clientId } = identity.server.resourceServer;
  for (const headers of [{}, basic(clientId, "wrong"), basic("other", "wrong")]) {
    const { status, headers: answered, body } = await ask(access_token, headers);
    assert.equal(status, 401);
    assert.match(answered.get("www-authenticate") ?? "", /^Basic /);
    assert.equal(body.active, undefined);
  }
});

Deno.test("a registered client cannot look into tokens, not even its own", async () => {
  const { body: client } = await register(identity, {
    token_endpoint_auth_method: "client_secret_basic",
  });
  const { access_token } = await freshTokens(identity, browser);
  const { status, body } = await ask(access_token, basic(client.client_id, client.client_secret!));
  assert.equal(status, 401);
  assert.equal(body.error, "invalid_client");
});

Deno.test("nothing but an access token is active, and inactive says nothing more", async () => {
  const { refresh_token } = await freshTokens(identity, browser);
  for (const token of [refresh_token, "unknown", "a.b.c", "x".repeat(5000)]) {
    const { status, body } = await ask(token, ours());
    assert.equal(status, 200);
    assert.deepEqual(body, { active: false });
  }
});

Deno.test("an introspection without a token is refused", async () => {
  const { status, body } = await ask("", ours());
  assert.equal(status, 400);
  assert.equal(body.error, "invalid_request");
});

Deno.test("an expired token is inactive", async () => {
  const { access_token } = await freshTokens(identity, browser);
  passed = 3601 * 1000;
  assert.deepEqual(await identity.server.introspect(access_token), { active: false });
  passed = 0;
});

Deno.test("a token whose audience is not ours is inactive", async () => {
  const { access_token } = await freshTokens(identity, browser);
  const { store, origin: issuer } = identity;
  const accounts = new Accounts(store, { now: Date.now });
  const resource = "https://moved.example/mcp";
  const options = { store, accounts, resource, issuer, now: Date.now };
  const judged = await introspect(access_token, options);
  assert.deepEqual(judged, { active: false });
});

Deno.test("a token says of its scopes what oidc-provider would say, before and after one is taken", async () => {
  const { access_token } = await freshTokens(identity, browser);
  const { store, origin: issuer } = identity;
  const secrets = await openSecrets(store);
  const accounts = new Accounts(store, { now: Date.now });
  const options = { issuer, resource: RESOURCE, secrets, accounts, now: Date.now };
  const provider = createProvider(store, options);
  async function compare() {
    const token = await provider.AccessToken.find(access_token);
    const grant = await provider.Grant.find(token!.grantId!);
    const { active, scope, ...told } = await identity.server.introspect(access_token);
    assert(active && token!.isValid);
    assert.equal(scope, grant!.getResourceScopeFiltered(RESOURCE, token!.scopes));
    const { clientId, accountId, aud, exp, iat } = token!;
    const itself = { client_id: clientId, sub: accountId, aud, exp, iat };
    assert.deepEqual(told, { ...itself, iss: issuer, token_type: "Bearer" });
    return { scope: String(scope), subject: accountId };
  }
  const { scope, subject } = await compare();
  assert.match(scope, /entries:write/);
  const { connections } = identity.server.people;
  const kept = ALL_SCOPES.filter((each) => each !== "entries:write");
  for (const { id } of await connections.list(subject)) {
    assert(await connections.narrow(subject, id, kept));
  }
  assert.doesNotMatch((await compare()).scope, /entries:write/);
});

Deno.test("a token whose account is gone is inactive", async () => {
  const { access_token } = await freshTokens(identity, browser);
  const { sub } = await identity.server.introspect(access_token);
  await commit(identity.store, (op) => op.delete(accountKey(String(sub))));
  assert.deepEqual(await identity.server.introspect(access_token), { active: false });
});
