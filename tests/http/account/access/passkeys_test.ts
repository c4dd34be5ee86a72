import assert from "node:assert/strict";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { newPerson, textOf } from "../../../support/people/account.ts";
import { heading } from "../../../support/people/login.ts";
import {
  addPasskey,
  challengeFor,
  type Changes,
  sendForm,
  softPasskey,
} from "../../../support/people/passkey.ts";
import { startServer } from "../../../support/servers/server.ts";
import { use, withPasskey } from "./with_passkey.ts";

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
