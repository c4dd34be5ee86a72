import assert from "node:assert/strict";
import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { unescapeHtml } from "../../../scripts/browser/forms.ts";
import { authorize, CALLBACK, exchange, register } from "../../support/oauth/oauth.ts";
import { accountOf } from "../../support/people/person.ts";
import { type Identity, openIdentity, ORIGIN } from "../../support/servers/identity.ts";

/** Ways of a person that used to end on a page, or a JSON 404, that led nowhere. */

let identity: Identity;
let client_id: string;
let passed = 0;

Deno.test.beforeAll(async () => {
  identity = await openIdentity({ now: () => Date.now() + passed });
  client_id = (await register(identity)).body.client_id;
  for (const name of ["Ada", "Kody"]) {
    const browser = identity.browser();
    const { view } = await authorize(browser, { client_id });
    const form = await browser.go(`${view.url.pathname}/sign-up`);
    await browser.submit(form, { fill: accountOf(name) });
  }
});

Deno.test.beforeEach(() => {
  passed += 60_000; // Signing in and up is limited by the minute.
});

Deno.test.afterAll(() => identity[Symbol.asyncDispose]());

function isConsentOf({ html, response }: View, name: string): boolean {
  return response?.status === 200 && html.includes('name="decision"') &&
    html.includes(accountOf(name).email);
}

/** Whether the client got a code at its redirect URI. */
function hasCode({ url }: View): boolean {
  return `${url.origin}${url.pathname}` === CALLBACK && url.searchParams.has("code");
}

/** Follows the link of a page with this text. */
function follow(browser: Browser, { html, url }: View, label: RegExp): Promise<View> {
  const links = [...html.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)];
  const link = links.find(([, , text]) => label.test(unescapeHtml(text)));
  assert(link, `no link ${label} in ${html.slice(html.indexOf("<main>"))}`);
  return browser.go(new URL(unescapeHtml(link[1]), url));
}

async function signedIn(name: string): Promise<{ browser: Browser; view: View }> {
  const browser = identity.browser();
  const { view } = await authorize(browser, { client_id });
  return { browser, view: await browser.submit(view, { fill: accountOf(name) }) };
}

Deno.test("prompt=select_account shows the sign-in page, as login does", async () => {
  for (const prompt of ["select_account", "login", "select_account consent", "create login"]) {
    const { browser } = await signedIn("Kody");
    const { view } = await authorize(browser, { client_id, prompt });
    assert.match(view.html, /name="password"/, prompt);
    const other = await browser.submit(view, { fill: accountOf("Ada") });
    assert(isConsentOf(other, "Ada"), prompt);
    assert(hasCode(await browser.submit(other, { press: "allow" })), prompt);
  }
});

Deno.test("unknown values of prompt are left out", async () => {
  const { browser } = await signedIn("Kody");
  for (const prompt of ["create", "select-account", "consent mystery", "", " "]) {
    const { view } = await authorize(browser, { client_id, prompt });
    assert(isConsentOf(view, "Kody"), prompt);
  }
  const silent = await authorize(browser, { client_id, prompt: "none mystery" });
  assert.notEqual(silent.view.url.searchParams.get("error"), "invalid_request");
});

Deno.test("the second of two sign-ins with one form goes on to where the first went", async () => {
  const browser = identity.browser();
  const { view } = await authorize(browser, { client_id });
  const first = await browser.submit(view, { fill: accountOf("Kody") });
  const second = await browser.submit(view, { fill: accountOf("Kody") });
  assert(isConsentOf(first, "Kody"));
  assert(isConsentOf(second, "Kody"));
  assert.equal(second.url.href, first.url.href);
  assert(hasCode(await browser.submit(second, { press: "allow" })));
});

Deno.test("two sign-ins with one form at once both go on", async () => {
  const browser = identity.browser();
  const { view } = await authorize(browser, { client_id });
  const fill = accountOf("Kody");
  const [first, second] = await Promise.all([1, 2].map(() => browser.submit(view, { fill })));
  assert(isConsentOf(first, "Kody"));
  assert(isConsentOf(second, "Kody"));
  assert(hasCode(await browser.submit(second, { press: "allow" })));
});

