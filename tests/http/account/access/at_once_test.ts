import assert from "node:assert/strict";
import { Accounts } from "../../../../lib/identity/people/accounts.ts";
import { openInvitations } from "../../../../lib/identity/people/invitations.ts";
import { disableAccount, enableAccount } from "../../../../lib/identity/people/manage_accounts.ts";
import { openResets } from "../../../../lib/identity/people/resets.ts";
import { Browser, type View } from "../../../../scripts/browser/browser.ts";
import { newPerson, sameOrigin } from "../../../support/people/account.ts";
import { heading } from "../../../support/people/login.ts";
import {
  addPasskey,
  challengeFor,
  openPasskeys,
  sendForm,
  softPasskey,
  tokenOf,
} from "../../../support/people/passkey.ts";
import { accountOf } from "../../../support/people/person.ts";
import { SLOW_PASSWORDS } from "../../../support/servers/quick_passwords.ts";
import { startServer, type TestServer } from "../../../support/servers/server.ts";

const AT_ONCE = 5;

/** Sends a form several times before any of it is answered; returns how often somebody was let in. */
async function letIn(send: (n: number) => Promise<View>): Promise<number> {
  const views = await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => send(n)));
  return views.filter((view) => heading(view) === "Your account").length;
}

async function subjectOf({ store }: TestServer, name: string): Promise<string> {
  const accounts = new Accounts(store, { now: Date.now });
  return (await accounts.findByEmail(accountOf(name).email))!.subject;
}

Deno.test("an answer of a passkey that is sent many times at once signs in once", async () => {
  await using server = await startServer();
  const passkey = await softPasskey(server);
  // Of one that does not count, every answer would be as good as the first.
  const changes = { counter: 0 };
  await addPasskey(server, {
    ...{ browser: (await newPerson(server, "Kody")).browser, name: "Kody", passkey, changes },
  });
  const browser = new Browser(server.url);
  const { options } = await challengeFor(server, browser, { for: "sign_in" });
  const answer = await passkey.answer(options, changes);
  const path = "/account/passkeys/sign-in";
  const views = await Promise.all(
    Array.from({ length: AT_ONCE }, () => sendForm(server, browser, path, { passkey: answer })),
  );
  const refused = views.filter(({ response }) => response?.status === 400);
  assert.equal(refused.length, AT_ONCE - 1);
});

Deno.test("a link to a new password that is used many times at once sets one", async () => {
  await using server = await startServer({ passwordCost: SLOW_PASSWORDS });
  await newPerson(server, "Ada");
  const subject = await subjectOf(server, "Ada");
  const token = await openResets({ store: server.store, now: Date.now }).make(subject, "mail");
  const count = await letIn((n) => {
    const form = { token, new_password: `a meadow behind the library ${n}` };
    return sendForm(server, new Browser(server.url), "/account/reset", form);
  });
  assert.equal(count, 1);
});

Deno.test("an invitation that is used many times at once opens one account", async () => {
  const environment = { SIGN_UP: "closed" };
  await using server = await startServer({ environment, passwordCost: SLOW_PASSWORDS });
  const { store } = server;
  const invitation = await openInvitations({ store, now: Date.now }).make({ days: 7 });
  const count = await letIn((n) => {
    const form = { ...accountOf(`Guest${n}`), invitation };
    return sendForm(server, new Browser(server.url), "/account/sign-up", form);
  });
  assert.equal(count, 1);
});

Deno.test("a passkey that is added many times at once is added once", async () => {
  await using server = await startServer();
  const passkey = await softPasskey(server);
  const { browser } = await newPerson(server, "Kody");
  const token = tokenOf(await openPasskeys(browser, "Kody"));
  const answers = [];
  for (let n = 0; n < AT_ONCE; n++) {
    const { options } = await challengeFor(server, browser, { for: "add", token });
    answers.push(await passkey.register(options));
  }
  await Promise.all(
    answers.map((answer) =>
      sendForm(server, browser, "/account/passkeys/add", { token, name: "One", passkey: answer })
    ),
  );
  const { html } = await browser.go("/account/passkeys");
  assert.equal(html.match(/name="passkey_id"/g)?.length, 1);
});

Deno.test("whoever signs in or changes the password while the account is disabled is not let in later", async () => {
  await using server = await startServer({ passwordCost: SLOW_PASSWORDS });
  const { store } = server;
  const { browser: open, page } = await newPerson(server, "Kody");
  const token = tokenOf(page);
  const subject = await subjectOf(server, "Kody");
  const { email, password } = accountOf("Kody");
  const headers = sameOrigin(server);
  const browser = new Browser(server.url);
  const signingIn = browser.go("/account/sign-in", {
    ...{ method: "POST", headers, body: new URLSearchParams({ email, password }) },
  });
  const changing = open.go("/account/password", {
    ...{ method: "POST", headers },
    body: new URLSearchParams({
      ...{ token, current_password: password, new_password: "a lake and a boat" },
    }),
  });
  // The work of a password takes longer than this.
  await new Promise((resolve) => setTimeout(resolve, 20));
  await disableAccount(store, { subject, now: Date.now() });
  await Promise.all([signingIn, changing]);
  await enableAccount(store, subject);
  assert.equal(heading(await browser.go("/account")), "Sign in");
  assert.equal(heading(await open.go("/account")), "Sign in");
});

Deno.test("the password of a disabled account is not changed", async () => {
  await using server = await startServer();
  await newPerson(server, "Kody");
  const subject = await subjectOf(server, "Kody");
  await disableAccount(server.store, { subject, now: Date.now() });
  const accounts = new Accounts(server.store, { now: Date.now });
  const { password: current } = accountOf("Kody");
  assert.equal(await accounts.changePassword(subject, { current, next: "a lake" }), undefined);
  assert.equal(await accounts.changePassword(subject, { next: "a lake" }), undefined);
});
