import { accountOf } from "../../support/people/person.ts";
import assert from "node:assert/strict";
import { userIdOf } from "../../../lib/auth/mod.ts";
import { openJournal } from "../../../lib/journal/mod.ts";
import { newPerson, sameOrigin, signIn, textOf } from "../../support/people/account.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { tokenOf } from "../../support/people/import.ts";
import { register } from "../../support/oauth/oauth.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** A person with an app, and a journal of which two entries are in the trash, one of them private. */
async function withTrash(server: TestServer, name: string) {
  const { body: { client_id } } = await register(targetOf(server), {
    client_name: `${name}'s app`,
  });
  const { tokens } = await connect(targetOf(server), { name, client_id });
  const call = { era: "2026-07-28", token: tokens.access_token } as const;
  const who = await callTool(server.resource, { ...call, tool: "whoami" });
  const userId = userIdOf("embedded", who.body.result.structuredContent.user.id);
  const journal = openJournal(server.store, { userId, includePrivate: true });
  await journal.createEntry({ title: `${name}'s diary`, content: "kept" });
  const open = await journal.createEntry({ title: `${name}'s <b>letter</b>`, content: "old" });
  // Later than the letter, whatever the clock says.
  const occurredAt = open.occurredAt + 1;
  const secret = { title: `${name}'s secret`, content: "hidden", isPrivate: true, occurredAt };
  const hidden = await journal.createEntry(secret);
  for (const { id } of [open, hidden]) await journal.trashEntry(id);
  const browser = new Browser(server.url);
  return { browser, page: await signIn(browser, name), journal, open, hidden, call };
}

Deno.test("the trash shows its owner everything, to restore or to delete for ever", async () => {
  await using server = await startServer();
  const { browser, journal, open, hidden } = await withTrash(server, "Ada");
  const page = await browser.go("/account/trash");
  assert.match(page.html, /Ada&#39;s secret[\s\S]*Ada&#39;s &lt;b&gt;letter/);
  assert.doesNotMatch(page.html, /diary/);

  const token = await tokenOf(browser);
  const press = (path: string, id: string) =>
    browser.go(`/account/${path}`, {
      method: "POST",
      body: new URLSearchParams({ entry: id, token }),
      headers: sameOrigin(server),
    });
  const restored = await press("restore", hidden.id);
  assert.equal(restored.url.pathname, "/account/trash");
  assert.equal(textOf("status", restored), "The entry is back in your journal.");
  assert.equal((await journal.getEntry(hidden.id)).trashedAt, undefined);
  assert.equal(textOf("status", await press("purge", hidden.id)), NOT_THERE);
  await journal.getEntry(hidden.id);

  const purged = await press("purge", open.id);
  assert.equal(textOf("status", purged), "The entry is deleted for ever.");
  await assert.rejects(journal.getEntry(open.id));
  assert.match(purged.html, /Nothing is in the trash/);
  for (const id of [open.id, "no id", "", "x".repeat(3000)]) {
    assert.equal(textOf("status", await press("purge", id)), NOT_THERE);
    assert.equal(textOf("status", await press("restore", id)), NOT_THERE);
  }
});

const NOT_THERE = "This entry was not in the trash any more.";

Deno.test("an entry that an app could not ask about is deleted on the page it names", async () => {
  await using server = await startServer();
  const { call } = await withTrash(server, "Ada");
  const tool = (tool: string, args: unknown = {}) =>
    callTool(server.resource, { ...call, tool, args });
  const entries = (await tool("list_entries")).body.result.structuredContent.entries;
  const { id } = entries[0];
  const [{ text }] = (await tool("purge_entry", { id })).body.result.content;
  assert.match(
    text,
    /Move the entry to the trash with delete_entry\. They can delete it for ever themselves at/,
  );
  await tool("delete_entry", { id });

  const browser = new Browser(server.url);
  const form = await browser.go(/http\S+trash/.exec(text)![0]);
  assert.match(form.html, /<h1>Sign in<\/h1>/);
  const { email, password } = accountOf("Ada");
  const trash = await browser.submit(form, { fill: { email, password }, having: "email" });
  assert.equal(trash.url.pathname, "/account/trash", "Signing in leads to where they wanted to go");
  assert(trash.html.includes(`value="${id}"`));
});

Deno.test("signing in leads to no page that is not ours", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  const { email, password } = accountOf("Ada");
  for (const to of ["https://evil.example/", "//evil.example", "/oauth/authorize", "/account/x"]) {
    const { headers } = await fetch(
      `${server.url}/account/sign-in?${new URLSearchParams({ to })}`,
      {
        method: "POST",
        body: new URLSearchParams({ email, password }),
        headers: sameOrigin(server),
        redirect: "manual",
      },
    );
    assert.equal(headers.get("location"), "/account", to);
  }
});