Deno.test("a browser that never read where the first answer led goes on with the second", async () => {
  let cookies: string[] = [];
  const browser = new Browser(ORIGIN, async (request) => {
    if (request.method === "POST") await goAllTheWay(request.clone(), cookies);
    const response = await identity.send(request);
    cookies = [...cookies, ...response.headers.getSetCookie().map((each) => each.split(";")[0])];
    return response;
  });
  const { view } = await authorize(browser, { client_id });
  const second = await browser.submit(view, { fill: accountOf("Kody") });
  // The session went with the lost answer, so the person signs in once more.
  assert.match(second.html, /Nobody is signed in in this browser/);
  const form = await follow(browser, second, /Sign in/);
  assert.match(form.html, /name="password"/);
});

/** Sends what a cancelled navigation has sent, and throws its answers away. */
async function goAllTheWay(request: Request, cookies: string[]): Promise<void> {
  const { headers } = await identity.send(request);
  const url = new URL(headers.get("location")!, ORIGIN);
  await identity.send(new Request(url, { headers: { cookie: cookies.join("; ") } }));
}

Deno.test("two sign-ups with one form open one account, and both go on", async () => {
  for (const atOnce of [true, false]) {
    passed += 60_000;
    const name = atOnce ? "Grace" : "Edsger";
    const browser = identity.browser();
    const { view } = await authorize(browser, { client_id });
    const form = await browser.go(`${view.url.pathname}/sign-up`);
    const press = () => browser.submit(form, { fill: accountOf(name) });
    const [first, second] = atOnce
      ? await Promise.all([press(), press()])
      : [await press(), await press()];
    assert(isConsentOf(first, name), name);
    assert(isConsentOf(second, name), name);
    assert(hasCode(await browser.submit(second, { press: "allow" })), name);
  }
});

Deno.test("somebody else's address is still refused at sign-up, however often", async () => {
  const browser = identity.browser();
  const { view } = await authorize(browser, { client_id });
  const form = await browser.go(`${view.url.pathname}/sign-up`);
  const fill = { ...accountOf("Kody"), password: "not the password of it" };
  const answers = await Promise.all([1, 2].map(() => browser.submit(form, { fill })));
  for (const { response, html } of answers) {
    assert.equal(response?.status, 409);
    assert.match(html, /has an account/);
  }
});

Deno.test("Back to the sign-in page leads on to the consent page", async () => {
  const browser = identity.browser();
  const { view } = await authorize(browser, { client_id });
  await browser.submit(view, { fill: accountOf("Kody") });
  const back = await browser.go(view.url);
  assert(isConsentOf(back, "Kody"));
  assert(hasCode(await browser.submit(back, { press: "allow" })));
  const later = await browser.go(view.url);
  assert.match(later.html, /You have answered this already/);
});

for (const press of ["allow", "deny"]) {
  Deno.test(`a second press after ${press} says that it was answered, and leads on`, async () => {
    const browser = identity.browser();
    const request = await authorize(browser, { client_id });
    const consent = await browser.submit(request.view, { fill: accountOf("Kody") });
    const first = await browser.submit(consent, { press });
    assert.equal(hasCode(first), press === "allow");
    const again = [await browser.submit(consent, { press }), await browser.go(consent.url)];
    for (const page of again) {
      assert.equal(page.response?.status, 200);
      assert.match(page.html, /You have answered this already/);
      assert.match(page.html, /connect it again/);
      const anew = await follow(browser, page, /Connect again/);
      assert(isConsentOf(anew, "Kody"));
    }
    if (press === "deny") return;
    const tokens = await exchange(identity, { ...request, view: first }, { client_id });
    assert.equal(tokens.status, 200, "the first answer still counts");
  });
}

Deno.test("two presses of Allow at once give the client one good code each", async () => {
  const { browser, view } = await signedIn("Kody");
  const answers = await Promise.all([1, 2].map(() => browser.submit(view, { press: "allow" })));
  assert(answers.some(hasCode));
  for (const answer of answers) {
    assert(hasCode(answer) || answer.html.includes("You have answered this already"));
  }
});

