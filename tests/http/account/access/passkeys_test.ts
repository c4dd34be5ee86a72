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
  type Changes,
  openPasskeys,
  sendForm,
  softPasskey,
  tokenOf,
} from "../../../support/people/passkey.ts";
import {
  startServer,
  type TestServer,
  type TestServerOptions,
} from "../../../support/servers/server.ts";

/** Kody, who has a passkey, at a server. */
async function withPasskey(options: TestServerOptions = {}) {
  const server = await startServer(options);
  const passkey = await softPasskey(server);
  const { browser } = await newPerson(server, "Kody");
  const added = await addPasskey(server, { browser, name: "Kody", passkey });
  return {
    server,
    passkey,
    browser,
    added,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Signs in with what `answer` makes of a challenge. */
async function use(
  server: TestServer,
  answer: (options: { challenge: string }) => Promise<string>,
  browser = new Browser(server.url),
) {
  const { options } = await challengeFor(server, browser, { for: "sign_in" });
  const passkey = await answer(options);
  return await sendForm(server, browser, "/account/passkeys/sign-in", { passkey });
}

Deno.test("a passkey that was added signs in, and is told when", async () => {
  await using kody = await withPasskey();
  const { server, passkey, added } = kody;
  assert.match(textOf("status", added)!, /^The passkey is added/);
  assert.match(added.html, /Not used yet/);
  const browser = new Browser(server.url);
  const page = await use(server, (options) => passkey.answer(options), browser);
  assert.equal(heading(page), "Your account");
  assert.match(page.html, /kody@example\.com/);
  assert.match((await browser.go("/account/passkeys")).html, /Last used/);
});

const ATTACKS: Record<string, Changes> = {
  "from another origin": { origin: "https://evil.example" },
  "for another server": { rpID: "evil.example" },
  "without a person who was verified": { isVerified: false },
  "whose counter goes back": { counter: 1 },
  "of a challenge that nobody has made": { challenge: "bm9ib2R5IGhhcyBtYWRlIGl0" },
  "with the handle of somebody else": { userHandle: "c29tZWJvZHkgZWxzZQ" },
  "of the ceremony that adds one": { type: "webauthn.create" },
};

for (const [what, changes] of Object.entries(ATTACKS)) {
  Deno.test(`an answer ${what} signs nobody in`, async () => {
    await using kody = await withPasskey();
    const { server, passkey } = kody;
    assert.equal(
      heading(await use(server, (options) => passkey.answer(options))),
      "Your account",
    );
    const refused = await use(server, (options) => passkey.answer(options, changes));
    assert.equal(refused.response?.status, 400);
    assert.equal(textOf("alert", refused), "This passkey was not accepted. Try it again.");
    assert.equal(heading(refused), "Sign in");
  });
}

Deno.test("an answer signs in once, and in the browser that has asked only", async () => {
  await using server = await startServer();
  const passkey = await softPasskey(server);
  // One that does not count, as those that are kept on several devices.
  const changes = { counter: 0 };
  const owner = (await newPerson(server, "Kody")).browser;
  await addPasskey(server, { browser: owner, name: "Kody", passkey, changes });
  const browser = new Browser(server.url);
  const { options } = await challengeFor(server, browser, { for: "sign_in" });
  const answer = await passkey.answer(options, changes);
  const path = "/account/passkeys/sign-in";
  const stranger = new Browser(server.url);
  await challengeFor(server, stranger, { for: "sign_in" });
  const elsewhere = await sendForm(server, stranger, path, { passkey: answer });
  assert.equal(elsewhere.response?.status, 400);
  assert.equal(heading(await sendForm(server, browser, path, { passkey: answer })), "Your account");
  assert.equal((await sendForm(server, browser, path, { passkey: answer })).response?.status, 400);
});

Deno.test("what an authenticator says of its maker is neither asked for nor looked at", async () => {
  await using server = await startServer();
  for (const format of ["apple", "android-key", "tpm", "packed", "made up"]) {
    const name = format.replaceAll(/\W/g, "");
    const passkey = await softPasskey(server);
    const { browser } = await newPerson(server, name);
    const statement = new Map([["x5c", [new Uint8Array([0x30, 0x03, 0x02, 0x01, 0x05])]]]);
    const changes = { attestation: { format, statement } };
    const added = await addPasskey(server, { browser, name, passkey, changes });
    assert.match(textOf("status", added)!, /^The passkey is added/, format);
    assert.equal(heading(await use(server, (options) => passkey.answer(options))), "Your account");
  }
});

Deno.test("a challenge is good for five minutes", async () => {
  let time = Date.now();
  await using kody = await withPasskey({ now: () => time });
  const { server, passkey } = kody;
  const late = await use(server, async (options) => {
    const answer = await passkey.answer(options);
    time += 5 * 60_000 + 1;
    return answer;
  });
  assert.equal(late.response?.status, 400);
});

Deno.test("what is no answer of a passkey is refused, however it looks", async () => {
  await using server = await startServer();
  const texts = ["", "{}", "[]", "null", "{", `{"id":"a"}`, "x".repeat(20_000)];
  for (const text of texts) {
    assert.equal((await use(server, () => Promise.resolve(text))).response?.status, 400);
  }
  assert.deepEqual(server.log.errors, []);
});

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

Deno.test("challenges and answers of one address are limited", async () => {
  await using server = await startServer();
  const browser = new Browser(server.url);
  const ask = () => challengeFor(server, browser, { for: "sign_in" });
  const statuses = [];
  for (let n = 0; n < 61; n++) statuses.push((await ask()).status);
  assert.deepEqual([statuses[0], statuses[59], statuses[60]], [200, 200, 429]);
  const send = () => sendForm(server, browser, "/account/passkeys/sign-in", { passkey: "{}" });
  const answers = [];
  for (let n = 0; n < 21; n++) answers.push((await send()).response?.status);
  assert.deepEqual([answers[19], answers[20]], [400, 429]);
});

Deno.test("a server without a name, or without passwords, takes no passkeys", async () => {
  await using server = await startServer({ environment: { PUBLIC_URL: "http://127.0.0.1:9" } });
  const local = new Browser(
    "http://127.0.0.1:9",
    (request) => fetch(request.url.replace("http://127.0.0.1:9", server.local), request),
  );
  const { html } = await local.go("/account");
  assert.match(html, /name="password"/);
  assert.doesNotMatch(html, /Sign in with a passkey/);
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
