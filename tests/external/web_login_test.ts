import assert from "node:assert/strict";
import { Browser } from "../../scripts/browser/browser.ts";
import { ERAS } from "../support/clients/mcp_clients.ts";
import { employeeToken } from "../support/people/employee.ts";
import { submitTo } from "../support/people/login.ts";
import { journalOf, signIn, startWorld } from "../support/people/elsewhere.ts";
import { startCompany } from "../support/servers/company.ts";
import { startServer } from "../support/servers/server.ts";

const HALF_AN_HOUR = 30 * 60_000;

for (const [kind, secret] of [["a public client", undefined], ["with a secret", "a-web-secret"]]) {
  Deno.test(`people of an external server read their journals here: ${kind}`, async () => {
    await using world = await startWorld({ secret });
    await journalOf(world, "kody").createEntry({ title: "Of Kody", content: "Rain." });
    await journalOf(world, "lena").createEntry({ title: "Of Lena", content: "Sun." });
    const { page, browser } = await signIn(world, "kody", "/journal?q=rain");
    assert.equal(page.url.pathname + page.url.search, "/journal?q=rain");
    assert.match(page.html, /Of Kody/);
    assert.doesNotMatch(page.html, /Of Lena/);
    const { entries: [{ id }] } = await journalOf(world, "lena").listEntries({});
    const other = await browser.go(new URL(`/journal/entries/${id}`, world.server.url));
    assert.equal(other.response?.status, 404);
    assert.deepEqual(world.server.log.errors, []);
  });
}

Deno.test("signing out ends the session here, and says where it goes on", async () => {
  await using world = await startWorld();
  const { browser } = await signIn(world, "kody");
  const account = await browser.go(new URL("/account", world.server.url));
  const out = await submitTo(browser, account, { path: "/journal/sign-out" });
  assert.match(out.html, /You are signed out/);
  assert.match(out.html, /Sign out at 127\.0\.0\.1/);
  const again = await browser.go(new URL("/journal", world.server.url));
  assert.match(again.html, /Sign in with 127\.0\.0\.1/);
});

Deno.test("whose data is deleted is signed out, and nothing is kept of the session", async () => {
  await using world = await startWorld();
  const { browser } = await signIn(world, "kody");
  world.company.apis.set(world.server.resource, world.server.resource);
  const token = await employeeToken(world.company, {
    resource: world.server.resource,
    scope: "user:write",
  });
  await using client = await ERAS["2026-07-28"](world.server.resource, token, () => "accept");
  await client.call("delete_my_data");
  await browser.go(new URL("/journal", world.server.url));
  const kept = await Array.fromAsync(world.server.store.read.list({ prefix: ["web"] }));
  assert.deepEqual(kept, []);
});

Deno.test("a session ends after half an hour in which nothing is done", async () => {
  await using world = await startWorld();
  const { browser } = await signIn(world, "kody");
  const open = () => browser.go(new URL("/journal", world.server.url));
  world.clock.ahead = HALF_AN_HOUR - 60_000;
  assert.match((await open()).html, /aria-label="Your journal"/);
  world.clock.ahead += HALF_AN_HOUR - 60_000;
  assert.match((await open()).html, /aria-label="Your journal"/, "it was seen meanwhile");
  world.clock.ahead += HALF_AN_HOUR + 1_000;
  assert.match((await open()).html, /Sign in with/);
});

Deno.test("an answer works once, and only in the browser that began", async () => {
  await using world = await startWorld();
  const { callback, browser } = await signIn(world, "kody");
  const again = await browser.go(callback);
  assert.equal(again.response?.status, 400);
  assert.match(again.html, /This took too long/);
  const stranger = new Browser(world.server.url);
  const { response } = await stranger.go(callback);
  assert.equal(response?.status, 400);
  assert.match((await stranger.go(new URL("/journal", world.server.url))).html, /Sign in with/);
});

Deno.test("nobody is led away from here, and no form of another origin begins or ends anything", async () => {
  await using world = await startWorld();
  for (
    const to of [
      "https://evil.example",
      "//evil.example/journal",
      "/journal/../account/x",
      "/account/x",
    ]
  ) {
    const query = new URLSearchParams({ to });
    const page = await fetch(`${world.server.url}/journal/sign-in?${query}`);
    assert.match(await page.text(), /action="\/journal\/sign-in\?to=%2Fjournal"/);
  }
  for (const path of ["/journal/sign-in", "/journal/sign-out"]) {
    const headers = { origin: "https://evil.example" };
    const forged = await fetch(`${world.server.url}${path}`, { method: "POST", headers });
    await forged.body?.cancel();
    assert.equal(forged.status, 403);
  }
});

Deno.test("while the external server is away, its page says what to do", async () => {
  await using world = await startWorld();
  world.company.instead.set("/.well-known/openid-configuration", 503);
  const browser = new Browser(world.server.url);
  const page = await browser.go(new URL("/journal", world.server.url));
  const answer = await browser.submit(page, {});
  assert.equal(answer.response?.status, 503);
  assert.match(answer.html, /does not answer/);
  assert.deepEqual(world.server.log.errors.map((error) => (error as { event: string }).event), [
    "login_failed",
  ]);
});

Deno.test("without WEB_CLIENT_ID there are no pages of journals", async () => {
  await using company = await startCompany();
  await using server = await startServer({ environment: company.environment });
  for (const path of ["/journal", "/journal/sign-in", "/account/import", "/account/trash"]) {
    const { status, body } = await fetch(`${server.url}${path}`);
    await body?.cancel();
    assert.equal(status, 404);
  }
  const account = await (await fetch(`${server.url}/account`)).text();
  assert.match(account, /Your account is kept elsewhere/);
});
