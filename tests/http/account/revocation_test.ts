import { accountOf } from "../../support/people/person.ts";
import assert from "node:assert/strict";
import { connect, type Connection, targetOf } from "../../support/people/connection.ts";
import {
  furtherBrowser,
  secondInstance,
  sendOwn,
  signIn,
  statusOf,
} from "../../support/people/account.ts";
import { authorize, exchange, post, token } from "../../support/oauth/oauth.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** Every way of ending tokens, done by a person who is signed in at the account. */
type End = (server: TestServer, connection: Connection) => Promise<unknown>;

const ENDS: Record<string, End> = {
  "disconnecting the app": async ({ url }, { browser }) => {
    const page = await browser.go(`${url}/account`);
    const press = /name="app" value="([^"]+)"/.exec(page.html)![1];
    return await browser.submit(page, { having: "app", press });
  },
  "disconnecting all apps": (server, { browser }) =>
    sendOwn(server, browser, { path: "/account/disconnect-all" }),
  "changing the password": async ({ url }, { browser }) =>
    await browser.submit(await browser.go(`${url}/account`), {
      having: "new_password",
      fill: { current_password: accountOf("Kody").password, new_password: "another one for me" },
    }),
  "signing out": async ({ url }, { browser }) =>
    await browser.submit(await browser.go(`${url}/account`), { having: "disconnect" }),
  "signing out everywhere": (server, { browser }) =>
    sendOwn(server, browser, { path: "/account/sign-out-everywhere" }),
  "revoking the access token": (server, { client_id, tokens }) =>
    post(targetOf(server), "/oauth/revoke", { form: { token: tokens.access_token, client_id } }),
  "revoking the refresh token": (server, { client_id, tokens }) =>
    post(targetOf(server), "/oauth/revoke", { form: { token: tokens.refresh_token, client_id } }),
};

for (const [name, end] of Object.entries(ENDS)) {
  Deno.test(`${name} ends its tokens here at once, and at another instance within a second`, async () => {
    await using server = await startServer();
    await using elsewhere = await secondInstance(server);
    const connection = await connect(targetOf(server), { name: "Kody" });
    const { browser, tokens } = connection;
    await signIn(browser, "Kody");
    for (const { resource } of [server, elsewhere]) {
      assert.equal(await statusOf(resource, tokens.access_token), 200);
    }

    await end(server, connection);
    assert.equal(await statusOf(server.resource, tokens.access_token), 401);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.equal(await statusOf(elsewhere.resource, tokens.access_token), 401);
    assert.equal((await connection.refresh()).body.error, "invalid_grant");
    for (const index of [["by_grant"], ["record", "Grant"], ["record", "RefreshToken"]]) {
      assert.deepEqual(await rows(server, ...index), [], "nothing of the grant is left");
    }
  });
}

Deno.test("a refresh token that comes twice ends its tokens at once", async () => {
  let passed = 0;
  await using server = await startServer({ now: () => Date.now() + passed });
  const connection = await connect(targetOf(server), { name: "Kody" });
  const { body: { access_token } } = await connection.refresh();
  assert.equal(await statusOf(server.resource, access_token), 200);
  passed = 11_000;
  assert.equal((await connection.refresh()).body.error, "invalid_grant");
  assert.equal(await statusOf(server.resource, access_token), 401);
});

Deno.test("without a cache a token that was ended is refused everywhere at once", async () => {
  await using server = await startServer();
  await using elsewhere = await secondInstance(server, {
    environment: { INTROSPECTION_CACHE_SECONDS: "0" },
  });
  const connection = await connect(targetOf(server), { name: "Kody" });
  await signIn(connection.browser, "Kody");
  assert.equal(await statusOf(elsewhere.resource, connection.tokens.access_token), 200);
  await ENDS["disconnecting all apps"](server, connection);
  assert.equal(await statusOf(elsewhere.resource, connection.tokens.access_token), 401);
});

Deno.test("disconnecting one app leaves the others connected", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const first = await connect(target, { name: "Kody" });
  const { browser, client_id } = first;
  const second = await connect(target, { browser, client_id });
  await signIn(browser, "Kody");
  const newest = await browser.go("/account");
  const [id] = [...newest.html.matchAll(/name="app" value="([^"]+)"/g)].map(([, value]) => value);
  await sendOwn(server, browser, { path: "/account/disconnect", form: { app: id } });
  assert.equal(await statusOf(server.resource, second.tokens.access_token), 401);
  assert.equal(await statusOf(server.resource, first.tokens.access_token), 200);
  assert.equal((await first.refresh()).status, 200);
});

Deno.test("a code that is not yet exchanged ends with the other tokens", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const { browser, client_id } = await connect(target, { name: "Kody" });
  await signIn(browser, "Kody");
  const request = await authorize(browser, { client_id });
  const view = await browser.submit(request.view, { press: "allow" });
  await sendOwn(server, browser, { path: "/account/disconnect-all" });
  const { body } = await exchange(target, { ...request, view }, { client_id });
  assert.equal(body.error, "invalid_grant");
});

Deno.test("signing out spares what another browser connected, and what the person keeps", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const here = await connect(target, { name: "Kody" });
  const there = await connect(target, { browser: await furtherBrowser(server, "Kody") });
  const page = await signIn(here.browser, "Kody");
  await here.browser.submit(page, { having: "disconnect", untick: ["apps"] });
  assert.equal(await statusOf(server.resource, here.tokens.access_token), 200);

  const next = await connect(target, { browser: await furtherBrowser(server, "Kody") });
  await signIn(next.browser, "Kody");
  await ENDS["signing out"](server, next);
  assert.equal(await statusOf(server.resource, next.tokens.access_token), 401);
  assert.equal(await statusOf(server.resource, here.tokens.access_token), 200);
  assert.equal(await statusOf(server.resource, there.tokens.access_token), 200);
});

Deno.test("a refresh that races the end of its app leaves no token behind", async () => {
  await using server = await startServer();
  const connection = await connect(targetOf(server), { name: "Kody" });
  await signIn(connection.browser, "Kody");
  const { client_id } = connection;
  const [{ status, body }] = await Promise.all([
    connection.refresh(),
    ENDS["disconnecting all apps"](server, connection),
  ]);
  if (status !== 200) return;
  assert.equal(await statusOf(server.resource, body.access_token), 401);
  const { refresh_token } = body;
  const again = await token(targetOf(server), {
    grant_type: "refresh_token",
    client_id,
    refresh_token,
  });
  assert.equal(again.body.error, "invalid_grant");
});

async function rows({ store }: TestServer, ...index: string[]): Promise<Deno.KvKey[]> {
  const entries = await Array.fromAsync(store.read.list({ prefix: ["identity", ...index] }));
  return entries.map(({ key }) => key);
}
