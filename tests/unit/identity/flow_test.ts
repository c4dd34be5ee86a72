import assert from "node:assert/strict";
import { EVERYDAY_SCOPES } from "../../../lib/scopes.ts";
import type { Browser } from "../../../scripts/browser/browser.ts";
import {
  freshTokens,
  type Identity,
  openIdentity,
  ORIGIN,
  PERSON,
  RESOURCE,
  signedUpBrowser,
} from "../../support/servers/identity.ts";
import { authorize, CALLBACK, exchange, register } from "../../support/oauth/oauth.ts";

let identity: Identity;
let browser: Browser;

Deno.test.beforeAll(async () => {
  identity = await openIdentity();
  browser = await signedUpBrowser(identity);
});

Deno.test.afterAll(() => identity[Symbol.asyncDispose]());

Deno.test("a client registers, a person signs in and allows it, and the token is active", async () => {
  const { body: { client_id } } = await register(identity);
  const elsewhere = identity.browser();
  const request = await authorize(elsewhere, {
    client_id,
    scope: "entries:read entries:write",
    resource: RESOURCE,
  });
  assert.match(request.view.html, /<h1>Sign in<\/h1>/);
  const consent = await elsewhere.submit(request.view, { fill: PERSON });
  assert.match(consent.html, /Connect “A test client”\?/);
  assert.match(consent.html, /127\.0\.0\.1:33418/);
  assert.match(consent.html, /kody@example\.com/);

  const view = await elsewhere.submit(consent, { press: "allow" });
  assert.equal(`${view.url.origin}${view.url.pathname}`, CALLBACK);
  assert.equal(view.url.searchParams.get("state"), request.state);
  assert.equal(view.url.searchParams.get("iss"), ORIGIN);

  const { status, headers, body } = await exchange(identity, { ...request, view }, { client_id });
  assert.equal(status, 200);
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal(body.token_type, "Bearer");
  assert.equal(body.expires_in, 3600);
  assert.equal(body.scope, "entries:read entries:write");

  const { sub, exp, iat, ...claims } = await identity.server.introspect(body.access_token);
  assert.deepEqual(claims, {
    active: true,
    scope: "entries:read entries:write",
    client_id,
    aud: RESOURCE,
    iss: ORIGIN,
    token_type: "Bearer",
  });
  assert.equal(Number(exp) - Number(iat), 3600);
  const profile = await identity.server.profile(String(sub));
  assert.equal(profile?.name, "Kody");
  assert.equal(profile?.email, "kody@example.com");
  assert.ok(Date.parse(profile!.createdAt!) <= Date.now());
});

Deno.test("a scope that the person unticks is not granted", async () => {
  const { body: { client_id } } = await register(identity);
  const request = await authorize(browser, {
    client_id,
    scope: "entries:read entries:private",
  });
  const view = await browser.submit(request.view, { untick: ["entries:private"], press: "allow" });
  const { body } = await exchange(identity, { ...request, view }, { client_id });
  assert.equal(body.scope, "entries:read");
  assert.equal((await identity.server.introspect(body.access_token)).scope, "entries:read");
});

Deno.test("a person who unticks every scope has denied the request", async () => {
  const { body: { client_id } } = await register(identity);
  const { view, state } = await authorize(browser, { client_id, scope: "entries:read" });
  const { url } = await browser.submit(view, { untick: ["entries:read"], press: "allow" });
  assert.equal(url.searchParams.get("error"), "access_denied");
  assert.equal(url.searchParams.get("state"), state);
});

Deno.test("a denial reaches the client with the state and the issuer", async () => {
  const { body: { client_id } } = await register(identity);
  const { view, state } = await authorize(browser, { client_id });
  const { url } = await browser.submit(view, { press: "deny" });
  assert.equal(url.searchParams.get("error"), "access_denied");
  assert.equal(url.searchParams.get("state"), state);
  assert.equal(url.searchParams.get("iss"), ORIGIN);
  assert.equal(url.searchParams.has("code"), false);
});

Deno.test("a request without a scope is offered the everyday scopes", async () => {
  const { scope } = await freshTokens(identity, browser);
  assert.equal(scope, EVERYDAY_SCOPES.join(" "));
});

Deno.test("a request for offline_access alone is offered the everyday scopes", async () => {
  const { scope } = await freshTokens(identity, browser, "offline_access");
  assert.equal(scope, EVERYDAY_SCOPES.join(" "));
});

Deno.test("an unknown scope is dropped and the others are granted", async () => {
  const { scope } = await freshTokens(identity, browser, "entries:read mcp:everything");
  assert.equal(scope, "entries:read");
});

Deno.test("a client that asks for openid gets an ID token signed with the published key", async () => {
  const tokens = await freshTokens(identity, browser, "openid entries:read");
  const [header, payload] = tokens.id_token.split(".").slice(0, 2).map((part) =>
    JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(part, { alphabet: "base64url" })))
  );
  assert.equal(header.alg, "ES256");
  assert.equal(payload.iss, ORIGIN);
});

Deno.test("a person who is signed in is not asked for the password again", async () => {
  const { body: { client_id } } = await register(identity);
  const { view } = await authorize(browser, { client_id });
  assert.match(view.html, /name="decision"/);
});

Deno.test("a step up lists the old and the new scopes on the consent page", async () => {
  const { client_id } = await freshTokens(identity, browser, "entries:read");
  const { view } = await authorize(browser, { client_id, scope: "entries:read entries:private" });
  assert.match(view.html, /value="entries:read"/);
  assert.match(view.html, /value="entries:private"/);
});

Deno.test("a web client may ask again for a scope that was unticked before", async () => {
  const redirect_uri = "https://app.example/callback";
  const { body: { client_id } } = await register(identity, { redirect_uris: [redirect_uri] });
  const scope = "entries:read entries:private";
  const parameters = { client_id, redirect_uri, scope };
  const first = await authorize(browser, parameters);
  await browser.submit(first.view, { untick: ["entries:private"], press: "allow" });

  const unchanged = await authorize(browser, { ...parameters, scope: "entries:read" });
  assert.ok(unchanged.view.url.searchParams.has("code"), "consent is remembered");
  const again = await authorize(browser, parameters);
  assert.match(again.view.html, /value="entries:private"/);
});

Deno.test("another person can sign in from the consent page", async () => {
  const { body: { client_id } } = await register(identity);
  const { view } = await authorize(browser, { client_id });
  const signIn = await browser.go(`${view.url.pathname}/switch`);
  assert.match(signIn.html, /<h1>Sign in<\/h1>/);
  const form = await browser.go(`${signIn.url.pathname}/sign-up`);
  const other = { name: "Ada", email: "ada@example.com", password: "nine small green boats" };
  const consent = await browser.submit(form, { fill: other });
  assert.match(consent.html, /ada@example\.com/);
  await browser.submit(consent, { press: "deny" });
  browser = await signInAgain();
});

Deno.test("a client may ask for a fresh sign-in, and another person may answer", async () => {
  const { body: { client_id } } = await register(identity);
  const ada = { email: "ada@example.com", password: "nine small green boats" };
  const { view } = await authorize(browser, { client_id, prompt: "login" });
  const consent = await browser.submit(view, { fill: ada });
  assert.match(consent.html, /ada@example\.com/);
  browser = await signInAgain();
});

async function signInAgain(): Promise<Browser> {
  const fresh = identity.browser();
  const { body: { client_id } } = await register(identity);
  const { view } = await authorize(fresh, { client_id });
  await fresh.submit(view, { fill: PERSON });
  return fresh;
}
