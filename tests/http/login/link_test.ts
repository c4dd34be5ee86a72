import assert from "node:assert/strict";
import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { newPerson, signIn, textOf } from "../../support/people/account.ts";
import { heading, signInWith, submitTo } from "../../support/people/login.ts";
import { accountOf } from "../../support/people/person.ts";
import {
  answerAtProvider,
  type LoginProvider,
  startLoginProvider,
} from "../../support/servers/login_provider.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** A provider and a server that knows it, with somebody there who has Ada's address. */
async function openBoth(environment: Record<string, string> = {}) {
  const provider = await startLoginProvider();
  const server = await startServer({
    environment: { ...provider.environment, ...environment },
  });
  provider.letIn(server.url);
  provider.people.set("ada-there", {
    ...{ name: "Ada", email: "ada@example.com", email_verified: true },
  });
  const both = { provider, server };
  return {
    ...both,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

/** The subjects of all accounts. */
async function subjects({ store }: TestServer): Promise<string[]> {
  const rows = store.read.list<{ subject: string }>({ prefix: ["identity", "account"] });
  return (await Array.fromAsync(rows)).map(({ value }) => value.subject);
}

async function linkFirst(
  { provider, server }: { provider: LoginProvider; server: TestServer },
  password = accountOf("Ada").password,
): Promise<{ browser: Browser; page: View }> {
  const { browser, page } = await signInWith(provider, { server, login: "ada-there" });
  assert.equal(heading(page), "Is this your account?");
  const fill = { email: "ada@example.com", password };
  return { browser, page: await submitTo(browser, linkForm(page), { ...answers, fill }) };
}

const answers = { path: "/login/first", press: "link" };

/** The page without its second form. */
function linkForm(page: View): View {
  return { ...page, html: page.html.slice(0, page.html.indexOf("</form>") + 7) };
}

function openForm(page: View): View {
  return { ...page, html: page.html.slice(page.html.indexOf("</form>") + 7) };
}

/** Confirms at the provider who this is; returns the account page. */
async function confirmAt(
  provider: LoginProvider,
  { browser, page }: { browser: Browser; page: View },
): Promise<View> {
  const { url } = await submitTo(browser, page, { path: "/login/confirm" });
  return await browser.go(await answerAtProvider(provider, { url, login: "ada-there" }));
}

Deno.test("an account with the same address is not opened before its password is given", async () => {
  await using both = await openBoth();
  const { provider, server } = both;
  await newPerson(server, "Ada");
  const { browser, page } = await linkFirst(both, "not the one");
  assert.equal(page.response?.status, 400);
  assert.match(textOf("alert", page)!, /password is wrong/);
  assert.equal(heading(await browser.go("/account")), "Sign in");
  const owner = new Browser(server.url);
  await signIn(owner, "Ada");
  const { html } = await owner.go("/account/sign-ins");
  assert.match(html, /Password, <strong>refused/, "the owner sees that somebody has tried");

  const right = await linkFirst(both);
  assert.equal(heading(right.page), "Your account");
  assert.equal((await subjects(server)).length, 1, "no other account was made");
  const again = await signInWith(provider, { server, login: "ada-there" });
  assert.equal(heading(again.page), "Your account");
  assert.equal(heading(await signIn(new Browser(server.url), "Ada")), "Your account");
});

Deno.test("whoever says that the account is not theirs gets another one without its address", async () => {
  await using both = await openBoth();
  const { provider, server } = both;
  await newPerson(server, "Ada");
  const { browser, page } = await signInWith(provider, { server, login: "ada-there" });
  const opened = await submitTo(browser, openForm(page), { path: "/login/first", press: "open" });
  assert.equal(heading(opened), "Your account");
  assert.equal((await subjects(server)).length, 2);
  const confirmed = await confirmAt(provider, { browser, page: opened });
  const taken = await submitTo(browser, confirmed, { path: "/account/email" });
  assert.match(textOf("status", taken)!, /Another account here has this address/);
  assert.equal(heading(await signIn(new Browser(server.url), "Ada")), "Your account");
});

Deno.test("the question about an account is answered once, and in its own browser", async () => {
  await using both = await openBoth();
  const { provider, server } = both;
  await newPerson(server, "Ada");
  const { browser, page } = await signInWith(provider, { server, login: "ada-there" });
  const { password, email } = accountOf("Ada");
  const link = { ...answers, fill: { email, password } };
  const elsewhere = await submitTo(new Browser(server.url), linkForm(page), link);
  assert.equal(heading(elsewhere), "This took too long");
  assert.equal(heading(await submitTo(browser, linkForm(page), link)), "Your account");
  assert.equal(heading(await submitTo(browser, linkForm(page), link)), "This took too long");
});

Deno.test("the subject names the person, and an address never does", async () => {
  await using both = await openBoth();
  const { provider, server } = both;
  await signInWith(provider, { server, login: "ada-there" });
  const ada = provider.people.get("ada-there")!;
  provider.people.set("ada-there", { ...ada, email: "lovelace@example.com" });
  provider.people.set("somebody-else", { ...ada, name: "Eve" });

  const { browser, page } = await signInWith(provider, { server, login: "ada-there" });
  assert.equal((await subjects(server)).length, 1, "with another address she is the same");
  assert.match(page.html, /your e-mail address is <strong>lovelace@example\.com/s);
  assert.match(page.html, /Here it is ada@example\.com/);
  const eve = await signInWith(provider, { server, login: "somebody-else" });
  assert.equal(heading(eve.page), "Is this your account?", "whoever has her address is not her");

  const confirmed = await confirmAt(provider, { browser, page });
  const changed = await submitTo(browser, confirmed, { path: "/account/email" });
  assert.match(textOf("status", changed)!, /Your e-mail address is changed/);
  assert.match(changed.html, /<dd>lovelace@example\.com<\/dd>/);
  const later = await signInWith(provider, { server, login: "somebody-else" });
  assert.equal(heading(later.page), "Your account", "her old address is free");
  assert.equal((await subjects(server)).length, 2);
});

Deno.test("with LOGIN_SIGN_UP=off only accounts that there are get linked", async () => {
  await using both = await openBoth({ LOGIN_SIGN_UP: "off" });
  const { provider, server } = both;
  await newPerson(server, "Ada");
  provider.people.set("new", { email: "new@example.com", email_verified: true });
  const { browser, page } = await signInWith(provider, { server, login: "new" });
  assert.equal(heading(page), "Is this your account?");
  assert.match(page.html, /opens no account by itself/);
  const forged = page.html.replace('value="link"', 'value="open"');
  const refused = await submitTo(browser, { ...page, html: forged }, {
    path: "/login/first",
    press: "open",
  });
  assert.equal(heading(refused), "This took too long");
  assert.equal((await subjects(server)).length, 1);
  assert.equal(heading((await linkFirst(both)).page), "Your account");
});

Deno.test("with LOGIN_PASSWORDS=off a password still links its account, and nothing else", async () => {
  await using provider = await startLoginProvider();
  await using before = await startServer();
  await newPerson(before, "Ada");
  const rows = await Array.fromAsync(before.store.read.list({ prefix: ["identity"] }));
  const environment = { ...provider.environment, LOGIN_PASSWORDS: "off", SIGN_UP: "open" };
  await using server = await startServer({ environment });
  for (const { key, value } of rows) {
    if (String(key[1]).startsWith("account")) await server.store.write.set(key, value);
  }
  provider.letIn(server.url);
  provider.people.set("ada-there", { email: "ada@example.com", email_verified: true });

  const browser = new Browser(server.url);
  const page = await browser.go("/account");
  assert.doesNotMatch(page.html, /name="password"|Create an account/);
  const headers = { origin: server.url, "sec-fetch-site": "same-origin" };
  const body = new URLSearchParams({ ...accountOf("Ada") });
  const tried = await browser.go("/account/sign-in", { method: "POST", headers, body });
  assert.equal(heading(tried), "Sign in");
  const signedUp = await browser.go("/account/sign-up", { method: "POST", headers, body });
  assert.equal(signedUp.response?.status, 403);
  const linked = await linkFirst({ provider, server });
  assert.equal(heading(linked.page), "Your account");
  assert.doesNotMatch(linked.page.html, /Change your password|Unlink/);
});

Deno.test("an account is linked on its page after its password, and unlinked again", async () => {
  await using both = await openBoth();
  const { provider, server } = both;
  const { browser, page } = await newPerson(server, "Kody");
  const wrong = await submitTo(browser, page, {
    path: "/login/link",
    fill: { link_password: "not the one" },
  });
  assert.equal(wrong.response?.status, 400);
  const { url } = await submitTo(browser, page, {
    path: "/login/link",
    fill: { link_password: accountOf("Kody").password },
  });
  assert.equal(url.searchParams.get("prompt"), "login");
  const linked = await browser.go(await answerAtProvider(provider, { url, login: "ada-there" }));
  assert.match(textOf("status", linked)!, /Your account is linked/);
  const { page: signedIn } = await signInWith(provider, { server, login: "ada-there" });
  assert.match(signedIn.html, /<dd>kody@example\.com<\/dd>/);

  const without = await submitTo(browser, linked, { path: "/login/unlink" });
  assert.equal(without.response?.status, 400);
  assert.match(textOf("alert", without)!, /password is wrong/);
  const unlinked = await submitTo(browser, without, {
    path: "/login/unlink",
    fill: { unlink_password: accountOf("Kody").password },
  });
  assert.match(textOf("status", unlinked)!, /The link is gone/);
  await signInWith(provider, { server, login: "ada-there" });
  assert.equal((await subjects(server)).length, 2, "the person of the provider begins anew");
});

/** Takes the token of a form, and sends it to where no button of the page leads. */
async function sendBare(browser: Browser, page: View, path: string): Promise<View> {
  const token = /name="token" value="([^"]+)"/.exec(page.html)![1];
  return await browser.go(path, {
    method: "POST",
    headers: { origin: page.url.origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ token }),
  });
}

