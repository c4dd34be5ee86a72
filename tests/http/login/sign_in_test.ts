import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { goToProvider, heading, providerButton, signInWith } from "../../support/people/login.ts";
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

for (const clientAuthMethod of ["client_secret_basic", "client_secret_post"] as const) {
  Deno.test(`a client that is registered with ${clientAuthMethod} only signs people in`, async () => {
    await using provider = await startLoginProvider({ clientAuthMethod });
    await using server = await startServer({ environment: provider.environment });
    provider.letIn(server.url);
    for (const login of ["kody", "ada"]) {
      const { page } = await signInWith(provider, { server, login });
      assert.equal(heading(page), "Your account");
    }
    assert.deepEqual(server.log.errors, []);
  });
}

Deno.test("whose group LOGIN_ALLOW names is let in, by a scope that the provider has for groups", async () => {
  await using provider = await startLoginProvider();
  const environment = { ...provider.environment, LOGIN_ALLOW: "group:writers" };
  await using server = await startServer({ environment });
  provider.letIn(server.url);
  provider.people.set("kody", { ...KODY, groups: ["staff", "writers"] });
  provider.people.set("eve", { ...KODY, groups: ["staff"] });
  const kody = await signInWith(provider, { server, login: "kody" });
  assert.equal(heading(kody.page), "Your account");
  const eve = await signInWith(provider, { server, login: "eve" });
  assert.equal(heading(eve.page), "This server is not open to you");

  provider.people.set("kody", { ...KODY, groups: [] });
  const later = await signInWith(provider, { server, login: "kody" });
  assert.equal(heading(later.page), "This server is not open to you", "judged at each sign-in");
});

Deno.test("somebody of whom the provider says nothing but a subject has an account of their own", async () => {
  await using provider = await startLoginProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.letIn(server.url);
  const { page, browser } = await signInWith(provider, { server, login: "nobody" });
  assert.match(page.html, /<dd>a person without a name<\/dd>/);
  assert.doesNotMatch(page.html, /Set a password/);
  assert.equal(heading(await browser.go("/account/delete")), "Delete my data");
});

Deno.test("a person who comes for a page of their account is led to it", async () => {
  await using provider = await startLoginProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.letIn(server.url);
  const browser = new Browser(server.url);
  const url = await goToProvider(browser, await browser.go("/account/trash"));
  const page = await browser.go(await answerAtProvider(provider, { url, login: "kody" }));
  assert.equal(heading(page), "Trash");
});

Deno.test("a person who signs in with the provider gets to the page of the journal that they opened", async () => {
  await using provider = await startLoginProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.letIn(server.url);
  provider.people.set("kody", KODY);
  const browser = new Browser(server.url);
  const page = await browser.go("/journal/calendar/2026?colours=moods");
  const url = await goToProvider(browser, page);
  const { url: back } = await browser.go(await answerAtProvider(provider, { url, login: "kody" }));
  assert.equal(back.pathname + back.search, "/journal/calendar/2026?colours=moods");
});
