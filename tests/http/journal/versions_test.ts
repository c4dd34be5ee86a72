import assert from "node:assert/strict";
import { documentWith, entryRecord } from "../../unit/journal/portability/helpers.ts";
import { openJournal } from "../../../lib/journal/mod.ts";
import { userIdOf } from "../../../lib/auth/mod.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { register } from "../../support/oauth/oauth.ts";
import { assertSays } from "../../support/people/own_journal.ts";
import { signIn } from "../../support/people/account.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("versions say who wrote each, and what it changed", async () => {
  await using server = await startServer();
  const { body: { client_id } } = await register(targetOf(server), { client_name: "Pen" });
  const { tokens } = await connect(targetOf(server), { name: "Ada", client_id });
  const tool = async (tool: string, args: object = {}) => {
    const call = { era: "2026-07-28", token: tokens.access_token } as const;
    return (await callTool(server.resource, { ...call, tool, args })).body.result.structuredContent;
  };
  const content = `${"The same.\n".repeat(20)}A small boat.\n`;
  const { entry: { id } } = await tool("create_entry", { title: "Boat", content, mood: "calm" });
  await tool("update_entry", { id, replace: [{ find: "small", with: "large" }], mood: "glad" });
  const userId = userIdOf("embedded", (await tool("whoami")).user.id);
  const journal = openJournal(server.store, {
    userId,
    includePrivate: true,
    client: "epicme:browser",
  });
  await journal.updateEntry(id, { title: "Ship" });

  const browser = new Browser(server.url);
  await signIn(browser, "Ada");
  assert.match((await browser.go(`/journal/entries/${id}`)).html, /<dd>you, in your browser<\/dd>/);
  const { html } = await browser.go(`/journal/entries/${id}/versions`);
  assert.deepEqual(
    [...html.matchAll(/href="([^"]*)">Version (\d)/g)].map(([, href, version]) => [href, version]),
    [
      [`/journal/entries/${id}/versions/3?before=2`, "3"],
      [`/journal/entries/${id}/versions/2?before=1`, "2"],
      [`/journal/entries/${id}/versions/1`, "1"],
    ],
  );
  assert.deepEqual(
    [...html.matchAll(/by (.*?)<\/span>/g)].map(([, name]) => name),
    ["you, in your browser", ...Array(2).fill("the app <bdi>“Pen”</bdi>")],
  );
  const second = await browser.go(`/journal/entries/${id}/versions/2?before=1`);
  assertSays(second, /A <del>small<\/del><ins>large<\/ins> boat/);
  assertSays(second, /18 lines as before/);
  assertSays(second, /<dt>Mood<\/dt><dd><del dir="auto">calm<\/del> <ins dir="auto">glad<\/ins>/);
  const third = await browser.go(`/journal/entries/${id}/versions/3?before=2`);
  assertSays(third, /<del dir="auto">Boat<\/del> <ins dir="auto">Ship<\/ins>/);
  assertSays(third, /<p>Nothing.<\/p>/);
  for (const version of ["4", "0", "x", "2?before=9", "9?before=1"]) {
    const { response } = await browser.go(`/journal/entries/${id}/versions/${version}`);
    assert.equal(response!.status, 404, version);
  }
});

Deno.test("an app that imports cannot have its words shown as the person's own", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  const record = { ...entryRecord(1), client: "epicme:browser" };
  const { body } = await callTool(server.resource, {
    ...{ era: "2026-07-28", token, tool: "import_entries" },
    args: { format: "epicme", document: documentWith([record]) },
  });
  assert.equal(body.result?.structuredContent?.created, 1, JSON.stringify(body));
  const browser = new Browser(server.url);
  await signIn(browser, "Ada");
  const { html } = await browser.go(`/journal/entries/${record.id}`);
  assert.match(html, /<dd>an import, which names you, in your browser<\/dd>/);
});

const NAMES = [
  "you, in your browser",
  "You, in your Browser",
  "you,\u00a0in\u2003your  browser",
  "y\u043eu, in your br\u043ewser",
  "y\u200bou, in your browser\u202e",
  "du, in deinem Browser",
  "”</bdi> you, in your browser <bdi>“",
  "EpicMe",
  "an import",
];

Deno.test("no app can call itself what the person or this server is called", async () => {
  await using server = await startServer();
  const apps = new Browser(server.url);
  const browser = new Browser(server.url);
  for (const [n, client_name] of NAMES.entries()) {
    const { body: { client_id } } = await register(targetOf(server), { client_name });
    const { tokens } = await connect(targetOf(server), { browser: apps, client_id });
    const { body: { result } } = await callTool(server.resource, {
      ...{ era: "2026-07-28", token: tokens.access_token, tool: "create_entry" },
      args: { title: "Hers", content: "x" },
    });
    if (n === 0) await signIn(browser, "Kody");
    const { id } = result.structuredContent.entry;
    const { html } = await browser.go(`/journal/entries/${id}`);
    const [, writer] = /<dt>Written by<\/dt><dd>(.*?)<\/dd>/.exec(html)!;
    assert.match(writer, /^the app <bdi>“[^“”<]*”<\/bdi>$/u, client_name);
  }
});

Deno.test("a model is told the page of an entry, and it leads there", async () => {
  await using server = await startServer();
  const { body: { client_id } } = await register(targetOf(server));
  const { tokens } = await connect(targetOf(server), { name: "Ada", client_id });
  const call = { era: "2026-07-28", token: tokens.access_token } as const;
  const created = await callTool(server.resource, {
    ...{ ...call, tool: "create_entry" },
    args: { title: "Here it is", content: "x" },
  });
  const { id } = created.body.result.structuredContent.entry;
  const { body: { result } } = await callTool(server.resource, {
    ...{ ...call, tool: "get_entry" },
    args: { id },
  });
  const { page } = result.structuredContent;
  assert.equal(page, `${server.url}/journal/entries/${id}`);
  assert(result.content.some(({ text = "" }) => text.includes(page)));
  const browser = new Browser(server.url);
  await signIn(browser, "Ada");
  assertSays(await browser.go(page), /Here it is/);
});