for (const path of ["/account/login/unlink", "/account/email"]) {
  Deno.test(`whoever only uses the owner's browser changes nothing at ${path}`, async () => {
    await using both = await openBoth();
    const { provider, server } = both;
    await signInWith(provider, { server, login: "ada-there" });
    const ada = provider.people.get("ada-there")!;
    provider.people.set("ada-there", { ...ada, email: "lovelace@example.com" });
    const { browser, page } = await signInWith(provider, { server, login: "ada-there" });
    assert.doesNotMatch(page.html, new RegExp(`action="${path}"`));
    const refused = await sendBare(browser, page, path);
    assert.equal(refused.response?.status, 403);
    assert.match(textOf("alert", refused)!, /^Confirm with .* first who you are\.$/);
    assert.match(refused.html, /Here it is ada@example\.com/);
  });
}

Deno.test("a person of the provider has one account, and an account one person", async () => {
  await using both = await openBoth();
  const { provider, server } = both;
  await signInWith(provider, { server, login: "ada-there" });
  const { browser, page } = await newPerson(server, "Kody");
  const { url } = await submitTo(browser, page, {
    path: "/login/link",
    fill: { link_password: accountOf("Kody").password },
  });
  const taken = await browser.go(await answerAtProvider(provider, { url, login: "ada-there" }));
  assert.equal(heading(taken), "You have another account here");
  assert.equal(taken.response?.status, 409);
});

