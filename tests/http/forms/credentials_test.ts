import assert from "node:assert/strict";
import { SIGNED_IN_ROUTES } from "../../../lib/account/handler.tsx";
import { FORMS, PAGES } from "../../../lib/journal_pages/routes.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { addressesOf, NOBODYS_IDS } from "../../support/forms/journal_addresses.ts";
import { rowsOf } from "../../support/forms/rows.ts";
import { sameOrigin } from "../../support/people/account.ts";
import { accountOf, EVERYTHING, person } from "../../support/people/person.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

const { pages, actions, tokenActions } = SIGNED_IN_ROUTES;

const ofJournal = (table: object) =>
  Object.keys(table).flatMap((path) => addressesOf(path, NOBODYS_IDS));

Deno.test("an access token of every scope opens no page, and sends no form, of its person", async () => {
  const now = Date.now();
  await using server = await startServer({ now: () => now });
  const token = await person(server, "Kody").token(...EVERYTHING);
  const before = await rowsOf(server.store);
  const headers = { authorization: `Bearer ${token}` };
  for (const path of [...Object.keys(pages), ...ofJournal(PAGES)]) {
    const { html } = await new Browser(server.url).go(path, { headers });
    assert.match(html, /<h1>Sign in<\/h1>/, path);
    assert.doesNotMatch(html, /kody/i, path);
  }
  const forms = [...Object.keys(actions), ...Object.keys(tokenActions), ...ofJournal(FORMS)];
  for (const path of forms) {
    const { response, html } = await new Browser(server.url).go(path, {
      ...{ method: "POST", headers: { ...headers, ...sameOrigin(server) } },
      body: new URLSearchParams({ token, understood: "yes" }),
    });
    assert(response?.status === 403 || /<h1>Sign in<\/h1>/.test(html), path);
  }
  assert.deepEqual(await rowsOf(server.store), before);
});

Deno.test("the cookies of a session are worth nothing at /mcp", async () => {
  await using server = await startServer();
  let cookie = "";
  const browser = new Browser(server.url, (request) => {
    cookie = request.headers.get("cookie") ?? "";
    return fetch(request);
  });
  const form = await browser.go("/account/sign-up");
  await browser.submit(form, { fill: accountOf("Kody") });
  await browser.go("/account");
  assert.match(cookie, /epicme_account=/);
  const secret = /epicme_account=([^;]+)/.exec(cookie)![1];
  const shown: Record<string, string>[] = [{ cookie }, { authorization: `Bearer ${secret}` }];
  for (const credentials of shown) {
    const response = await fetch(server.resource, {
      method: "POST",
      headers: {
        ...credentials,
        ...{ "content-type": "application/json", accept: "application/json, text/event-stream" },
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
    });
    await response.body?.cancel();
    assert.equal(response.status, 401);
  }
  const { status } = await callTool(server.resource, {
    ...{ era: "2026-07-28", token: secret, tool: "whoami" },
  });
  assert.equal(status, 401);
});
