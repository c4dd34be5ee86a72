import assert from "node:assert/strict";
import { Accounts } from "../../../../lib/identity/people/accounts.ts";
import { Links } from "../../../../lib/identity/people/links.ts";
import { disableAccount, enableAccount } from "../../../../lib/identity/people/manage_accounts.ts";
import { openResets } from "../../../../lib/identity/people/resets.ts";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { newPerson, signIn, statusOf, textOf } from "../../../support/people/account.ts";
import { accountOf, person } from "../../../support/people/person.ts";
import { startServer, type TestServer } from "../../../support/servers/server.ts";

const NEXT = "several unrelated words";
const HOUR = 3_600_000;

/** A link as whoever runs the server makes one, and the account that it is for. */
async function makeLink(server: TestServer, name: string, now = Date.now) {
  const accounts = new Accounts(server.store, { now });
  const account = await accounts.findByEmail(accountOf(name).email);
  const token = await openResets({ store: server.store, now }).make(account!.subject, "operator");
  return new URL(`/account/reset?${new URLSearchParams({ token })}`, server.url);
}

Deno.test("a link leads to a new password, which signs out elsewhere and disconnects apps", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token("user:read");
  const elsewhere = new Browser(server.url);
  await signIn(elsewhere, "Ada");
  const link = await makeLink(server, "Ada");

  const browser = new Browser(server.url);
  await browser.go(link);
  const form = await browser.go(link);
  assert.match(form.html, new RegExp(accountOf("Ada").email));
  assert.equal(form.response?.headers.get("referrer-policy"), "same-origin");
  const page = await browser.submit(form, { fill: { new_password: NEXT } });
  assert.match(textOf("status", page)!, /new password is set/);

  assert.equal(await statusOf(server.resource, token), 401);
  assert.match((await elsewhere.go("/account")).html, /<h1>Sign in/);
  assert.match((await signIn(new Browser(server.url), "Ada")).html, /is wrong/);
  assert.match((await signIn(new Browser(server.url), "Ada", NEXT)).html, /<h1>Your account/);
});

Deno.test("a link works once, until a newer one, a day, or the end of its account", async () => {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  await using server = await startServer({ now });
  await newPerson(server, "Ada");
  const open = async (link: URL) => (await new Browser(server.url).go(link)).response?.status;

  const used = await makeLink(server, "Ada", now);
  const browser = new Browser(server.url);
  await browser.submit(await browser.go(used), { fill: { new_password: NEXT } });
  assert.equal(await open(used), 410);
  const replaced = await makeLink(server, "Ada", now);
  const newest = await makeLink(server, "Ada", now);
  assert.deepEqual([await open(replaced), await open(newest)], [410, 200]);
  ahead = 24 * HOUR;
  assert.equal(await open(newest), 410);
  assert.equal(await open(new URL("/account/reset?token=forged", server.url)), 410);
  assert.equal(await open(new URL("/account/reset", server.url)), 410);
});

Deno.test("a link by mail replaces no link of whoever runs the server", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  const ofOperator = await makeLink(server, "Ada");
  const { store } = server;
  const account = await new Accounts(store, { now: Date.now })
    .findByEmail(accountOf("Ada").email);
  const resets = openResets({ store, now: Date.now });
  const first = await resets.make(account!.subject, "mail");
  const second = await resets.make(account!.subject, "mail");
  assert.equal(await resets.find(first), undefined);
  assert(await resets.find(second));
  assert.equal((await new Browser(server.url).go(ofOperator)).response?.status, 200);
});

Deno.test("a password that is too weak leaves the link and the old password as they are", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  const link = await makeLink(server, "Ada");
  const browser = new Browser(server.url);
  const refused = await browser.submit(await browser.go(link), { fill: { new_password: "short" } });
  assert.match(textOf("alert", refused)!, /needs at least 8/);
  assert.match((await signIn(new Browser(server.url), "Ada")).html, /<h1>Your account/);
  const page = await browser.submit(refused, { fill: { new_password: NEXT } });
  assert.match(textOf("status", page)!, /new password is set/);
});

Deno.test("without mail the page of a forgotten password says who can help", async () => {
  await using server = await startServer();
  const browser = new Browser(server.url);
  const signInPage = await browser.go("/account");
  assert.match(signInPage.html, /href="\/account\/forgot">Forgot your password\?/);
  const page = await browser.go("/account/forgot");
  assert.match(page.html, /Ask whoever runs it/);
});

Deno.test("a form of another origin sets no password", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  const link = await makeLink(server, "Ada");
  const body = new URLSearchParams({
    token: link.searchParams.get("token")!,
    new_password: NEXT,
  });
  const forged = await fetch(new URL("/account/reset", server.url), {
    method: "POST",
    body,
    headers: { origin: "https://evil.example" },
  });
  await forged.body?.cancel();
  assert.equal(forged.status, 403);
  assert.equal((await new Browser(server.url).go(link)).response?.status, 200);
});

Deno.test("a link ends with a new password, a sign-out everywhere, and a time without the account", async () => {
  await using server = await startServer();
  const { store } = server;
  await newPerson(server, "Ada");
  const accounts = new Accounts(store, { now: Date.now });
  const { subject } = (await accounts.findByEmail(accountOf("Ada").email))!;
  const ends: Record<string, () => Promise<unknown>> = {
    "a new password": () => accounts.changePassword(subject, { next: "another lot of words" }),
    "a sign-out everywhere": () => accounts.signOutEverywhere(subject),
    "a disabled account": async () => {
      await disableAccount(store, { subject, now: Date.now() });
      await enableAccount(store, subject);
    },
  };
  for (const [name, end] of Object.entries(ends)) {
    const link = await makeLink(server, "Ada");
    await new Promise((resolve) => setTimeout(resolve, 2));
    await end();
    assert.equal((await new Browser(server.url).go(link)).response?.status, 410, name);
  }
});

Deno.test("a link that may have gone to an old address ends with a new one", async () => {
  await using server = await startServer();
  const { store } = server;
  const now = Date.now;
  await newPerson(server, "Ada");
  const accounts = new Accounts(store, { now });
  const links = new Links(store, { accounts, now });
  const { subject } = (await accounts.findByEmail(accountOf("Ada").email))!;
  const email = "ada@elsewhere.example";
  await links.link(subject, {
    issuer: "https://a.example",
    subject: "1",
    email,
    verifiedEmail: email,
  }, { since: now() });
  const link = await makeLink(server, "Ada");
  assert.equal(await links.useEmail(subject), true);
  assert.equal((await new Browser(server.url).go(link)).response?.status, 410);
});
