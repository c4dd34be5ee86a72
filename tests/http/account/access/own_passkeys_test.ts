import assert from "node:assert/strict";
import { tokenOf as sessionToken } from "../../../support/people/import.ts";
import { Accounts } from "../../../../lib/identity/people/accounts.ts";
import { openResets } from "../../../../lib/identity/people/resets.ts";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { newPerson, sameOrigin, signIn, textOf } from "../../../support/people/account.ts";
import { heading } from "../../../support/people/login.ts";
import {
  addPasskey,
  challengeFor,
  openPasskeys,
  sendForm,
  softPasskey,
  tokenOf,
} from "../../../support/people/passkey.ts";
import { startServer } from "../../../support/servers/server.ts";
import { use, withPasskey } from "./with_passkey.ts";

Deno.test("another account's passkey opens its own account, and proves nothing about mine", async () => {
  await using kody = await withPasskey();
  const { server } = kody;
  const { browser } = await newPerson(server, "Ada");
  const token = tokenOf(await browser.go("/account/confirm?to=/account/passkeys"));
  const { options } = await challengeFor(server, browser, { for: "confirm", token });
  const passkey = await kody.passkey.answer(options);
  const refused = await sendForm(server, browser, "/account/confirm/passkey", { passkey, token });
  assert.equal(refused.response?.status, 400);
  assert.match((await browser.go("/account/passkeys")).html, /Confirm who you are/);
});

Deno.test("a passkey that an account has cannot be added to another one", async () => {
  await using kody = await withPasskey();
  const { browser } = await newPerson(kody.server, "Ada");
  const refused = await addPasskey(kody.server, { browser, name: "Ada", passkey: kody.passkey });
  assert.match(textOf("status", refused)!, /^The passkey was not accepted/);
});

Deno.test("a passkey is added by somebody only who has just proven who they are", async () => {
  await using server = await startServer();
  const passkey = await softPasskey(server);
  const { browser } = await newPerson(server, "Kody");
  const token = tokenOf(await browser.go("/account/confirm?to=/account/passkeys"));
  assert.equal((await challengeFor(server, browser, { for: "add", token })).status, 403);
  const sent = await sendForm(server, browser, "/account/passkeys/add", { token, passkey: "{}" });
  assert.match(textOf("status", sent)!, /^Confirm first who you are/);
  for (const changes of [{ origin: "https://evil.example" }, { isVerified: false }]) {
    const refused = await addPasskey(server, { browser, name: "Kody", passkey, changes });
    assert.match(textOf("status", refused)!, /^The passkey was not accepted/);
  }
});

Deno.test("forms of passkeys want their token, and come from our own pages", async () => {
  await using kody = await withPasskey();
  const { server, browser } = kody;
  const page = await openPasskeys(browser, "Kody");
  for (
    const path of ["add", "rename", "remove", "require", "require-no-longer", "recovery-codes"]
  ) {
    const form = { passkey_id: kody.passkey.id, token: "another" };
    const sent = await sendForm(server, browser, `/account/passkeys/${path}`, form);
    assert.match(textOf("status", sent)!, /^This page was too old/);
    const forged = await browser.go(`/account/passkeys/${path}`, {
      method: "POST",
      body: new URLSearchParams({ ...form, token: tokenOf(page) }),
      headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    });
    assert.equal(forged.response?.status, 403);
  }
  const forged = await browser.go("/account/passkeys/challenge", {
    method: "POST",
    body: new URLSearchParams({ for: "sign_in" }),
    headers: { ...sameOrigin(server), "sec-fetch-site": "cross-site" },
  });
  assert.equal(forged.response?.status, 403);
});

Deno.test("somebody else's passkey can be neither renamed nor removed", async () => {
  await using kody = await withPasskey();
  const { server, passkey } = kody;
  const { browser } = await newPerson(server, "Ada");
  await addPasskey(server, { browser, name: "Ada", passkey: await softPasskey(server) });
  const token = tokenOf(await openPasskeys(browser, "Ada"));
  for (const path of ["rename", "remove"]) {
    const form = { passkey_id: passkey.id, new_name: "Mine", token };
    const sent = await sendForm(server, browser, `/account/passkeys/${path}`, form);
    assert.equal(textOf("status", sent), "There was no such passkey any more.");
  }
  assert.match((await kody.browser.go("/account/passkeys")).html, /<h2 class="item">A telephone/);
});

