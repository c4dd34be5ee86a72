import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Browser } from "../../../scripts/browser/browser.ts";
import {
  type Identity,
  openIdentity,
  ORIGIN,
  PERSON,
  RESOURCE,
  signedUpBrowser,
} from "../../support/servers/identity.ts";
import { authorize, CALLBACK, register } from "../../support/oauth/oauth.ts";

let identity: Identity;
let browser: Browser;

Deno.test.beforeAll(async () => {
  identity = await openIdentity();
  browser = await signedUpBrowser(identity);
});

Deno.test.afterAll(() => identity[Symbol.asyncDispose]());

async function consentPage(metadata: Record<string, unknown> = {}) {
  const { body: { client_id } } = await register(identity, metadata);
  const redirect_uri = (metadata.redirect_uris as string[] | undefined)?.[0] ?? CALLBACK;
  return (await authorize(browser, { client_id, redirect_uri })).view;
}

Deno.test("a client's name cannot bring markup or hidden characters", async () => {
  const client_name = `<script>alert(1)</script>\u202Egro\u0000.evil\u200B "&'`;
  const { html } = await consentPage({ client_name });
  assert.ok(!html.includes("<script"));
  assert.ok(html.includes("&lt;script&gt;alert(1)&lt;/script&gt;gro.evil"));
  assert.doesNotMatch(html, /\p{Cf}/u);
});

Deno.test("a client's name is shortened and a missing one is said to be missing", async () => {
  assert.ok(
    (await consentPage({ client_name: "x".repeat(500) })).html.includes(`${"x".repeat(59)}…`),
  );
  assert.match((await consentPage({ client_name: undefined })).html, /An app without a name/);
});

Deno.test("the consent page says where the answer goes", async () => {
  const web = await consentPage({ redirect_uris: ["https://app.example/callback"] });
  assert.match(web.html, /<code>app\.example<\/code>/);
  const local = await consentPage();
  assert.match(local.html, /<code>127\.0\.0\.1:33418<\/code> on this device/);
  const app = await consentPage({ redirect_uris: ["evil://bank.example/callback"] });
  assert.match(app.html, /<code>evil:<\/code> on this device/);
  assert.doesNotMatch(app.html, /bank\.example/);
});

Deno.test("the consent page has one form with a checkbox for each scope and two buttons", async () => {
  const { html } = await consentPage();
  assert.equal(html.match(/<form/g)?.length, 1);
  assert.equal(html.match(/type="checkbox" name="scope"/g)?.length, 5);
  assert.match(html, /name="decision" value="allow"/);
  assert.match(html, /name="decision" value="deny"/);
  assert.match(html, /Read your journal entries/);
  assert.match(html, /take access back at any time at <code>localhost:8000\/account<\/code>/);
});

Deno.test("every page carries the headers that keep it to itself", async () => {
  const { body: { client_id } } = await register(identity);
  const signIn = (await authorize(identity.browser(), { client_id })).view;
  const consent = await consentPage();
  const error = (await authorize(browser, { client_id: "nobody" })).view;
  for (const { response, html } of [signIn, consent, error]) {
    const headers = response!.headers;
    const style = /<style>(.*?)<\/style>/s.exec(html)![1];
    const hash = createHash("sha256").update(style).digest("base64");
    const policy = headers.get("content-security-policy") ?? "";
    assert.ok(policy.includes(`style-src 'sha256-${hash}'`));
    assert.ok(policy.includes("frame-ancestors 'none'"));
    assert.equal(headers.get("x-frame-options"), "DENY");
    assert.equal(headers.get("cache-control"), "no-store");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "same-origin");
    assert.match(headers.get("content-type") ?? "", /^text\/html; charset=utf-8$/i);
  }
});

