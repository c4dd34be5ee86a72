import assert from "node:assert/strict";
import { Accounts } from "../../../../lib/identity/people/accounts.ts";
import { disableAccount } from "../../../../lib/identity/people/manage_accounts.ts";
import { MAIL_PREFIX } from "../../../../lib/mail/mod.ts";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { mailingTo, type SmtpServer, startSmtp } from "../../../support/mail/smtp.ts";
import { newPerson, signIn, textOf } from "../../../support/people/account.ts";
import { accountOf } from "../../../support/people/person.ts";
import { startServer, type TestServer } from "../../../support/servers/server.ts";

const NEXT = "several unrelated words";
const { email } = accountOf("Ada");

async function ask(server: TestServer, address: string) {
  const browser = new Browser(server.url);
  return await browser.submit(await browser.go("/account/forgot"), { fill: { email: address } });
}

/** Waits until nothing waits to be sent any more. */
async function untilSent(server: TestServer): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const [waiting] = await Array.fromAsync(server.store.read.list({ prefix: MAIL_PREFIX }));
    if (!waiting) return;
  }
}

function linkIn({ mails }: SmtpServer): URL {
  const text = mails.at(-1)!.raw.replace(/=\r\n/g, "").replaceAll("=3D", "=");
  return new URL(/http:\/\/\S+\/account\/reset\?token=[\w-]+/.exec(text)![0]);
}

Deno.test("a forgotten password is set anew by the link of a mail, once", async () => {
  await using smtp = await startSmtp();
  await using server = await startServer({ environment: mailingTo(smtp) });
  await newPerson(server, "Ada");
  assert.match(textOf("status", await ask(server, email.toUpperCase()))!, /is on its way/);
  await untilSent(server);
  assert.deepEqual(smtp.mails.map(({ to }) => to), [[email]]);

  const link = linkIn(smtp);
  const browser = new Browser(server.url);
  const page = await browser.submit(await browser.go(link), { fill: { new_password: NEXT } });
  assert.match(textOf("status", page)!, /new password is set/);
  assert.match(page.html, /The password of your account was changed/);
  assert.equal((await browser.go(link)).response?.status, 410);
  assert.match((await signIn(new Browser(server.url), "Ada", NEXT)).html, /<h1>Your account/);
});

Deno.test("an address without an account gets the same answer, and no mail", async () => {
  await using smtp = await startSmtp();
  await using server = await startServer({ environment: mailingTo(smtp) });
  await newPerson(server, "Ada");
  const known = await ask(server, email);
  const unknown = await ask(server, "nobody@example.com");
  assert.equal(unknown.html.replaceAll("nobody@example.com", email), known.html);
  await untilSent(server);
  assert.deepEqual(smtp.mails.map(({ to }) => to), [[email]]);
});

Deno.test("nobody is sent more than five links an hour, and no row holds a link", async () => {
  await using smtp = await startSmtp();
  await using server = await startServer({ environment: mailingTo(smtp) });
  await newPerson(server, "Ada");
  smtp.refuse.mailFrom = 451;
  for (let n = 0; n < 7; n++) await ask(server, email);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const rows = await Array.fromAsync(server.store.read.list({ prefix: MAIL_PREFIX }));
  assert.equal(rows.length, 5);
  assert(!JSON.stringify(rows).includes("token"));
});

Deno.test("a disabled account gets the same answer, and no mail", async () => {
  await using smtp = await startSmtp();
  await using server = await startServer({ environment: mailingTo(smtp) });
  await newPerson(server, "Ada");
  const { store } = server;
  const { subject } = (await new Accounts(store, { now: Date.now }).findByEmail(email))!;
  await disableAccount(store, { subject, now: Date.now() });
  assert.match(textOf("status", await ask(server, email))!, /is on its way/);
  await untilSent(server);
  assert.deepEqual(smtp.mails, []);
});
