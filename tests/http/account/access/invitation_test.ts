import assert from "node:assert/strict";
import { Accounts } from "../../../../lib/identity/people/accounts.ts";
import { openInvitations } from "../../../../lib/identity/people/invitations.ts";
import { Links } from "../../../../lib/identity/people/links.ts";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { signIn, textOf } from "../../../support/people/account.ts";
import { goToProvider } from "../../../support/people/login.ts";
import { accountOf } from "../../../support/people/person.ts";
import { answerAtProvider, startLoginProvider } from "../../../support/servers/login_provider.ts";
import { startServer, type TestServer } from "../../../support/servers/server.ts";

const CLOSED = { SIGN_UP: "closed" };
const DAY = 86_400_000;

async function invite(server: TestServer, email?: string, now = Date.now): Promise<URL> {
  const invitations = openInvitations({ store: server.store, now });
  const invitation = await invitations.make({ days: 7, email });
  return new URL(`/account/sign-up?${new URLSearchParams({ invitation })}`, server.url);
}

Deno.test("an invitation opens one account on a server that takes no others", async () => {
  await using server = await startServer({ environment: CLOSED });
  const stranger = await new Browser(server.url).go("/account/sign-up");
  assert.equal(stranger.response?.status, 403);
  const link = await invite(server);
  const browser = new Browser(server.url);
  const page = await browser.submit(await browser.go(link), { fill: accountOf("Ada") });
  assert.match(page.html, /<h1>Your account/);
  const again = new Browser(server.url);
  const refused = await again.submit(await again.go(link), { fill: accountOf("Bob") });
  assert.match(textOf("alert", refused)!, /was used, or is too old/);
  assert.match((await signIn(new Browser(server.url), "Bob")).html, /is wrong/);
});

Deno.test("what is wrong on the form leaves the invitation as it is", async () => {
  await using server = await startServer({ environment: CLOSED });
  const browser = new Browser(server.url);
  const form = await browser.go(await invite(server));
  const refused = await browser.submit(form, { fill: { ...accountOf("Ada"), password: "short" } });
  assert.match(textOf("alert", refused)!, /needs at least 8/);
  assert.match(
    (await browser.submit(refused, { fill: accountOf("Ada") })).html,
    /<h1>Your account/,
  );
});

Deno.test("an invitation for one address is for no other, and ends with its days", async () => {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  await using server = await startServer({ environment: CLOSED, now });
  const link = await invite(server, accountOf("Ada").email, now);
  const browser = new Browser(server.url);
  const refused = await browser.submit(await browser.go(link), { fill: accountOf("Bob") });
  assert.match(textOf("alert", refused)!, /for another e-mail address/);
  ahead = 7 * DAY;
  const late = await browser.submit(await browser.go(link), { fill: accountOf("Ada") });
  assert.match(textOf("alert", late)!, /was used, or is too old/);
});

Deno.test("an invited person opens an account with the provider, where a first sign-in opens none", async () => {
  await using provider = await startLoginProvider();
  provider.people.set("ada", { email: "ada@example.com", email_verified: true, name: "Ada" });
  const environment = { ...provider.environment, LOGIN_SIGN_UP: "off", LOGIN_PASSWORDS: "off" };
  await using server = await startServer({ environment });
  provider.letIn(server.url);
  const browser = new Browser(server.url);
  const form = await browser.go(await invite(server, "ada@example.com"));
  assert.doesNotMatch(form.html, /name="password"/);
  const url = await goToProvider(browser, form);
  const page = await browser.go(await answerAtProvider(provider, { url, login: "ada" }));
  assert.match(page.html, /<h1>Your account/);
});

Deno.test("an invitation that somebody else uses up meanwhile opens no account at the provider", async () => {
  await using server = await startServer();
  const { store } = server;
  const now = Date.now;
  const accounts = new Accounts(store, { now });
  const links = new Links(store, { accounts, now });
  const invitations = openInvitations({ store, now });
  const invitation = (await invitations.find(await invitations.make({ days: 7 })))!;
  await accounts.open({ ...accountOf("Ada"), use: invitation.use });
  const person = { issuer: "https://provider.example", subject: "bob" };
  assert.equal(await links.openInvited(person, invitation), undefined);
  assert.equal(await links.find(person), undefined);
});
