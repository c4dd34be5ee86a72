import assert from "node:assert/strict";
import { createSender, verifySmtp } from "../../../lib/mail/mod.ts";
import { selfSigned, SMTP_USER, startSmtp } from "../../support/mail/smtp.ts";

const MAIL = {
  ...{ to: "kody@example.com", subject: "Hello", text: "A line.\n" },
  ...{ messageId: "<one@example.com>", date: new Date() },
};

/** Not one of the names by which this machine is known to be itself: like any other host. */
const AWAY = "127.0.0.2";

function configOf(protocol: string, host: string, port: number) {
  const user = `${SMTP_USER.name}:${encodeURIComponent(SMTP_USER.password)}`;
  return { url: new URL(`${protocol}://${user}@${host}:${port}`), from: "journal@example.com" };
}

Deno.test("nothing is sent, and no password, to a host elsewhere that offers no TLS", async () => {
  await using smtp = await startSmtp({ host: AWAY });
  const config = configOf("smtp", AWAY, smtp.port);
  await assert.rejects(createSender(config).send(MAIL));
  await assert.rejects(verifySmtp(config));
  assert.deepEqual(smtp.mails, []);
  assert.equal(smtp.authentications, 0);
});

for (const protocol of ["smtp", "smtps"]) {
  Deno.test(`nothing is sent by ${protocol} to a host whose certificate is unknown here`, async () => {
    const secure = protocol === "smtps";
    await using smtp = await startSmtp({ host: AWAY, secure, ...await selfSigned() });
    const config = configOf(protocol, AWAY, smtp.port);
    await assert.rejects(createSender(config).send(MAIL), /self.signed|certificate|issuer/i);
    assert.deepEqual(smtp.mails, []);
    assert.equal(smtp.authentications, 0);
  });
}