Deno.test("an account that asks for a passkey takes each recovery code once, with the password", async () => {
  await using kody = await withPasskey();
  const { server, browser, passkey } = kody;
  const token = tokenOf(await openPasskeys(browser, "Kody"));
  const shown = await sendForm(server, browser, "/account/passkeys/require", { token });
  const codes = /<pre>([^<]*)<\/pre>/.exec(shown.html)![1].split("\n");
  assert.equal(codes.length, 10);
  const stored = await Array.fromAsync(server.store.read.list({ prefix: ["identity"] }));
  for (const code of codes) assert.ok(!Deno.inspect(stored, { depth: 9 }).includes(code));

  const other = new Browser(server.url);
  const asked = await signIn(other, "Kody");
  assert.equal(asked.response?.status, 403);
  assert.match(textOf("alert", asked)!, /^This account wants a passkey/);
  const withCode = (recovery_code: string) =>
    other.submit(asked, {
      having: "email",
      fill: { email: "kody@example.com", password: "Kody keeps a journal", recovery_code },
    });
  assert.equal((await withCode("0000-0000-0000-0000")).response?.status, 400);
  const both = await Promise.all([withCode(codes[0]), withCode(codes[0])]);
  assert.equal(both.filter(({ response }) => response?.status === 200).length, 1);
  assert.equal((await withCode(codes[0])).response?.status, 400);
  const wrong = await signIn(new Browser(server.url), "Kody", "not the password");
  assert.equal(textOf("alert", wrong), "The e-mail address or the password is wrong.");
  assert.equal(heading(await use(server, (options) => passkey.answer(options))), "Your account");

  const listed = await browser.go("/account/sign-ins");
  assert.match(listed.html, /Right password without a passkey, <strong>refused/);

  const renewed = await sendForm(server, browser, "/account/passkeys/recovery-codes", { token });
  assert.doesNotMatch(renewed.html, new RegExp(codes[1]));
  assert.equal((await withCode(codes[1])).response?.status, 400);
});

Deno.test("a password proves nothing more where a passkey is asked for", async () => {
  await using kody = await withPasskey();
  const { server, browser, passkey } = kody;
  const first = tokenOf(await openPasskeys(browser, "Kody"));
  await sendForm(server, browser, "/account/passkeys/require", { token: first });
  const fresh = new Browser(server.url);
  await use(server, (options) => passkey.answer(options), fresh);
  const page = await fresh.go("/account/delete");
  assert.doesNotMatch(page.html, /name="password"/);
  const sent = await sendForm(server, fresh, "/account/delete", {
    ...{ password: "Kody keeps a journal", understood: "yes", token: await sessionToken(fresh) },
  });
  assert.equal(sent.response?.status, 403);
  const token = tokenOf(await fresh.go("/account/confirm?to=/account/delete"));
  const { options } = await challengeFor(server, fresh, { for: "confirm", token });
  const confirmed = await sendForm(
    server,
    fresh,
    "/account/confirm/passkey?to=/account/delete",
    { token, passkey: await passkey.answer(options) },
  );
  assert.equal(heading(confirmed), "Delete my data");
  assert.match(confirmed.html, /Delete everything/);
});

Deno.test("a link to a new password does not get past a passkey, and ends with the old address", async () => {
  await using kody = await withPasskey();
  const { server, browser } = kody;
  const token = tokenOf(await openPasskeys(browser, "Kody"));
  const account = await new Accounts(server.store, { now: Date.now })
    .findByEmail("kody@example.com");
  const resets = openResets({ store: server.store, now: Date.now });
  const toMail = await resets.make(account!.subject, "mail");
  const moved = { token, new_email: "kody@new.example" };
  await sendForm(server, browser, "/account/profile/email", moved);
  assert.equal(await resets.find(toMail), undefined);
  await sendForm(server, browser, "/account/passkeys/require", { token });
  const link = await resets.make(account!.subject, "operator");
  const finder = new Browser(server.url);
  const form = { token: link, new_password: "a meadow behind the library" };
  const set = await sendForm(server, finder, "/account/reset", form);
  assert.equal(heading(set), "Sign in");
  assert.match(textOf("status", set)!, /asks for a passkey, too/);
  assert.equal(heading(await finder.go("/account")), "Sign in");
});

Deno.test("whoever sets a new password by a link hears of passkeys that others may have left", async () => {
  await using kody = await withPasskey();
  const { server } = kody;
  await newPerson(server, "Ada");
  const told: string[] = [];
  for (const name of ["kody", "ada"]) {
    const account = await new Accounts(server.store, { now: Date.now })
      .findByEmail(`${name}@example.com`);
    const token = await openResets({ store: server.store, now: Date.now })
      .make(account!.subject, "mail");
    const form = { token, new_password: "a meadow behind the library" };
    const page = await sendForm(server, new Browser(server.url), "/account/reset", form);
    assert.equal(heading(page), "Your account");
    told.push(textOf("status", page)!);
  }
  assert.match(told[0], /look whether they are yours\.$/);
  assert.doesNotMatch(told[1], /[Pp]asskey/);
});
