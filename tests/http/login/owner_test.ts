import assert from "node:assert/strict";
import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { dump, isErasing, rowsWith, settle } from "../../processes/erasure/helpers.ts";
import { tokenOf } from "../../support/people/import.ts";
import { sameOrigin, sendOwn, signIn, textOf } from "../../support/people/account.ts";
import { targetOf } from "../../support/people/connection.ts";
import { goToProvider, heading, submitTo } from "../../support/people/login.ts";
import { authorize, register } from "../../support/oauth/oauth.ts";
import { type FaultProvider, startFaultProvider } from "../../support/servers/fault_provider.ts";
import { startLoginProvider } from "../../support/servers/login_provider.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const MINUTE = 60_000;

/** Follows a form that leads to the provider, and comes back. */
async function byProvider(
  browser: Browser,
  { provider, view, path }: { provider: FaultProvider; view: View; path: string },
): Promise<View> {
  const { url } = await submitTo(browser, view, { path });
  return await browser.go((await new Browser(provider.issuer).go(url)).url);
}

/** A browser in which the provider's person is signed in, who has no password here. */
async function signedIn(server: TestServer, provider: FaultProvider) {
  const browser = new Browser(server.url);
  const view = await browser.go("/account");
  return { browser, page: await byProvider(browser, { provider, view, path: "/login" }) };
}

async function send(
  server: TestServer,
  browser: Browser,
  path: string,
  form: Record<string, string>,
) {
  const body = new URLSearchParams({ token: await tokenOf(browser), ...form });
  return await browser.go(path, { method: "POST", headers: sameOrigin(server), body });
}

Deno.test("an account without a password is deleted once the provider has asked again", async () => {
  await using provider = await startFaultProvider();
  provider.person = { sub: "adelheid", email: "adelheid@example.com", email_verified: true };
  await using server = await startServer({ environment: provider.environment });
  const { browser } = await signedIn(server, provider);
  const page = await browser.go("/account/delete");
  assert.doesNotMatch(page.html, /name="understood"|type="password"/);
  for (const password of ["", "anything"]) {
    const form = { understood: "yes", password };
    const refused = await send(server, browser, "/account/delete", form);
    assert.equal(refused.response?.status, 403);
    assert.match(textOf("alert", refused)!, /Confirm with Example Inc\. first who you are/);
  }
  assert.equal(await isErasing(server.store), false);

  const view = await byProvider(browser, { provider, view: page, path: "/login/confirm" });
  assert.equal(provider.asked.get("prompt"), "login");
  assert.equal(provider.asked.get("max_age"), "0");
  assert.equal(heading(view), "Delete my data");
  assert.match(textOf("status", view)!, /You have confirmed who you are/);
  const agreed = view.html.replace('name="understood"', 'name="understood" checked');
  const gone = await submitTo(browser, { ...view, html: agreed }, { path: "/account/delete" });
  assert.equal(heading(gone), "Your data is deleted");
  await settle(server);
  assert.deepEqual(rowsWith(["adelheid"], await dump(server.store)), []);
  const links = server.store.read.list({ prefix: ["identity", "account_by_link"] });
  assert.deepEqual(await Array.fromAsync(links), []);

  const again = await signedIn(server, provider);
  assert.equal(heading(again.page), "Your account", "and can begin anew");
});

/** What keeps a confirmation from counting, with the page that says so. */
const NOT_CONFIRMED: Record<string, { claims: Record<string, unknown>; title: string }> = {
  "it asked an hour ago": {
    claims: { auth_time: Math.floor(Date.now() / 1000) - 3600 },
    title: "Example Inc. did not ask who you are",
  },
  "it does not say when it asked": {
    claims: { auth_time: undefined },
    title: "This answer was not accepted",
  },
  "it names somebody else": {
    claims: { sub: "eve", email: "eve@example.com" },
    title: "This is somebody else",
  },
};

