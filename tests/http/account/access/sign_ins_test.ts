import assert from "node:assert/strict";
import { RATE_LIMITS } from "../../../../lib/identity/people/limits.ts";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { newPerson, signIn, textOf } from "../../../support/people/account.ts";
import { accountOf } from "../../../support/people/person.ts";
import { sendForm, tokenOf } from "../../../support/people/passkey.ts";
import { startServer, type TestServer } from "../../../support/servers/server.ts";

const PAGE = "/account/sign-ins";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 " +
  "(KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1";

/** A browser that says what it is. */
function browserThatSays(server: TestServer, userAgent: string): Browser {
  return new Browser(server.url, (request) => {
    const headers = new Headers(request.headers);
    headers.set("user-agent", userAgent);
    return fetch(new Request(request, { headers }));
  });
}

function idOf(html: string, label: string): string {
  const button = new RegExp(`value="([\\w-]{43})" aria-label="Sign out ${label}"`);
  return button.exec(html)?.[1] ?? "";
}

Deno.test("browsers that are signed in are listed in words, and each can be ended", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Kody");
  const telephone = browserThatSays(server, SAFARI);
  const other = browserThatSays(server, FIREFOX);
  await signIn(telephone, "Kody");
  await signIn(other, "Kody");
  const page = await browser.go(PAGE);
  assert.match(page.html, /Safari on iPhone/);
  assert.match(page.html, /Firefox on Linux/);
  assert.equal(page.html.match(/, this one/g)?.length, 1);
  const form = { browser: idOf(page.html, "Safari on iPhone"), token: tokenOf(page) };
  const ended = await sendForm(server, browser, "/account/sign-ins/end", form);
  assert.equal(textOf("status", ended), "That browser is signed out.");
  assert.match((await telephone.go("/account")).html, /<h1>Sign in<\/h1>/);
  assert.match((await other.go("/account")).html, /<h1>Your account<\/h1>/);
  await sendForm(server, browser, "/account/sign-ins/end-others", { token: tokenOf(page) });
  assert.match((await other.go("/account")).html, /<h1>Sign in<\/h1>/);
  assert.match((await browser.go("/account")).html, /<h1>Your account<\/h1>/);
});

Deno.test("nobody ends somebody else's session", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Kody");
  await signIn(browserThatSays(server, FIREFOX), "Kody");
  const id = idOf((await browser.go(PAGE)).html, "Firefox on Linux");
  assert.ok(id);
  const ada = (await newPerson(server, "Ada")).browser;
  const token = tokenOf(await ada.go("/account/profile"));
  for (const which of [id, "", "../..", "x".repeat(5_000)]) {
    const sent = await sendForm(server, ada, "/account/sign-ins/end", { browser: which, token });
    assert.match(textOf("status", sent)!, /was not signed in any more/);
  }
  assert.equal(idOf((await browser.go(PAGE)).html, "Firefox on Linux"), id);
});

Deno.test("sign-ins are listed, also refused ones, without what was typed or said", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Kody");
  const hostile = browserThatSays(server, "<script>Firefox/1 secret-agent</script> Windows");
  await signIn(hostile, "Kody", "my other password");
  await signIn(browserThatSays(server, FIREFOX), "Kody");
  const { html } = await browser.go(PAGE);
  assert.match(html, /New account/);
  assert.match(html, /Password, <strong>refused<\/strong>: Firefox on Windows/);
  assert.match(html, /Password: Firefox on Linux/);
  const rows = await Array.fromAsync(server.store.read.list({ prefix: ["identity", "sign_in"] }));
  assert.equal(rows.length, 3);
  assert.doesNotMatch(
    Deno.inspect(rows, { depth: 9 }),
    /my other|script|secret-agent|127\.0\.0\.1|kody/,
  );
  const ada = (await newPerson(server, "Ada")).browser;
  assert.doesNotMatch((await ada.go(PAGE)).html, /Firefox/);
});

