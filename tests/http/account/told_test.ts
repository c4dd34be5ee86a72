import assert from "node:assert/strict";
import { MAIL_PREFIX } from "../../../lib/mail/mod.ts";
import { mailingTo, type SmtpServer, startSmtp } from "../../support/mail/smtp.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { newPerson, sameOrigin, sendOwn, signIn } from "../../support/people/account.ts";
import { accountOf } from "../../support/people/person.ts";
import { tokenOf } from "../../support/people/import.ts";
import { startServer } from "../../support/servers/server.ts";

const NEW_PASSWORD = "a meadow behind the library";

async function received(smtp: SmtpServer, count: number): Promise<string[]> {
  const until = Date.now() + 5_000;
  while (smtp.mails.length < count && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return smtp.mails.map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)![1]);
}

Deno.test("a new connection, a new password and an export are told by mail and on the page", async () => {
  await using smtp = await startSmtp();
  await using server = await startServer({ environment: mailingTo(smtp) });
  const { browser } = await connect(targetOf(server), { name: "Kody" });
  const page = await signIn(browser, "Kody");
  assert.match(page.html, /The app “[^”]+” was connected to your journal\./);
  const fill = { current_password: accountOf("Kody").password, new_password: NEW_PASSWORD };
  const changed = await browser.submit(page, { having: "new_password", fill });
  assert.match(changed.html, /The password of your account was changed\./);
  await browser.go("/account/download?", {
    method: "POST",
    headers: sameOrigin(server),
    body: new URLSearchParams({ format: "json", token: await tokenOf(browser) }),
  });
  assert.deepEqual(await received(smtp, 3), [
    "An app was connected to your journal",
    "Your password was changed",
    "Your journal was exported",
  ]);
  assert(smtp.mails.every(({ to }) => to.join() === accountOf("Kody").email));
  assert(!smtp.mails.some(({ raw }) => raw.includes(NEW_PASSWORD)));
});

Deno.test("what a person has seen is told no more, and what came meanwhile still is", async () => {
  await using server = await startServer();
  const { browser } = await connect(targetOf(server), { name: "Kody" });
  const seen = await signIn(browser, "Kody");
  await browser.go("/account/download", {
    method: "POST",
    headers: sameOrigin(server),
    body: new URLSearchParams({ format: "json", token: await tokenOf(browser) }),
  });
  const after = await browser.submit(seen, { having: "last" });
  assert.doesNotMatch(after.html, /was connected to your journal/);
  assert.match(after.html, /Your journal was exported/);
  const done = await browser.submit(after, { having: "last" });
  assert.doesNotMatch(done.html, /What happened/);
});

Deno.test("one person's events are neither shown to another nor forgotten by them", async () => {
  await using server = await startServer();
  const { browser } = await connect(targetOf(server), { name: "Kody" });
  const kody = await signIn(browser, "Kody");
  const { browser: other, page } = await newPerson(server, "Ada");
  assert.doesNotMatch(page.html, /What happened/);
  const last = /name="last" value="(\w+)"/.exec(kody.html)![1];
  const headers = sameOrigin(server);
  for (const value of [last, "Z".repeat(26), "x".repeat(5000)]) {
    const sent = await sendOwn(server, other, { path: "/account/seen", form: { last: value } });
    assert.equal(sent.response?.status, 200);
    assert.doesNotMatch(sent.html, /This page was too old/);
  }
  const forged = { ...headers, "sec-fetch-site": "cross-site" };
  const body = new URLSearchParams({ last });
  const refused = await browser.go("/account/seen", { method: "POST", headers: forged, body });
  assert.equal(refused.response?.status, 403);
  assert.match((await browser.go("/account")).html, /What happened/);
});

Deno.test("a mail server that is away keeps nobody from anything, and an erasure removes the mail", async () => {
  await using server = await startServer({ environment: mailingTo({ port: 1 }) });
  const { browser } = await connect(targetOf(server), { name: "Kody" });
  const rows = () => Array.fromAsync(server.store.read.list({ prefix: MAIL_PREFIX }));
  assert.equal((await rows()).length, 1);
  await signIn(browser, "Kody");
  const { password } = accountOf("Kody");
  const token = await tokenOf(browser);
  const body = new URLSearchParams({ password, understood: "yes", token });
  const headers = sameOrigin(server);
  const gone = await browser.go("/account/delete", { method: "POST", headers, body });
  assert.equal(gone.response?.status, 200, gone.html);
  const until = Date.now() + 10_000;
  while ((await rows()).length > 0 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(await rows(), []);
});
