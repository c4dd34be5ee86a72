import assert from "node:assert/strict";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Browser } from "../../../../scripts/browser/browser.ts";
import { openSecrets } from "../../../../lib/identity/storage/secrets.ts";
import { documentWith, entryRecord } from "../../../unit/journal/portability/helpers.ts";
import { CLIENTS, ERAS } from "../../../support/clients/mcp_clients.ts";
import { callTool } from "../../../support/clients/rpc.ts";
import { signIn } from "../../../support/people/account.ts";
import {
  dayOneTrip,
  give,
  importWhole,
  pressButton,
  untilSettled,
} from "../../../support/people/import.ts";
import { EVERYTHING, person } from "../../../support/people/person.ts";
import { startServer, type TestServer } from "../../../support/servers/server.ts";

type Action = "accept" | "decline" | "cancel";

/** A real SDK client that opens pages, and the addresses that it was asked to open. */
async function opener(server: TestServer, token: string, action: Action = "accept") {
  const opened: string[] = [];
  const client = new Client({ name: "opener", version: "1" }, {
    versionNegotiation: { mode: { pin: "2026-07-28" } },
    capabilities: { elicitation: { form: {}, url: {} } },
  });
  client.setRequestHandler("elicitation/create", ({ params }) => {
    assert(params.mode === "url" && params.message !== "", JSON.stringify(params));
    opened.push(params.url);
    return { action };
  });
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(server.resource), { requestInit: { headers } }),
  );
  return {
    opened,
    async call(name: string, args: Record<string, unknown>) {
      const result = await client.callTool({ name, arguments: args });
      const [{ text }] = result.content as { text: string }[];
      // deno-lint-ignore no-explicit-any
      return { text, structured: result.structuredContent as any, isError: result.isError };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

function document(count: number): string {
  return documentWith(Array.from({ length: count }, (_, n) => entryRecord(n)));
}

Deno.test("a client that opens pages opens that of the import, for a file and for many entries", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await opener(server, token);
  const url = `${server.url}/account/import`;
  const first = await client.call("import_entries", { openPage: true });
  assert.deepEqual(first.structured, { url });
  assert.match(first.text, /No file was imported in the last 30 days/);
  const many = await client.call("import_entries", { format: "epicme", document: document(101) });
  assert.deepEqual(many.structured, { url });
  assert.deepEqual(client.opened, [url, url]);
  const few = await client.call("import_entries", { format: "epicme", document: document(100) });
  assert.equal(few.structured.created, 100);
  assert.equal((await client.call("import_entries", {})).structured.url, url);
  assert.equal(client.opened.length, 2, "Nobody is asked to open a page where one only looks");
});

Deno.test("who does not want to open a page is not asked again, and nothing is written", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await opener(server, token, "decline");
  const { isError, text } = await client.call("import_entries", {
    format: "epicme",
    document: document(101),
  });
  assert(isError);
  assert.match(text, /did not want to open \S+\/account\/import now\. Do not try again/);
  assert.deepEqual((await client.call("list_entries", {})).structured.entries, []);
});

Deno.test("where nobody answers, as in a script, the address is given in words", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await opener(server, token, "cancel");
  const { isError, structured } = await client.call("import_entries", { openPage: true });
  assert(!isError);
  assert.equal(structured.url, `${server.url}/account/import`);
});

for (const [name, connect] of Object.entries(CLIENTS)) {
  Deno.test(`${name} opens no pages, and gets the addresses in words and as data`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    const imports = `${server.url}/account/import`;
    const answers = await Promise.all([
      client.call("import_entries", { openPage: true }),
      client.call("import_entries"),
    ]);
    for (const { text, structured } of answers) {
      assert.equal(structured.url, imports);
      assert(text.includes(imports), text);
    }
    const zip = await client.call("export_journal", { format: "zip" });
    assert.deepEqual(zip.structured, { format: "zip", url: `${server.url}/account/export` });
    assert(zip.text.includes(zip.structured.url), zip.text);
  });
}

