import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { newPerson, signIn, textOf } from "../../support/people/account.ts";
import { heading, signInWith, submitTo } from "../../support/people/login.ts";
import {
  addPasskey,
  challengeFor,
  sendForm,
  softPasskey,
  tokenOf,
} from "../../support/people/passkey.ts";
import { answerAtProvider, startLoginProvider } from "../../support/servers/login_provider.ts";
import { startServer } from "../../support/servers/server.ts";

/** Opens a provider where somebody has the address of Ada. */
async function openProvider() {
  const provider = await startLoginProvider();
  provider.people.set("ada-there", {
    ...{ name: "Ada", email: "ada@example.com", email_verified: true },
  });
  return provider;
}

/** The id of the first login that a page asks about. */
function firstOf(html: string): string {
  return /name="first" value="([^"]+)"/.exec(html)![1];
}

for (const LOGIN_PASSWORDS of ["on", "off"]) {
  Deno.test(`a passkey links its account to the provider, with LOGIN_PASSWORDS=${LOGIN_PASSWORDS}`, async () => {
    const directory = await Deno.makeTempDir();
    const location = `${directory}/kv.sqlite`;
    await using provider = await openProvider();
    const passkey = await (async () => {
      await using before = await startServer({ location });
      const own = await softPasskey(before);
      const { browser } = await newPerson(before, "Ada");
      await addPasskey(before, { browser, name: "Ada", passkey: own });
      return own;
    })();
    {
      const environment = { ...provider.environment, LOGIN_PASSWORDS };
      await using server = await startServer({ location, environment });
      provider.letIn(server.url);
      const { browser, page } = await signInWith(provider, { server, login: "ada-there" });
      assert.equal(heading(page), "Is this your account?");
      const { options } = await challengeFor(server, browser, { for: "sign_in" });
      const first = firstOf(page.html);
      const wrong = { first, passkey: await passkey.answer(options, { isVerified: false }) };
      const refused = await sendForm(server, browser, "/account/login/first", wrong);
      assert.match(textOf("alert", refused)!, /not accepted/);
      const again = await challengeFor(server, browser, { for: "sign_in" });
      const form = { first, passkey: await passkey.answer(again.options, { origin: server.url }) };
      const linked = await sendForm(server, browser, "/account/login/first", form);
      assert.equal(heading(linked), "Your account");
      assert.match(linked.html, /You sign in with/);

      const stranger = new Browser(server.url);
      const { html } = await stranger.go("/account");
      assert.equal(/Sign in with a passkey/.test(html), LOGIN_PASSWORDS === "on");
      const asked = await challengeFor(server, stranger, { for: "sign_in" });
      const answer = await passkey.answer(asked.options, { origin: server.url });
      const path = "/account/passkeys/sign-in";
      const signedIn = await sendForm(server, stranger, path, { passkey: answer });
      assert.equal(heading(signedIn), LOGIN_PASSWORDS === "on" ? "Your account" : "Sign in");
    }
    await Deno.remove(directory, { recursive: true });
  });
}

Deno.test("who has a passkey can unlink the account, and keeps the passkey then", async () => {
  await using provider = await openProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.letIn(server.url);
  const there = new Browser(provider.issuer);
  const { browser, page } = await signInWith(provider, { server, login: "ada-there", there });
  assert.doesNotMatch(page.html, /login\/unlink/);
  const confirm = await browser.go("/account/confirm?to=/account/passkeys");
  assert.doesNotMatch(confirm.html, /type="password"/);
  const { url } = await submitTo(browser, confirm, { path: "/login/confirm" });
  const passkeys = await browser.go(await answerAtProvider(provider, { url, login: "ada-there" }));
  assert.equal(heading(passkeys), "Passkeys");
  const token = tokenOf(passkeys);
  const passkey = await softPasskey(server);
  const { options } = await challengeFor(server, browser, { for: "add", token });
  const added = await sendForm(server, browser, "/account/passkeys/add", {
    ...{ token, name: "Telephone", passkey: await passkey.register(options) },
  });
  assert.match(textOf("status", added)!, /is added/);
  const remove = { token, passkey_id: passkey.id };
  const unlinked = await submitTo(browser, await browser.go("/account"), { path: "/login/unlink" });
  assert.match(textOf("status", unlinked)!, /^The link is gone/);
  const kept = await sendForm(server, browser, "/account/passkeys/remove", remove);
  assert.match(textOf("status", kept)!, /^This passkey stays/);
  assert.equal((await signIn(new Browser(server.url), "Ada")).response?.status, 400);
});
