import assert from "node:assert/strict";
import { commit, openStore } from "../../../lib/kv/store.ts";
import { createSender, MAIL_PREFIX, putMail, startMailQueue } from "../../../lib/mail/mod.ts";
import { DAY_MS, MINUTE_MS } from "../../../lib/time.ts";
import { freePort } from "../../support/programs/free_port.ts";
import { SMTP_USER, startSmtp } from "../../support/mail/smtp.ts";

const MAIL = {
  to: "kody@example.com",
  subject: "Hello\r\nBcc: eve@example.com",
  text: "A line.\n.\nAnother — with ünïcode.\n",
  owner: "kody",
  host: "journal.example.com",
};

/** A store with a queue that sends to `url`; the clock can be moved on. */
async function openQueue(url: string, location = ":memory:") {
  const store = await openStore(location);
  const errors: string[] = [];
  const clock = { passed: 0 };
  const now = () => Date.now() + clock.passed;
  const sender = createSender({ url: new URL(url), from: "EpicMe <journal@example.com>" });
  const log = { info() {}, error: (event: string) => void errors.push(event) };
  const queue = startMailQueue({ store, sender, now, log });
  return {
    ...{ store, queue, errors, clock },
    put: (mail = {}) => commit(store, (op) => putMail(op, { ...MAIL, ...mail }, now())),
    waiting: () => Array.fromAsync(store.read.list({ prefix: MAIL_PREFIX })),
    async [Symbol.asyncDispose]() {
      await queue.close();
      store.close();
    },
  };
}

Deno.test("a mail arrives once, as plain text, with the headers of one that a program sends", async () => {
  await using smtp = await startSmtp();
  const user = `${SMTP_USER.name}:${encodeURIComponent(SMTP_USER.password)}`;
  await using mails = await openQueue(`smtp://${user}@127.0.0.1:${smtp.port}`);
  await mails.put();
  await mails.queue.work();
  await mails.queue.work();
  assert.equal(smtp.mails.length, 1);
  const [{ raw, ...envelope }] = smtp.mails;
  assert.deepEqual(envelope, {
    from: "journal@example.com",
    to: ["kody@example.com"],
    user: SMTP_USER.name,
  });
  assert.match(raw, /^Message-ID: <[\w-]+@journal\.example\.com>\r$/m);
  assert.match(raw, /^Date: .*\+0000\r$/m);
  assert.match(raw, /^Auto-Submitted: auto-generated\r$/mi);
  assert.match(raw, /^Content-Type: text\/plain; charset=utf-8\r$/m);
  assert.match(raw, /^Subject: Hello Bcc: eve@example\.com\r$/m);
  assert.deepEqual(await mails.waiting(), []);
});

Deno.test("an address that holds several is one recipient, or none", async () => {
  await using smtp = await startSmtp();
  await using mails = await openQueue(`smtp://127.0.0.1:${smtp.port}`);
  await mails.put({ to: "kody@example.com,eve@example.com" });
  await mails.queue.work();
  assert.deepEqual(smtp.mails.filter(({ to }) => to.includes("eve@example.com")), []);
});

Deno.test("a mail that cannot be sent waits in the file, and goes out after a restart", async () => {
  const directory = await Deno.makeTempDir();
  const port = freePort();
  const location = `${directory}/mails.kv`;
  {
    await using before = await openQueue(`smtp://127.0.0.1:${port}`, location);
    await before.put();
    await before.queue.work();
    assert.equal((await before.waiting()).length, 1);
  }
  await using smtp = await startSmtp({ port });
  await using after = await openQueue(`smtp://127.0.0.1:${port}`, location);
  await after.queue.work();
  assert.equal(smtp.mails.length, 0, "it was tried just now");
  after.clock.passed = 2 * MINUTE_MS;
  await after.queue.work();
  assert.equal(smtp.mails.length, 1);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("a mail is given up after a day, or at once if the recipient is refused for good", async () => {
  await using smtp = await startSmtp();
  await using mails = await openQueue(`smtp://127.0.0.1:${smtp.port}`);
  smtp.refuse.rcptTo = 451;
  await mails.put();
  await mails.queue.work();
  assert.equal((await mails.waiting()).length, 1, "a refusal for now");
  mails.clock.passed = DAY_MS + MINUTE_MS;
  await mails.queue.work();
  assert.deepEqual(await mails.waiting(), []);
  smtp.refuse.rcptTo = 550;
  await mails.put();
  await mails.queue.work();
  assert.deepEqual(await mails.waiting(), []);
  assert.deepEqual(mails.errors, ["mail_given_up", "mail_given_up"]);
  assert.deepEqual(smtp.mails, []);
});

Deno.test("two processes send a mail once between them", async () => {
  await using smtp = await startSmtp();
  await using mails = await openQueue(`smtp://127.0.0.1:${smtp.port}`);
  const url = new URL(`smtp://127.0.0.1:${smtp.port}`);
  const other = startMailQueue({
    ...{ store: mails.store, now: Date.now, log: { info() {}, error() {} } },
    sender: createSender({ url, from: "journal@example.com" }),
  });
  for (let n = 0; n < 10; n++) await mails.put();
  await Promise.all([mails.queue.work(), other.work()]);
  assert.equal(smtp.mails.length, 10);
  await other.close();
});
