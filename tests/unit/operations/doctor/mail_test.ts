import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { patient } from "../../../support/doctor.ts";
import { mailingTo, selfSigned, SMTP_USER, startSmtp } from "../../../support/mail/smtp.ts";
import { freePort } from "../../../support/programs/free_port.ts";

const CANNOT = "The mail server of SMTP_URL cannot be used";

function asUser(port: number, password: string): Record<string, string> {
  const credentials = `${SMTP_USER.name}:${encodeURIComponent(password)}`;
  return { ...mailingTo({ port }), SMTP_URL: `smtp://${credentials}@127.0.0.1:${port}` };
}

Deno.test("the doctor finds that the mail server answers, and sends nothing unless asked", async () => {
  await using smtp = await startSmtp();
  await using server = await patient();
  const plain = await server.diagnose(mailingTo(smtp));
  assert(plain.right.includes("The mail server of SMTP_URL answers"));
  const known = await server.diagnose(asUser(smtp.port, SMTP_USER.password));
  assert(known.right.includes("The mail server of SMTP_URL answers, and knows the user"));
  assert.deepEqual(smtp.mails, []);

  const asked = await server.diagnose(mailingTo(smtp), { mailTo: "kody@example.com" });
  assert(asked.right.includes("The mail server took a mail: look whether it has arrived"));
  assert.deepEqual(smtp.mails.map(({ to }) => to), [["kody@example.com"]]);
});

Deno.test("the doctor says why no mail can be sent, without the password", async () => {
  await using smtp = await startSmtp({ authOptional: false });
  await using server = await patient();
  const wrong = async (environment: Record<string, string>, mailTo?: string) => {
    const { wrong, text } = await server.diagnose(environment, { mailTo });
    assert(!text.includes("not the one"));
    return wrong;
  };
  assert.deepEqual(await wrong(asUser(smtp.port, "not the one")), [
    `${CANNOT}: it refuses the user or the password`,
  ]);
  assert.deepEqual(await wrong(mailingTo({ port: freePort() })), [
    `${CANNOT}: nothing listens there`,
  ]);
  const away = { ...mailingTo(smtp), SMTP_URL: "smtp://mail.invalid" };
  assert.deepEqual(await wrong(away), [`${CANNOT}: its name has no address`]);
  const tls = { ...mailingTo(smtp), SMTP_URL: `smtps://127.0.0.1:${smtp.port}` };
  assert.deepEqual(await wrong(tls), [`${CANNOT}: no TLS connection came about`]);
  assert.deepEqual(await wrong({}, "kody@example.com"), [
    "No mail can be sent: SMTP_URL is not set",
  ]);
  const user = asUser(smtp.port, SMTP_USER.password);
  smtp.refuse.rcptTo = 550;
  assert.deepEqual(await wrong(user, "kody@example.com"), [
    "The mail server took no mail: it refuses the recipient",
  ]);
  smtp.refuse.mailFrom = 553;
  assert.deepEqual(await wrong(user, "kody@example.com"), [
    "The mail server took no mail: it refuses MAIL_FROM",
  ]);
});

Deno.test("the doctor finds a mail server without TLS, or with a certificate of its own", async () => {
  const host = "127.0.0.2";
  await using plain = await startSmtp({ host });
  await using own = await startSmtp({ host, secure: true, ...await selfSigned() });
  await using server = await patient();
  const wrongAt = async (protocol: string, port: number) =>
    (await server.diagnose({ ...mailingTo(plain), SMTP_URL: `${protocol}://${host}:${port}` }))
      .wrong;
  assert.deepEqual(await wrongAt("smtp", plain.port), [`${CANNOT}: it offers no STARTTLS`]);
  assert.deepEqual(await wrongAt("smtps", own.port), [
    `${CANNOT}: its certificate is of an authority unknown here`,
  ]);
});

Deno.test("the doctor does not wait long for a server that says nothing", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  await using server = await patient();
  const { wrong } = await server.diagnose(mailingTo({ port }));
  assert.deepEqual(wrong, [`${CANNOT}: it did not answer in time`]);
  await new Promise((resolve) => silent.close(resolve));
});