Deno.test("a model can ask how far the import of a file is, from its arrival to its undo", async () => {
  await using server = await startServer();
  const ada = person(server, "Ada");
  const scopes = EVERYTHING.filter((scope) => scope !== "entries:private");
  const connect = ERAS["2025-11-25"];
  await using all = await connect(server.resource, await ada.token(...EVERYTHING));
  await using open = await connect(server.resource, await ada.token(...scopes));
  await using eve = await connect(
    server.resource,
    await person(server, "Eve").token(...EVERYTHING),
  );
  const fileOf = async (client: typeof all) =>
    (await client.call("import_entries")).structured.file;
  assert.equal(await fileOf(all), undefined);

  const browser = new Browser(server.url);
  await signIn(browser, "Ada");
  await give({ browser, server }, { name: "A secret trip.json" });
  const look = await untilSettled(browser);
  assert.deepEqual(await fileOf(all), { state: "ready", of: 117 });
  await pressButton(browser, look, "/account/import/begin");
  await untilSettled(browser);
  const { text, structured } = await all.call("import_entries");
  const { endedAt, ...done } = structured.file;
  assert.deepEqual(done, { state: "done", of: 117, entries: 117 });
  assert.match(text, /Their last import is done\. \(117 of 117 entries, ended 20/);
  assert(!text.includes("secret trip"), "What the file is called is nobody's business");
  assert.deepEqual(await fileOf(open), { state: "done", endedAt }, "Some may be private");
  assert.equal(await fileOf(eve), undefined, "It is of one person");

  await pressButton(browser, await browser.go("/account/import"), "/account/import/undo");
  await untilSettled(browser);
  assert.equal((await fileOf(all)).state, "undone");
  await importWhole({ browser, server }, { document: dayOneTrip("another", 3) });
  assert.deepEqual((await fileOf(all)).entries, 3, "The last one counts");
});

Deno.test("a body that is too large names the page that takes a whole journal", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  const args = { format: "epicme", document: "x".repeat(2 ** 20) };
  const call = { era: "2025-11-25", token, tool: "import_entries", args } as const;
  const { status, body } = await callTool(server.resource, call);
  assert.equal(status, 413);
  assert(body.error.message.endsWith(`a whole journal at ${server.url}/account/import`));
});

Deno.test("the page of a zip is filled in as the person asked for it, also after their sign-in", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await opener(server, token);
  const tags = ["Sea & sun", "Home"];
  await client.call("create_entry", { title: "x", content: "x", tags });
  const [tag] = (await client.call("list_tags", {})).structured.tags
    .filter(({ name }: { name: string }) => name === "Sea & sun");
  const args = { format: "zip", from: "2024-05-01", to: "2024-06-30T12:00:00Z", tag: tag.id };
  const { structured: { url } } = await client.call("export_journal", args);
  assert.deepEqual(client.opened, [url]);

  const browser = new Browser(server.url);
  const fill = { email: "ada@example.com", password: "Ada keeps a journal" };
  const page = await browser.submit(await browser.go(url), { fill, having: "email" });
  assert.equal(page.url.href, new URL(url).href);
  assert.match(page.html, /name="from"[^>]* value="2024-05-01"/);
  assert.match(page.html, /name="to"[^>]* value="2024-06-30"/);
  assert.match(page.html, /<option value="Sea &amp; sun" selected="">/);

  const { isError, text } = await client.call("export_journal", { ...args, from: "2024-13-01" });
  assert(isError, text);
  assert.equal(client.opened.length, 1, "What is wrong is said before anybody opens a page");
});