for (const [name, { claims, title }] of Object.entries(NOT_CONFIRMED)) {
  Deno.test(`nobody is confirmed by the provider when ${name}`, async () => {
    await using provider = await startFaultProvider();
    await using server = await startServer({ environment: provider.environment });
    const { browser } = await signedIn(server, provider);
    provider.faults = { claims };
    const page = await browser.go("/account/delete");
    const view = await byProvider(browser, { provider, view: page, path: "/login/confirm" });
    assert.equal(heading(view), title);
    const refused = await send(server, browser, "/account/delete", { understood: "yes" });
    assert.equal(refused.response?.status, 403);
    assert.equal(await isErasing(server.store), false);
  });
}

Deno.test("of a provider that never says when it asked, coming back from it is enough", async () => {
  await using provider = await startFaultProvider();
  provider.faults = {
    metadata: { claims_supported: ["sub", "email"] },
    claims: { auth_time: undefined },
  };
  await using server = await startServer({ environment: provider.environment });
  const { browser } = await signedIn(server, provider);
  const page = await browser.go("/account/delete");
  const view = await byProvider(browser, { provider, view: page, path: "/login/confirm" });
  assert.match(view.html, /name="understood"/);
});

Deno.test("a confirmation lasts five minutes, in its own session", async () => {
  await using provider = await startFaultProvider();
  let passed = 0;
  await using server = await startServer({
    environment: provider.environment,
    now: () => Date.now() + passed,
  });
  const { browser, page } = await signedIn(server, provider);
  const other = await signedIn(server, provider);
  await byProvider(browser, { provider, view: page, path: "/login/confirm" });
  assert.match((await browser.go("/account/delete")).html, /name="understood"/);
  assert.doesNotMatch((await other.browser.go("/account/delete")).html, /name="understood"/);
  passed = 6 * MINUTE;
  assert.doesNotMatch((await browser.go("/account/delete")).html, /name="understood"/);
});

Deno.test("somebody without a password sets one, once the provider has asked again", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  const { browser, page } = await signedIn(server, provider);
  const form = { current_password: "", new_password: "Kody keeps a journal" };
  const path = "/account/password";
  const refused = await sendOwn(server, browser, { path, form });
  assert.equal(refused.response?.status, 403);
  const confirmed = await byProvider(browser, { provider, view: page, path: "/login/confirm" });
  const set = await submitTo(browser, confirmed, { path: "/account/password", fill: form });
  assert.match(textOf("status", set)!, /Your password is changed/);
  assert.equal(heading(await signIn(new Browser(server.url), "Kody")), "Your account");
});

Deno.test("signing out ends the session here, and there where the provider has it", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  const { browser, page } = await signedIn(server, provider);
  const ticked = await submitTo(browser, page, { path: "/account/sign-out" });
  assert.equal(`${ticked.url.origin}${ticked.url.pathname}`, `${provider.issuer}/end`);
  assert.equal(ticked.url.searchParams.get("client_id"), "epicme");
  assert.equal(heading(await browser.go("/account")), "Sign in");

  const again = await signedIn(server, provider);
  const here = await submitTo(again.browser, again.page, {
    path: "/account/sign-out",
    untick: ["end"],
  });
  assert.match(textOf("status", here)!, /You are signed out/);

  provider.faults = { metadata: { end_session_endpoint: undefined } };
  await using other = await startServer({ environment: provider.environment });
  const without = await signedIn(other, provider);
  assert.doesNotMatch(without.page.html, /Also sign out of/);
});

Deno.test("whoever wants to use another account is asked at the provider, too", async () => {
  await using provider = await startLoginProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.letIn(server.url);
  const browser = new Browser(server.url);
  const { body: { client_id } } = await register(targetOf(server));
  const first = await authorize(browser, { client_id });
  assert.equal((await goToProvider(browser, first.view)).searchParams.get("prompt"), null);
  const other = new Browser(server.url);
  const asked = await authorize(other, { client_id, prompt: "login", login_hint: "a@example.com" });
  const url = await goToProvider(other, asked.view);
  assert.equal(url.searchParams.get("prompt"), "login");
  assert.equal(url.searchParams.get("max_age"), "0");
  assert.equal(url.searchParams.get("login_hint"), "a@example.com");
});
