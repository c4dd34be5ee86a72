import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { goToProvider, providerButton, signInWith } from "../../support/people/login.ts";
import { targetOf } from "../../support/people/connection.ts";
import { authorize, exchange, register } from "../../support/oauth/oauth.ts";
import { answerAtProvider, startLoginProvider } from "../../support/servers/login_provider.ts";
import { startServer } from "../../support/servers/server.ts";
import { callTool } from "../../support/clients/rpc.ts";

const KODY = { name: "Kody", email: "kody@example.com", email_verified: true };

for (const claimsInIdToken of [true, false]) {
  const where = claimsInIdToken ? "in the ID token" : "at the UserInfo endpoint";
  Deno.test(`a person signs in at /account with the provider, which says who they are ${where}`, async () => {
    await using provider = await startLoginProvider({ claimsInIdToken });
    await using server = await startServer({ environment: provider.environment });
    provider.letIn(server.url);
    provider.people.set("kody", KODY);
    const { page } = await signInWith(provider, { server, login: "kody" });
    assert.match(page.html, /<h1>Your account<\/h1>/);
    assert.match(page.html, /<dd>Kody<\/dd>/);
    assert.match(page.html, /<dd>kody@example\.com<\/dd>/);
    assert.deepEqual(server.log.errors, []);
  });
}

Deno.test("a person connects an app with the provider and keeps a journal", async () => {
  await using provider = await startLoginProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.letIn(server.url);
  provider.people.set("kody", KODY);
  const target = targetOf(server);
  const { body: { client_id } } = await register(target);
  const browser = new Browser(server.url);
  const request = await authorize(browser, { client_id });
  assert.equal(providerButton(request.view), "Sign in with Example Inc.");
  const url = await goToProvider(browser, request.view);
  const consent = await browser.go(await answerAtProvider(provider, { url, login: "kody" }));
  assert.match(consent.html, /kody@example\.com/);
  const view = await browser.submit(consent, { press: "allow" });
  const { status, body } = await exchange(target, { ...request, view }, { client_id });
  assert.equal(status, 200);
  const call = await callTool(server.resource, {
    ...{ era: "2026-07-28", token: body.access_token, tool: "whoami" } as const,
  });
  assert.equal(call.status, 200);
  assert.deepEqual(server.log.errors, []);
});
