import assert from "node:assert/strict";
import { PASSWORD_COST } from "../../../lib/identity/people/passwords.ts";
import type { SignUpPolicy } from "../../../lib/identity/mod.ts";
import type { Browser, View } from "../../../scripts/browser/browser.ts";
import { type Identity, openIdentity, PERSON } from "../../support/servers/identity.ts";
import { authorize, register } from "../../support/oauth/oauth.ts";

async function signUpPage(identity: Identity): Promise<{ browser: Browser; form: View }> {
  const browser = identity.browser();
  const { body: { client_id } } = await register(identity);
  const { view } = await authorize(browser, { client_id });
  return { browser, form: await browser.go(`${view.url.pathname}/sign-up`) };
}

function withPolicy(signUp: SignUpPolicy): Promise<Identity> {
  return openIdentity({ signUp });
}

Deno.test("an open server offers an account on the sign-in page", async () => {
  await using identity = await withPolicy({ policy: "open" });
  const { body: { client_id } } = await register(identity);
  const { view } = await authorize(identity.browser(), { client_id });
  assert.match(view.html, /<a href="[^"]+\/sign-up">Create an account<\/a>/);
  assert.doesNotMatch(view.html, /name="invitation"/);
});

Deno.test("a closed server offers no account and opens none", async () => {
  await using identity = await withPolicy({ policy: "closed" });
  const { body: { client_id } } = await register(identity);
  const browser = identity.browser();
  const { view } = await authorize(browser, { client_id });
  assert.doesNotMatch(view.html, /sign-up/);
  const page = await browser.go(`${view.url.pathname}/sign-up`);
  assert.equal(page.response?.status, 403);
  assert.match(page.html, /takes no new accounts/);
  const body = new URLSearchParams(PERSON);
  const forced = await browser.go(page.url, { method: "POST", body });
  assert.equal(forced.response?.status, 403);
});

Deno.test("an invitation opens an account and nothing else does", async () => {
  await using identity = await withPolicy({ policy: "invitation", code: "come in" });
  const { browser, form } = await signUpPage(identity);
  const refused = await browser.submit(form, { fill: { ...PERSON, invitation: "let me in" } });
  assert.equal(refused.response?.status, 403);
  assert.match(refused.html, /The invitation code is wrong/);
  const welcome = await browser.submit(refused, { fill: { ...PERSON, invitation: "come in" } });
  assert.match(welcome.html, /name="decision"/);
});

Deno.test("an e-mail address has one account, however it is written", async () => {
  await using identity = await openIdentity();
  const first = await signUpPage(identity);
  await first.browser.submit(first.form, { fill: PERSON });
  const second = await signUpPage(identity);
  const fill = { ...PERSON, email: " Kody@EXAMPLE.com " };
  const refused = await second.browser.submit(second.form, { fill });
  assert.equal(refused.response?.status, 409);
  assert.match(refused.html, /has an account/);
});

Deno.test("two sign-ups with one e-mail address at once open one account", async () => {
  await using identity = await openIdentity({ passwordCost: PASSWORD_COST });
  const pages = await Promise.all([signUpPage(identity), signUpPage(identity)]);
  const views = await Promise.all(
    pages.map(({ browser, form }) => browser.submit(form, { fill: PERSON })),
  );
  assert.deepEqual(views.map(({ response }) => response?.status).sort(), [200, 409]);
});

Deno.test("a bad password or e-mail address is named, and what was typed is kept", async () => {
  await using identity = await openIdentity();
  const { browser, form } = await signUpPage(identity);
  const short = await browser.submit(form, { fill: { ...PERSON, password: "short" } });
  assert.equal(short.response?.status, 400);
  assert.match(short.html, /The password has 5 characters and needs at least 8/);
  assert.match(short.html, /role="alert"/);
  assert.match(short.html, /value="kody@example\.com"/);
  assert.doesNotMatch(short.html, /value="short"/);
  const email = await browser.submit(short, { fill: { ...PERSON, email: "kody" } });
  assert.match(email.html, /The e-mail address is not complete/);
});

Deno.test("a wrong password and an unknown account are answered alike", async () => {
  await using identity = await openIdentity();
  const known = await signUpPage(identity);
  await known.browser.submit(known.form, { fill: PERSON });
  const { body: { client_id } } = await register(identity);
  const answers = [];
  for (const email of [PERSON.email, "nobody@example.com"]) {
    const browser = identity.browser();
    const { view } = await authorize(browser, { client_id });
    const answer = await browser.submit(view, { fill: { email, password: "wrong wrong" } });
    assert.equal(answer.response?.status, 400);
    answers.push(answer.html.replaceAll(email, "").replaceAll(/interaction\/[\w-]+/g, ""));
  }
  assert.equal(answers[0], answers[1]);
});

Deno.test("one address can open only so many accounts a minute", async () => {
  await using identity = await openIdentity();
  const { browser, form } = await signUpPage(identity);
  const fill = { ...PERSON, password: "short" };
  for (let tries = 0; tries < 30; tries++) await browser.submit(form, { fill });
  const refused = await browser.submit(form, { fill });
  assert.equal(refused.response?.status, 429);
  assert.ok(Number(refused.response?.headers.get("retry-after")) > 0);
});