Deno.test("the download is the whole journal as a file, private entries too, for its owner only", async () => {
  await using server = await startServer();
  const { browser, page } = await withTrash(server, "Ada");
  assert.match(page.html, /Download as JSON/);
  const token = await tokenOf(browser);
  const load = (headers: Record<string, string>, format = "json", from = browser) =>
    from.go("/account/download", {
      method: "POST",
      body: new URLSearchParams({ format, token }),
      headers,
    });
  for (const [format, type] of [["json", "application/json"], ["markdown", "text/markdown"]]) {
    const { html, response } = await load(sameOrigin(server), format);
    for (const title of ["Ada's diary", "Ada's secret"]) assert(html.includes(title), title);
    assert.match(response!.headers.get("content-type")!, new RegExp(`^${type}`));
    assert.match(response!.headers.get("content-disposition")!, /^attachment; filename="epicme-j/);
    assert.equal(response!.headers.get("cache-control"), "no-store");
  }
  assert.match((await load(sameOrigin(server), "exe")).html, /<h1>Your account<\/h1>/);
  assert.equal((await load({ origin: "https://evil.example" })).response?.status, 403);
  assert.doesNotMatch((await browser.go("/account/download")).html, /diary/, "Not by a link");
  const stranger = await load(sameOrigin(server), "json", new Browser(server.url));
  assert.match(stranger.html, /<h1>Sign in<\/h1>/);
});

Deno.test("activity tells which app did what, page by page", async () => {
  await using server = await startServer();
  const { browser, call } = await withTrash(server, "Ada");
  for (let n = 0; n < 60; n++) {
    await callTool(server.resource, { ...call, tool: "list_tags" });
  }
  const first = await browser.go("/account/activity");
  assert.match(first.html, /<td>“Ada&#39;s app”<\/td><td>list tags<\/td><td>ok<\/td>/);
  const rows = (html: string) => html.split("<tr>").length - 2;
  assert.equal(rows(first.html), 50);
  const older = /href="([^"]+)" rel="next"/.exec(first.html)![1];
  assert.equal(rows((await browser.go(older)).html), 11);
  assert.equal(rows((await browser.go("/account/activity?cursor=nonsense")).html), 50);
});

Deno.test("nobody sees, restores or deletes what is another person's", async () => {
  await using server = await startServer();
  const ada = await withTrash(server, "Ada");
  const { browser } = await newPerson(server, "Eve");
  for (const page of ["trash", "activity", "delete"]) {
    assert.doesNotMatch((await browser.go(`/account/${page}`)).html, /Ada|letter|secret/);
    const nobody = await new Browser(server.url).go(`/account/${page}`);
    assert.match(nobody.html, /<h1>Sign in<\/h1>/);
  }
  for (const path of ["restore", "purge"]) {
    const body = new URLSearchParams({ entry: ada.open.id, token: await tokenOf(browser) });
    const headers = sameOrigin(server);
    const answer = await browser.go(`/account/${path}`, { method: "POST", body, headers });
    assert.equal(textOf("status", answer), NOT_THERE);
    const nobody = new Browser(server.url);
    await nobody.go(`/account/${path}`, { method: "POST", body, headers });
  }
  assert.notEqual((await ada.journal.getEntry(ada.open.id)).trashedAt, undefined);
});

Deno.test("forms of another website move nothing, and looking changes nothing", async () => {
  await using server = await startServer();
  const { browser, journal, open } = await withTrash(server, "Ada");
  const body = new URLSearchParams({ entry: open.id });
  for (const path of ["restore", "purge"]) {
    const headers = { origin: "https://evil.example" };
    const forged = await browser.go(`/account/${path}`, { method: "POST", body, headers });
    assert.equal(forged.response?.status, 403);
    await browser.go(`/account/${path}?${body}`);
    const headersOfOurs = sameOrigin(server);
    const answer = await browser.go(`/account/${path}`, {
      ...{ method: "POST", body, headers: headersOfOurs },
    });
    assert.match(textOf("status", answer) ?? "", /too old/);
  }
  assert.notEqual((await journal.getEntry(open.id)).trashedAt, undefined);
});

Deno.test("whoever downloads again and again has to wait", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const token = await tokenOf(browser);
  const load = () =>
    browser.go("/account/download", {
      method: "POST",
      body: new URLSearchParams({ format: "json", token }),
      headers: sameOrigin(server),
    });
  for (let n = 0; n < 6; n++) assert.equal((await load()).response?.status, 200);
  const { response } = await load();
  assert.equal(response?.status, 429);
  assert(Number(response?.headers.get("retry-after")) > 0);
  assert.match((await browser.go("/account/trash")).html, /<h1>Trash<\/h1>/);
});