Deno.test("only pages of the account come after a sign-in, whatever the address asks for", async () => {
  await using server = await startServer();
  await person(server, "Ada").token("user:read");
  const fill = { email: "ada@example.com", password: "Ada keeps a journal" };
  for (
    const [to, expected] of [
      ["/account/export?tag=a%20b", "/account/export?tag=a+b"],
      ["/account/exporter", "/account"],
      ["//evil.example/account/export", "/account"],
      ["https://evil.example/?/account/export", "/account"],
      [`/account/export?${"x".repeat(1_000)}`, "/account"],
    ]
  ) {
    const browser = new Browser(server.url);
    const response = await browser.go(`/account/sign-in?${new URLSearchParams({ to })}`, {
      method: "POST",
      body: new URLSearchParams(fill),
      headers: { origin: server.url, "sec-fetch-site": "same-origin" },
    });
    assert.equal(response.url.pathname + response.url.search, expected, to);
  }
});

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, a model reads whole entries as Markdown, those that it asks for`, async () => {
    await using server = await startServer();
    const ada = person(server, "Ada");
    await using all = await connect(server.resource, await ada.token(...EVERYTHING));
    const token = await ada.token("entries:read", "tags:read");
    await using reader = await connect(server.resource, token);
    for (let n = 1; n <= 40; n++) {
      await all.call("create_entry", {
        title: `Day ${n}`,
        content: `Text ${n} ` + "é".repeat(n === 40 ? 100_000 : 1_500),
        occurredAt: new Date(Date.UTC(2024, 4, n, 12)).toISOString(),
        tags: [n % 2 === 0 ? "even" : "odd"],
        isPrivate: n === 7,
        mood: "calm",
      });
    }
    const read = async (client: typeof all, args: Record<string, unknown>) => {
      let [whole, pages, cursor] = ["", 0, undefined as string | undefined];
      do {
        const call = { era: era as "2025-11-25", token, tool: "export_journal" };
        const query = { format: "markdown", ...args, cursor };
        const { body } = await callTool(server.resource, { ...call, args: query });
        assert(new TextEncoder().encode(JSON.stringify(body)).length <= 60_000);
        const { structured, text } = await client.call("export_journal", query);
        assert(text.startsWith(structured.document));
        whole += structured.document;
        cursor = structured.nextCursor;
        pages++;
      } while (cursor !== undefined);
      return { whole, pages };
    };
    const titles = (text: string) => [...text.matchAll(/^title: "Day (\d+)"$/gm)].map(([, n]) => n);
    const { whole, pages } = await read(reader, {});
    const expected = Array.from({ length: 40 }, (_, n) => String(40 - n)).filter((n) => n !== "7");
    assert.deepEqual(titles(whole), expected, "Newest first, without the private one");
    assert(pages > 2, String(pages));
    assert.match(whole, /\n\(\d+ of 100008 characters\. The rest: get_entry with offset \d+\)\n/);
    const days = { from: "2024-05-03", to: "2024-05-08", tag: "odd" };
    assert.deepEqual(titles((await read(all, days)).whole), ["7", "5", "3"]);
    const part = (await read(reader, days)).whole;
    assert.deepEqual(titles(part), ["5", "3"]);
    assert.match(
      part,
      /^---\ntitle: "Day 5"\ndate: "2024-05-05.*"\nid: "\w{26}"\ntags:\n {2}- "odd"\n/,
    );
    assert.match(
      (await all.call("export_journal", { format: "json", tag: "odd" })).text,
      /whole journal/,
    );
  });
}

Deno.test("with an external authorization server there are no pages, and today's ways remain", async () => {
  await using authorizationServer = await startServer();
  await using server = await startServer({
    environment: {
      AUTH_ISSUER: authorizationServer.url,
      INTROSPECTION_CLIENT_ID: "epicme-resource-server",
      INTROSPECTION_CLIENT_SECRET: (await openSecrets(authorizationServer.store)).resourceServer,
      TOKEN_AUDIENCE: authorizationServer.resource,
    },
  });
  const token = await person(authorizationServer, "Ada").token(...EVERYTHING);
  await using client = await opener(server, token);
  for (const args of [{}, { openPage: true }]) {
    const { isError, text } = await client.call("import_entries", args);
    assert(isError);
    assert.match(text, /no page to import a file\. Give a JSON document, in parts of 100 /);
  }
  const zip = await client.call("export_journal", { format: "zip" });
  assert.match(zip.text, /no page to download a zip\. Ask for json, page by page/);
  const part = await client.call("import_entries", { format: "epicme", document: document(100) });
  assert.equal(part.structured.created, 100);
  const { structured } = await client.call("export_journal", { format: "json" });
  assert.match(structured.document, /^\{"\$schema"/);
  assert.deepEqual(client.opened, []);
});