Deno.test("another person can sign in in a second tab, and the first tab says so", async () => {
  const browser = identity.browser();
  const tabs = [await authorize(browser, { client_id }), await authorize(browser, { client_id })];
  const ada = await browser.submit(tabs[0].view, { fill: accountOf("Ada") });
  assert(isConsentOf(ada, "Ada"));
  const kody = await browser.submit(tabs[1].view, { fill: accountOf("Kody") });
  assert(isConsentOf(kody, "Kody"));

  for (const stale of [await browser.go(ada.url), await browser.submit(ada, { press: "allow" })]) {
    assert.equal(stale.response?.status, 400);
    assert.match(stale.html, /kody@example\.com has signed in in this browser meanwhile/);
    assert(isConsentOf(await follow(browser, stale, /Go on as kody@example\.com/), "Kody"));
  }
  const allowed = await browser.submit(kody, { press: "allow" });
  const { status, body } = await exchange(identity, { ...tabs[1], view: allowed }, { client_id });
  assert.equal(status, 200);
  const { sub } = await identity.server.introspect(body.access_token);
  assert.equal((await identity.server.profile(String(sub)))?.name, "Kody");

  const stale = await browser.go(ada.url);
  const form = await follow(browser, stale, /Use another account/);
  assert.match(form.html, /name="password"/);
  assert(isConsentOf(await browser.submit(form, { fill: accountOf("Ada") }), "Ada"));
});

Deno.test("another person can sign up in a second tab", async () => {
  const browser = identity.browser();
  const tabs = [await authorize(browser, { client_id }), await authorize(browser, { client_id })];
  await browser.submit(tabs[0].view, { fill: accountOf("Ada") });
  const form = await browser.go(`${tabs[1].view.url.pathname}/sign-up`);
  const barbara = await browser.submit(form, { fill: accountOf("Barbara") });
  assert(isConsentOf(barbara, "Barbara"));
  assert(hasCode(await browser.submit(barbara, { press: "allow" })));
});

Deno.test("a sign-in page that was open during a sign-out signs in", async () => {
  const { browser, view } = await signedIn("Kody");
  const asked = await authorize(browser, { client_id, prompt: "login" });
  await follow(browser, view, /Use another account/);
  const consent = await browser.submit(asked.view, { fill: accountOf("Kody") });
  assert(isConsentOf(consent, "Kody"));
  assert(hasCode(await browser.submit(consent, { press: "allow" })));
});

Deno.test("a consent page that was open during a sign-out says so, and leads to the sign-in", async () => {
  const { browser, view } = await signedIn("Kody");
  const other = await authorize(browser, { client_id });
  await follow(browser, other.view, /Use another account/);
  const late = await browser.submit(view, { press: "allow" });
  assert.equal(late.response?.status, 400);
  assert.match(late.html, /Nobody is signed in in this browser/);
  const form = await follow(browser, late, /Sign in/);
  assert(isConsentOf(await browser.submit(form, { fill: accountOf("Kody") }), "Kody"));
});

Deno.test("where a request went on is told to its own browser only", async () => {
  const { browser, view } = await signedIn("Kody");
  const request = await authorize(browser, { client_id });
  await browser.submit(request.view, { press: "allow" });
  for (const path of ["", "/again", "/switch", "/sign-up"]) {
    const stranger = await identity.browser().go(`${request.view.url.pathname}${path}`);
    assert.equal(stranger.response?.status, 400, path);
    assert.match(stranger.html, /no longer valid/);
    assert.doesNotMatch(stranger.html, new RegExp(client_id));
  }
  assert(view);
});

Deno.test("a page that was open for more than an hour says that it took too long", async () => {
  const browser = identity.browser();
  const { view } = await authorize(browser, { client_id });
  const answered = await authorize(browser, { client_id });
  await browser.submit(answered.view, { fill: accountOf("Kody") });
  passed += 61 * 60 * 1000;
  for (const { url } of [view, answered.view]) {
    const late = await browser.go(url);
    assert.equal(late.response?.status, 400);
    assert.match(late.html, /This took too long/);
  }
});
