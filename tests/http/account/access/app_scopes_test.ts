import assert from "node:assert/strict";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { newPerson, secondInstance, signIn, textOf } from "../../../support/people/account.ts";
import { authorize, token } from "../../../support/oauth/oauth.ts";
import { callTool } from "../../../support/clients/rpc.ts";
import { connect, type Connection, targetOf } from "../../../support/people/connection.ts";
import { sendForm, tokenOf } from "../../../support/people/passkey.ts";
import { startServer, type TestServer } from "../../../support/servers/server.ts";

const SCOPE = "entries:read entries:write tags:read";

/** Kody with an app that may read and write. */
async function withApp(server: TestServer): Promise<{ app: Connection; browser: Browser }> {
  const app = await connect(targetOf(server), { name: "Kody", parameters: { scope: SCOPE } });
  const browser = new Browser(server.url);
  await signIn(browser, "Kody");
  return { app, browser };
}

/** Opens the page of the only app. */
async function openApp(browser: Browser) {
  const { html } = await browser.go("/account");
  return await browser.go(/href="(\/account\/app\?id=[^"]+)"/.exec(html)![1]);
}

/** Unticks scopes on the page of the only app. */
async function untick(browser: Browser, ...scopes: string[]) {
  return await browser.submit(await openApp(browser), { having: "app", untick: scopes });
}

/** How an app's call of a tool that writes ends. */
async function write(resource: string, accessToken: string): Promise<number> {
  const { status } = await callTool(resource, {
    ...{ era: "2026-07-28", token: accessToken, tool: "create_entry" },
    args: { title: "Day", content: "the sea" },
  });
  return status;
}

Deno.test("a scope that is taken away ends at once, here and at another instance", async () => {
  await using server = await startServer();
  await using other = await secondInstance(server);
  const { app, browser } = await withApp(server);
  const { access_token } = app.tokens;
  assert.equal(await write(server.resource, access_token), 200);
  assert.equal(await write(other.resource, access_token), 200);
  const changed = await untick(browser, "entries:write");
  assert.match(textOf("status", changed)!, /counts at once/);
  assert.doesNotMatch(changed.html, /value="entries:write"/);
  assert.equal(await write(server.resource, access_token), 403);
  await new Promise((resolve) => setTimeout(resolve, 600));
  assert.equal(await write(other.resource, access_token), 403);
  const listed = await callTool(server.resource, {
    ...{ era: "2026-07-28", token: access_token, tool: "list_entries" },
  });
  assert.equal(listed.status, 200, "what it still may it can");
});

Deno.test("a refresh gives no scope back, whatever it asks for", async () => {
  await using server = await startServer();
  const { app, browser } = await withApp(server);
  await untick(browser, "entries:write");
  const plain = await app.refresh();
  assert.equal(plain.body.scope, "entries:read tags:read");
  assert.equal(await write(server.resource, plain.body.access_token), 403);
  const asking = await app.refresh({ refresh_token: plain.body.refresh_token, scope: SCOPE });
  assert.equal(await write(server.resource, asking.body.access_token), 403);
});

Deno.test("an app asks for the scope again, and its person can give it back", async () => {
  await using server = await startServer();
  const { app, browser } = await withApp(server);
  await untick(browser, "entries:write");
  const { client_id } = app;
  const again = await authorize(app.browser, { client_id, scope: SCOPE });
  assert.match(again.view.html, /value="entries:write"/);
  const back = await connect(targetOf(server), {
    ...{ browser: app.browser, client_id, parameters: { scope: SCOPE } },
  });
  assert.equal(await write(server.resource, back.tokens.access_token), 200);
});

Deno.test("an app is left something, or is disconnected", async () => {
  await using server = await startServer();
  const { app, browser } = await withApp(server);
  const refused = await untick(browser, ...SCOPE.split(" "));
  assert.match(textOf("status", refused)!, /^Leave the app something/);
  assert.equal(await write(server.resource, app.tokens.access_token), 200);
});

Deno.test("nobody changes somebody else's app, or gives an app more", async () => {
  await using server = await startServer();
  const { app, browser } = await withApp(server);
  const page = await openApp(browser);
  const id = /name="app" value="([^"]+)"/.exec(page.html)![1];
  const ada = (await newPerson(server, "Ada")).browser;
  assert.match(textOf("status", await ada.go(`/account/app?id=${id}`))!, /was not connected/);
  const token = tokenOf(await ada.go("/account/profile"));
  const path = "/account/app/scopes";
  const sent = await sendForm(server, ada, path, { app: id, scope: "tags:read", token });
  assert.match(textOf("status", sent)!, /was not connected/);
  const forged = await sendForm(server, browser, path, { app: id, scope: "tags:read" });
  assert.match(textOf("status", forged)!, /too old/);
  assert.equal(await write(server.resource, app.tokens.access_token), 200);
  const more = { app: id, scope: "entries:private", token: tokenOf(page) };
  await sendForm(server, browser, path, more);
  assert.doesNotMatch((await openApp(browser)).html, /entries:private/);
});

Deno.test("a token that a refresh gave before loses the scope, too", async () => {
  await using server = await startServer();
  const { app, browser } = await withApp(server);
  const { body } = await token(targetOf(server), {
    ...{ grant_type: "refresh_token", client_id: app.client_id },
    refresh_token: app.tokens.refresh_token,
  });
  await untick(browser, "entries:write");
  assert.equal(await write(server.resource, body.access_token), 403);
});
