import { accountOf } from "../../support/people/person.ts";
import assert from "node:assert/strict";
import {
  furtherBrowser,
  newPerson,
  sameOrigin,
  signIn,
  statusOf,
} from "../../support/people/account.ts";
import { textOf } from "../../support/people/account.ts";
import { tokenOf as sessionToken } from "../../support/people/import.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { callTool } from "../../support/clients/rpc.ts";
import {
  addPasskey,
  challengeFor,
  sendForm,
  softPasskey,
  tokenOf,
} from "../../support/people/passkey.ts";
import { SLOW_PASSWORDS } from "../../support/servers/quick_passwords.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";
import { dump, isErasing, rowsWith, settle } from "../../processes/erasure/helpers.ts";

const { email, password } = accountOf("Adelheid");
const AGREED = { password, understood: "yes" };

async function send(
  server: TestServer,
  browser: Browser,
  form: Record<string, string>,
  headers = {},
) {
  const body = new URLSearchParams({ token: await sessionToken(browser), ...form });
  return await browser.go("/account/delete", {
    method: "POST",
    body,
    headers: { ...sameOrigin(server), ...headers },
  });
}

Deno.test("the page says what goes, and then everything is gone", async () => {
  await using server = await startServer();
  const { browser, tokens } = await connect(targetOf(server), { name: "Adelheid" });
  const token = tokens.access_token;
  for (const title of ["One", "Two"]) {
    const args = { title: `Adelheids${title}`, content: "x" };
    await callTool(server.resource, { era: "2026-07-28", token, tool: "create_entry", args });
  }
  await browser.submit(await signIn(browser, "Adelheid"), {
    having: "time_zone",
    fill: { time_zone: "Antarctica/Troll" },
  });
  assert.equal(rowsWith(["Antarctica/Troll"], await dump(server.store)).length, 1);
  await browser.go("/account/export", {
    method: "POST",
    body: new URLSearchParams({ token: await sessionToken(browser) }),
    headers: sameOrigin(server),
  });
  const downloads = () => Array.fromAsync(server.store.read.list({ prefix: ["export"] }));
  assert.equal((await downloads()).length, 1);
  const elsewhere = await furtherBrowser(server, "Adelheid");
  const page = await browser.go("/account/delete");
  const text = page.html.replace(/\s+/g, " ");
  assert.match(text, /2 entries, 0 entries in the trash, 0 tags/);
  assert.match(text, /adelheid@example\.com .*access of 1 connected app/);

  const gone = await browser.submit(
    { ...page, html: page.html.replace('name="understood"', 'name="understood" checked') },
    { having: "understood", fill: { password } },
  );
  assert.match(gone.html, /<h1>Your data is deleted<\/h1>/);
  assert.equal(
    gone.response?.headers.getSetCookie().filter((each) => /Max-Age=0/.test(each)).length,
    4,
  );
  assert.equal(await statusOf(server.resource, token), 401);
  assert.match((await browser.go("/account")).html, /<h1>Sign in<\/h1>/);
  assert.match((await elsewhere.go("/account")).html, /<h1>Sign in<\/h1>/);
  assert.equal((await signIn(new Browser(server.url), "Adelheid")).response?.status, 400);
  await settle(server);
  assert.deepEqual(
    rowsWith([email, "Adelheids", "Antarctica/Troll"], await dump(server.store)),
    [],
  );
  assert.deepEqual(await downloads(), []);
});

Deno.test("without the password or the tick nothing is deleted", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Adelheid");
  const wrong = await send(server, browser, { ...AGREED, password: "not the one" });
  assert.equal(wrong.response?.status, 400);
  assert.equal(textOf("alert", wrong), "The password is wrong.");
  assert.doesNotMatch(wrong.html, /not the one/);
  const unticked = await send(server, browser, { password });
  assert.equal(textOf("alert", unticked), "Tick the box to go on.");
  assert.match((await send(server, browser, { understood: "yes" })).html, /password is wrong/);
  assert.match((await browser.go("/account")).html, /<h1>Your account<\/h1>/);
  assert.equal(await isErasing(server.store), false);
});

Deno.test("another website, a link or somebody without a session deletes nothing", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Adelheid");
  for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "same-site" }]) {
    const forged = { "sec-fetch-site": "cross-site", ...headers };
    assert.equal((await send(server, browser, AGREED, forged)).response?.status, 403);
  }
  await browser.go(`/account/delete?${new URLSearchParams(AGREED)}`);
  await send(server, new Browser(server.url), { ...AGREED, email });
  await send(server, browser, { ...AGREED, token: "of nobody" });
  const { browser: eve } = await newPerson(server, "Eve");
  assert.match((await send(server, eve, { ...AGREED, email })).html, /password is wrong/);
  assert.equal(await isErasing(server.store), false);
});

Deno.test("guesses at the password run into the limit of the sign-in page", async () => {
  await using server = await startServer({ passwordCost: SLOW_PASSWORDS });
  const { browser } = await newPerson(server, "Adelheid");
  const guess = (n: number) => send(server, browser, { ...AGREED, password: `guess ${n}` });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => guess(n)));
  assert(answers.filter(({ response }) => response?.status === 400).length <= 8);
  const limited = await send(server, browser, AGREED);
  assert.equal(limited.response?.status, 429);
  assert(Number(limited.response?.headers.get("retry-after")) > 0);
  assert.equal(await isErasing(server.store), false);
});

Deno.test("passkeys, recovery codes and sign-ins go with the account", async () => {
  await using server = await startServer();
  const passkey = await softPasskey(server);
  const { browser } = await newPerson(server, "Kody");
  const added = await addPasskey(server, { browser, name: "Kody", passkey });
  await sendForm(server, browser, "/account/passkeys/require", { token: tokenOf(added) });
  await challengeFor(server, browser, { for: "add", token: tokenOf(added) });
  const left = async () => {
    const rows = await Array.fromAsync(server.store.read.list({ prefix: ["identity"] }));
    return rows.map(({ key }) => key.slice(1, 3).join(" ").replace(/ [\w-]{36,}/, ""))
      .filter((key) => /passkey|sign_in|Challenge/.test(key));
  };
  const kept = ["passkey_owner", "passkeys", "record Challenge", "sign_in"];
  assert.deepEqual([...new Set(await left())].sort(), kept);
  const gone = await send(server, browser, { understood: "yes" });
  assert.match(gone.html, /Your data is deleted/);
  for (let n = 0; n < 50 && (await left()).length > 0; n++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.deepEqual(await left(), []);
});