Deno.test("the sign-in page reads well without sight", async () => {
  const { body: { client_id } } = await register(identity);
  const fresh = identity.browser();
  const { view } = await authorize(fresh, { client_id, login_hint: "kody@example.com" });
  assert.match(view.html, /<html lang="en">/);
  assert.match(view.html, /<label for="email">/);
  assert.match(view.html, /autocomplete="username webauthn"/);
  assert.match(view.html, /autocomplete="current-password"/);
  assert.match(view.html, /value="kody@example\.com"/);
  const wrong = await fresh.submit(view, { fill: { ...PERSON, password: "wrong wrong" } });
  assert.match(wrong.html, /id="problem" role="alert"/);
  assert.match(wrong.html, /aria-describedby="problem" aria-invalid="true"/);
});

Deno.test("a form that another website sends is refused", async () => {
  const view = await consentPage();
  const body = new URLSearchParams({ decision: "allow", scope: "entries:read" });
  for (
    const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[]
  ) {
    const forged = await browser.go(view.url, { method: "POST", body, headers });
    assert.equal(forged.response?.status, 403);
  }
  const honest = await browser.go(view.url, { method: "POST", body, headers: { origin: ORIGIN } });
  assert.ok(honest.url.searchParams.has("code"));
});

Deno.test("a page of one browser is of no use in another", async () => {
  const view = await consentPage();
  const thief = await identity.browser().go(view.url);
  assert.equal(thief.response?.status, 400);
  assert.match(thief.html, /no longer valid/);
});

Deno.test("a page answers for its own interaction only", async () => {
  const mine = await consentPage();
  const { body: { client_id } } = await register(identity);
  const other = (await authorize(identity.browser(), { client_id })).view;
  const query = new URLSearchParams({
    client_id,
    response_type: "code",
    redirect_uri: CALLBACK,
    code_challenge: "x".repeat(43),
    code_challenge_method: "S256",
  });
  const started = await identity.send(new Request(`${ORIGIN}/oauth/authorize?${query}`));
  const cookie = started.headers.getSetCookie().map((header) => header.split(";")[0]).join("; ");
  for (const { url } of [mine, other]) {
    const response = await identity.send(new Request(url, { headers: { cookie } }));
    assert.equal(response.status, 400);
  }
});

Deno.test("a scope that was not asked for cannot be ticked", async () => {
  const { body: { client_id } } = await register(identity);
  const { view } = await authorize(browser, {
    client_id,
    scope: "entries:read",
    resource: RESOURCE,
  });
  const body = new URLSearchParams({ decision: "allow", scope: "entries:private" });
  const { url } = await browser.go(view.url, { method: "POST", body, headers: { origin: ORIGIN } });
  assert.equal(url.searchParams.get("error"), "access_denied");
});

Deno.test("the session cookie is out of reach for scripts and other sites", async () => {
  const { body: { client_id } } = await register(identity);
  const query = new URLSearchParams({
    client_id,
    response_type: "code",
    redirect_uri: CALLBACK,
    code_challenge: "x".repeat(43),
    code_challenge_method: "S256",
  });
  const response = await identity.send(new Request(`${ORIGIN}/oauth/authorize?${query}`));
  const cookies = response.headers.getSetCookie();
  assert.ok(cookies.length > 0);
  for (const cookie of cookies) {
    assert.match(cookie, /httponly/i);
    assert.match(cookie, /samesite=lax/i);
  }
});

Deno.test("cookies are for secure connections when the public URL is", async () => {
  const publicUrl = new URL("https://journal.example");
  await using secure = await openIdentity({ publicUrl, resource: "https://journal.example/mcp" });
  const { body: { client_id } } = await register(secure);
  const query = new URLSearchParams({
    client_id,
    response_type: "code",
    redirect_uri: CALLBACK,
    code_challenge: "x".repeat(43),
    code_challenge_method: "S256",
  });
  const response = await secure.send(new Request(`${ORIGIN}/oauth/authorize?${query}`));
  assert.equal(response.status, 303);
  for (const cookie of response.headers.getSetCookie()) assert.match(cookie, /; secure/i);
});
