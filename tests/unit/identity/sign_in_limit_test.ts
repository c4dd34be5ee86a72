import assert from "node:assert/strict";
import { BusyError } from "../../../lib/bounded.ts";
import { tryPassword } from "../../../lib/identity/people/check_sign_in.ts";
import { openLimits } from "../../../lib/identity/people/limits.ts";
import { verifyPassword } from "../../../lib/identity/people/passwords.ts";
import { openIdentity, PERSON } from "../../support/servers/identity.ts";
import { authorize, register } from "../../support/oauth/oauth.ts";

const HOUR = 60 * 60 * 1000;
const email = "kody@example.com";

Deno.test("an account that many networks guess at becomes slow and is never closed", async () => {
  let now = 0;
  await using identity = await openIdentity();
  const { signIns } = openLimits(identity.store, () => now);
  const delay = async (address: string, who = email) => {
    const begun = await signIns.begin(address, who);
    assert("delay" in begun);
    return begun.delay;
  };
  for (let guess = 0; guess < 99; guess++) {
    assert.equal(await delay(`2001:db8:0:${guess}::/64`), 0);
  }
  assert.equal(await delay("198.51.100.1", " Kody@EXAMPLE.com "), 0);
  assert.equal(await delay("192.0.2.7"), 2000);
  assert.equal(await delay("192.0.2.7", "koda@example.com"), 0);
  now = HOUR;
  assert.equal(await delay("192.0.2.7"), 0);
});

Deno.test("an attempt waits as long as its account is slow", async () => {
  const limit = { begin: () => Promise.resolve({ delay: 50, forgive: () => Promise.resolve() }) };
  const begin = performance.now();
  await tryPassword(() => Promise.resolve(undefined), { address: "192.0.2.7", email, limit });
  assert(performance.now() - begin >= 49);
});

Deno.test("whoever comes while all are busy is told to come again, and has not guessed", async () => {
  await using identity = await openIdentity();
  const limit = openLimits(identity.store, Date.now).signIns;
  const busy = () => Promise.reject(new BusyError("There are others in line"));
  for (let tries = 0; tries < 30; tries++) {
    const outcome = await tryPassword(busy, { address: "192.0.2.7", email, limit });
    assert(outcome && "problem" in outcome);
    assert.equal(outcome.status, 503);
    assert.equal(outcome.retryAfter, 5);
  }
});

Deno.test("the pages answer at once while too many passwords are in line", async () => {
  await using identity = await openIdentity();
  const { body: { client_id } } = await register(identity);
  const browser = identity.browser();
  const signIn = (await authorize(browser, { client_id })).view;
  const signUp = await browser.go(`${signIn.url.pathname}/sign-up`);
  const hash = `scrypt$4096$8$5$${btoa("x".repeat(16))}$${btoa("x".repeat(32))}`;
  const line = Array.from({ length: 36 }, () => verifyPassword("quiet lantern", hash));
  for (const view of [signIn, signUp]) {
    const { response, html } = await browser.submit(view, { fill: PERSON });
    assert.equal(response?.status, 503);
    assert.equal(response?.headers.get("retry-after"), "5");
    assert.match(html, /The server is busy\. Try again in a few seconds/);
    assert.match(html, /value="kody@example\.com"/);
  }
  await Promise.all(line);
  assert.match((await browser.submit(signUp, { fill: PERSON })).html, /name="decision"/);
});