Deno.test("refused sign-ins never push out those that went well, and all are bounded", async () => {
  let time = Date.now();
  await using server = await startServer({ now: () => time });
  await newPerson(server, "Kody");
  for (let n = 0; n < 110; n++) {
    time += 60_000;
    await signIn(new Browser(server.url), "Kody", "wrong");
  }
  const again = new Browser(server.url);
  await signIn(again, "Kody");
  const page = await again.go(PAGE);
  assert.match(page.html, /New account/);
  assert.equal(page.html.match(/refused<\/strong>/g)?.length, 100);
  time += 91 * 24 * 3600_000;
  const later = new Browser(server.url);
  await signIn(later, "Kody");
  const { html } = await later.go(PAGE);
  assert.doesNotMatch(html, /New account|refused<\/strong>/);
});

Deno.test("the name and the address of an account are changed, the address after a proof", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Kody");
  await newPerson(server, "Ada");
  const profile = await browser.go("/account/profile");
  const renamed = await browser.submit(profile, {
    having: "name",
    fill: { name: "Kody \u202Eevil" },
  });
  assert.match(renamed.html, /value="Kody evil"/);
  const change = (new_email: string, password = accountOf("Kody").password) =>
    browser.submit(profile, { having: "new_email", fill: { new_email, password } });
  assert.equal((await change("new@example.com", "wrong")).response?.status, 400);
  assert.equal((await change("Ada@Example.com")).response?.status, 409);
  assert.equal((await change("no address")).response?.status, 400);
  assert.equal((await signIn(new Browser(server.url), "Kody")).response?.status, 200);
  const [one, two] = await Promise.all([change("new@example.com"), change("newer@example.com")]);
  assert.deepEqual([one.response?.status, two.response?.status], [200, 200]);
  const { html } = await browser.go("/account");
  const email = /<dd>(newe?r?@example\.com)<\/dd>/.exec(html)![1];
  const index = await Array.fromAsync(
    server.store.read.list({ prefix: ["identity", "account_by_email"] }),
  );
  assert.deepEqual(index.map(({ key }) => key[2]).sort(), ["ada@example.com", email]);
  assert.equal((await signIn(new Browser(server.url), "Kody")).response?.status, 400);
});

Deno.test("nobody learns by changing their address faster who has an account than by signing up", async () => {
  const now = Date.now();
  await using server = await startServer({ now: () => now });
  const { browser } = await newPerson(server, "Kody");
  await newPerson(server, "Ada");
  const profile = await browser.go("/account/profile");
  const change = () =>
    browser.submit(profile, {
      having: "new_email",
      fill: { new_email: "ada@example.com", password: accountOf("Kody").password },
    });
  const statuses: (number | undefined)[] = [];
  for (let n = 0; n < RATE_LIMITS.signUps.limit; n++) {
    statuses.push((await change()).response?.status);
  }
  assert.equal(statuses[0], 409);
  const last = await change();
  assert.equal(last.response?.status, 429);
  assert.ok(Number(last.response?.headers.get("retry-after")) > 0);
  assert.doesNotMatch(last.html, /Another account/);
});

Deno.test("how dates are shown is set, and counts at /journal", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Kody");
  const profile = await browser.go("/account/profile");
  const fill = { language: "de-DE", first_weekday: "7" };
  const set = await browser.submit(profile, { having: "language", fill });
  assert.match(textOf("status", set)!, /^How dates are shown/);
  assert.match(set.html, /<option value="de-DE" selected/);
  assert.match(set.html, /<option value="7" selected/);
  for (const wrong of [{ ...fill, language: "xx" }, { ...fill, first_weekday: "8" }]) {
    const refused = await browser.submit(profile, { having: "language", fill: wrong });
    assert.match(textOf("status", refused)!, /nothing was changed/);
  }
  const years = new Date().getFullYear();
  assert.equal((await browser.go(`/journal/calendar/${years}`)).response?.status, 200);
});
