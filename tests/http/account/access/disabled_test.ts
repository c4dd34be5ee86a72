import assert from "node:assert/strict";
import { readConfig } from "../../../../lib/config.ts";
import { openAuthorization } from "../../../../lib/services/authorization.ts";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { addressIn } from "../../../support/clients/address_in.ts";
import { ERAS } from "../../../support/clients/mcp_clients.ts";
import { newPerson, signIn, statusOf, textOf } from "../../../support/people/account.ts";
import { heading, signInWith } from "../../../support/people/login.ts";
import { accountOf, EVERYTHING, person } from "../../../support/people/person.ts";
import { startLoginProvider } from "../../../support/servers/login_provider.ts";
import { startServer, type TestServer } from "../../../support/servers/server.ts";

/** The server as a task of whoever runs it opens it beside: another process, but for the memory. */
async function beside({ store, url }: TestServer) {
  const authorization = await openAuthorization(readConfig({ PUBLIC_URL: url }), {
    ...{ store, now: Date.now, log: { info() {}, error() {} } },
    onRevoked: () => {},
  });
  const server = authorization.server!;
  return {
    server,
    subjectOf: async (name: string) => (await server.subjectOf(accountOf(name).email))!,
    [Symbol.asyncDispose]: () => authorization.close(),
  };
}

Deno.test("a disabled account ends at once: tokens, sessions, and signing in", async () => {
  await using server = await startServer();
  const ada = person(server, "Ada");
  const token = await ada.token("user:read");
  const { browser } = { browser: new Browser(server.url) };
  await signIn(browser, "Ada");
  assert.equal(await statusOf(server.resource, token), 200);
  await using operator = await beside(server);
  await operator.server.disableAccount(await operator.subjectOf("Ada"));

  // Within a second, wherever a token was asked about before.
  while (await statusOf(server.resource, token) === 200) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal(await statusOf(server.resource, token), 401);
  assert.equal(heading(await browser.go("/account")), "Sign in");
  const refused = await signIn(new Browser(server.url), "Ada");
  assert.match(textOf("alert", refused)!, /This account is disabled/);
  const guessed = await signIn(new Browser(server.url), "Ada", "a wrong password");
  assert.match(textOf("alert", guessed)!, /is wrong/, "only its person learns that");
  const again = await new Browser(server.url).go("/account/sign-up");
  const taken = await new Browser(server.url).submit(again, { fill: accountOf("Ada") });
  assert.match(textOf("alert", taken)!, /has an account/);
});

Deno.test("enabled again, the password is good and nothing of before is", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token("user:read");
  await using operator = await beside(server);
  const subject = await operator.subjectOf("Ada");
  await operator.server.disableAccount(subject);
  await operator.server.enableAccount(subject);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert.equal(await statusOf(server.resource, token), 401);
  assert.equal(heading(await signIn(new Browser(server.url), "Ada")), "Your account");
});

Deno.test("a disabled account is not opened by its provider, and no second one is made", async () => {
  await using provider = await startLoginProvider();
  provider.people.set("ada", { email: "ada@example.com", email_verified: true });
  await using server = await startServer({ environment: provider.environment });
  provider.letIn(server.url);
  await signInWith(provider, { server, login: "ada" });
  await using operator = await beside(server);
  const subject = (await operator.server.subjectOf("ada@example.com"))!;
  await operator.server.disableAccount(subject);
  const { page } = await signInWith(provider, { server, login: "ada" });
  assert.equal(heading(page), "Your account is disabled");
  assert.equal((await operator.server.accounts()).length, 1);
});

Deno.test("an account that is disabled while its person signs in to an app gives it nothing", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  await using operator = await beside(server);
  await operator.server.disableAccount(await operator.subjectOf("Ada"));
  await assert.rejects(person(server, "Ada").token("user:read"));
});

Deno.test("addresses of files that were given before end with a disabled account", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await Object.values(ERAS)[0](server.resource, token);
  const note = `data:text/plain;base64,${btoa("A note.")}`;
  const written = await client.call("create_entry", {
    ...{ title: "A note", content: "x", attachments: [note] },
  });
  const read = await client.call("get_entry", { id: written.structured.entry.id });
  const [{ id }] = read.structured.entry.attachments;
  const download = addressIn((await client.call("get_attachment", { id })).content);
  const { url: upload } = (await client.call("request_upload", { name: "a.txt" })).structured;
  const statuses = () =>
    Promise.all([{}, { method: "HEAD" }].map(async (init) => {
      const response = await fetch(download, init);
      await response.body?.cancel();
      return response.status;
    }));
  assert.deepEqual(await statuses(), [200, 200]);
  await using operator = await beside(server);
  await operator.server.disableAccount(await operator.subjectOf("Ada"));
  assert.deepEqual(await statuses(), [404, 404]);
  const put = await fetch(upload, { method: "PUT", body: "late" });
  await put.body?.cancel();
  assert.equal(put.status, 404);
});