/** How an owner, who has lost a session to somebody, locks that one out. */
const LOCK_OUT: Record<string, (browser: Browser, page: View) => Promise<View>> = {
  "a new password": (browser, page) =>
    submitTo(browser, page, {
      path: "/account/password",
      fill: {
        current_password: accountOf("Kody").password,
        new_password: "a meadow behind the library",
      },
    }),
  "signing out everywhere": (browser, page) =>
    submitTo(browser, page, { path: "/account/sign-out-everywhere" }),
};

for (const [how, lockOut] of Object.entries(LOCK_OUT)) {
  Deno.test(`${how} ends a way to a link that has begun before`, async () => {
    await using both = await openBoth();
    const { provider, server } = both;
    await newPerson(server, "Kody");
    const thief = new Browser(server.url);
    const theirs = await signIn(thief, "Kody");
    const { url } = await submitTo(thief, theirs, {
      path: "/login/link",
      fill: { link_password: accountOf("Kody").password },
    });
    const owner = new Browser(server.url);
    await lockOut(owner, await signIn(owner, "Kody"));
    const linked = await thief.go(await answerAtProvider(provider, { url, login: "ada-there" }));
    assert.equal(heading(linked), "This took too long");
    const { page: signedIn } = await signInWith(provider, { server, login: "ada-there" });
    assert.doesNotMatch(signedIn.html, /kody@example\.com/);
  });
}

Deno.test("a link is told to its owner, however it was made", async () => {
  await using both = await openBoth();
  const { provider, server } = both;
  const told = /Your account was linked with somebody at [^<]*, who can sign in to it\./;
  await newPerson(server, "Ada");
  const { page: first } = await linkFirst(both);
  assert.match(first.html, told);

  provider.people.set("kody-there", { email: "k@example.com", email_verified: true });
  const { browser, page } = await newPerson(server, "Kody");
  const fill = { link_password: accountOf("Kody").password };
  const { url } = await submitTo(browser, page, { path: "/login/link", fill });
  const linked = await browser.go(await answerAtProvider(provider, { url, login: "kody-there" }));
  assert.match(linked.html, told);
});
