import { accountOf } from "../../support/people/person.ts";
import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { register } from "../../support/oauth/oauth.ts";
import { appNames, newPerson, signIn, statusOf, textOf } from "../../support/people/account.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("a person signs in, sees the app, disconnects it and signs out", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const { body: { client_id } } = await register(target, { client_name: "Notes & <Co>" });
  const { browser, tokens } = await connect(target, {
    client_id,
    name: "Kody",
    decision: { untick: ["tags:write"] },
  });
  assert.equal(await statusOf(server.resource, tokens.access_token), 200);

  const page = await signIn(browser, "Kody");
  assert.equal(page.url.href, `${server.url}/account`);
  assert.equal(page.response?.status, 200);
  assert.match(page.html, /<dd>Kody<\/dd>/);
  assert.match(page.html, /<dd>kody@example\.com<\/dd>/);
  assert.deepEqual(appNames(page), ["Notes & <Co>"]);
  assert.match(page.html, /<code>127\.0\.0\.1:33418<\/code> on your device/);
  assert.match(page.html, /<li>Read your journal entries<\/li>/);
  assert.doesNotMatch(page.html, /<li>Create, rename and delete tags<\/li>/);
  assert.match(page.html, new RegExp(`<time datetime="${new Date().toISOString().slice(0, 10)}`));

  const id = /name="app" value="([^"]+)"/.exec(page.html)![1];
  const gone = await browser.submit(page, { having: "app", press: id });
  assert.equal(gone.url.href, `${server.url}/account`);
  assert.match(textOf("status", gone)!, /^The app is disconnected/);
  assert.deepEqual(appNames(gone), []);
  assert.match(gone.html, /No app is connected/);
  assert.equal(await statusOf(server.resource, tokens.access_token), 401);
  assert.equal(textOf("status", await browser.go("/account")), undefined, "it is said once");

  const out = await browser.go("/account/sign-out", { method: "POST", headers: origin(server) });
  assert.match(textOf("status", out)!, /^You are signed out/);
  assert.match(out.html, /name="password"/);
});

Deno.test("an account can be opened without an app", async () => {
  await using server = await startServer();
  const browser = new Browser(server.url);
  const entrance = await browser.go("/account");
  assert.match(entrance.html, /<a href="\/account\/sign-up">Create an account<\/a>/);
  const form = await browser.go("/account/sign-up");
  const page = await browser.submit(form, { fill: accountOf("Ada") });
  assert.equal(page.url.pathname, "/account");
  assert.match(page.html, /<dd>ada@example\.com<\/dd>/);
  const again = await new Browser(server.url).submit(form, { fill: accountOf("Ada") });
  assert.equal(again.response?.status, 409);
});

Deno.test("a closed server offers no account and opens none", async () => {
  await using server = await startServer({ environment: { SIGN_UP: "closed" } });
  const browser = new Browser(server.url);
  assert.doesNotMatch((await browser.go("/account")).html, /sign-up/);
  const page = await browser.go("/account/sign-up");
  assert.equal(page.response?.status, 403);
  const body = new URLSearchParams(accountOf("Ada"));
  const forced = await browser.go(page.url, { method: "POST", body, headers: origin(server) });
  assert.equal(forced.response?.status, 403);
  assert.equal((await signIn(browser, "Ada")).response?.status, 400);
});

Deno.test("an invitation opens an account and nothing else does", async () => {
  await using server = await startServer({ environment: { SIGN_UP: "come in, friend" } });
  const browser = new Browser(server.url);
  const form = await browser.go("/account/sign-up");
  const fill = { ...accountOf("Ada"), invitation: "let me in" };
  const refused = await browser.submit(form, { fill });
  assert.equal(refused.response?.status, 403);
  assert.match(refused.html, /value="ada@example\.com"/);
  const page = await browser.submit(refused, { fill: { ...fill, invitation: "come in, friend" } });
  assert.match(page.html, /<h1>Your account<\/h1>/);
});

Deno.test("the page reads well without sight", async () => {
  await using server = await startServer();
  await connect(targetOf(server), { name: "Kody" });
  const page = await signIn(new Browser(server.url), "Kody");
  assert.match(page.html, /<html lang="en">/);
  const levels = [...page.html.matchAll(/<h([1-6])/g)].map(([, level]) => level).join("");
  assert.equal(levels, "12232222");
  for (const [, id] of page.html.matchAll(/aria-(?:labelledby|describedby)="([^"]+)"/g)) {
    for (const each of id.split(" ")) assert.ok(page.html.includes(`id="${each}"`), each);
  }
  assert.match(page.html, /aria-label="Disconnect A test client"/);
  for (const name of ["current_password", "new_password"]) {
    assert.ok(page.html.includes(`<label for="${name}">`), name);
  }
});

Deno.test("the page keeps itself to itself and works without a script", async () => {
  await using server = await startServer();
  const { page } = await newPerson(server, "Ada");
  const headers = page.response!.headers;
  assert.equal(headers.get("cache-control"), "no-store");
  assert.match(
    headers.get("content-security-policy")!,
    /default-src 'none'.*frame-ancestors 'none'/,
  );
  assert.equal(headers.get("access-control-allow-origin"), null);
  assert.doesNotMatch(page.html, /<script/);
});

Deno.test("the home page leads to the account", async () => {
  await using server = await startServer();
  assert.match(
    (await new Browser(server.url).go("/")).html,
    /<a href="\/account">Your account<\/a>/,
  );
});

Deno.test("paths that are no page are a JSON 404, other methods a 405", async () => {
  await using server = await startServer();
  const missing = await fetch(`${server.url}/account/nothing`);
  assert.equal(missing.status, 404);
  assert.equal((await missing.json()).error, "not_found");
  const wrong = await fetch(`${server.url}/account`, { method: "DELETE" });
  assert.equal(wrong.status, 405);
  assert.match(wrong.headers.get("allow")!, /GET, POST/);
  await wrong.body?.cancel();
  const form = await new Browser(server.url).go("/account/disconnect-all");
  assert.equal(form.url.pathname, "/account", "the address of a form leads to its page");
});

Deno.test("with an external server the page says where the account is", async () => {
  await using server = await startServer({
    environment: {
      AUTH_ISSUER: "https://login.example",
      INTROSPECTION_CLIENT_ID: "epicme",
      INTROSPECTION_CLIENT_SECRET: "secret",
    },
  });
  const page = await new Browser(server.url).go("/account");
  assert.equal(page.response?.status, 200);
  assert.match(page.html, /<a href="https:\/\/login\.example\/?">login\.example<\/a>/);
  assert.doesNotMatch(page.html, /<form/);
  assert.equal((await fetch(`${server.url}/account/sign-in`, { method: "POST" })).status, 404);
  assert.doesNotMatch((await new Browser(server.url).go("/")).html, /href="\/account"/);
});

function origin({ url }: { url: string }): Record<string, string> {
  return { origin: url };
}
