import assert from "node:assert/strict";
import { ERAS, type McpClient, type ToolResult } from "../../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../../support/people/person.ts";
import { callTool, type Era } from "../../../support/clients/rpc.ts";
import { startServer } from "../../../support/servers/server.ts";

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, a journal moves page by page to another person's account`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using ada = await connect(server.resource, token);
    await using ben = await connect(
      server.resource,
      await person(server, "Ben").token(...EVERYTHING),
      () => "accept",
    );
    await write(ada);
    const pages = await pagesOf(ada, "json");
    assert(pages.length > 20, String(pages.length));
    for (const document of wholePagesOf(pages)) {
      const { structured, text } = await ben.call("import_entries", { format: "epicme", document });
      assert.equal(structured?.failed, 0, text);
    }
    const textOf = (pages: Page[]) => pages.map(({ document }) => document).join("");
    const copy = textOf(await pagesOf(ben, "json"));
    const withoutTime = (document: string) => document.replace(/"exportedAt":"[^"]*"/, "");
    assert.equal(withoutTime(copy), withoutTime(textOf(pages)));
    const { entries: found } = (await ben.call("search_entries", { query: "needle" })).structured;
    assert.deepEqual(found.map(({ title }: { title: string }) => title), ["Haystack"]);
    assert.equal((await ben.call("journal_stats")).structured.entryCount, 8);
  });

  Deno.test(`in ${era}, a Markdown export says what was written to every parser of YAML`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using ada = await connect(server.resource, token);
    const texts = ["yes", "No", "on", "~", "2024-01-01", "12:30", "1_000", "tab\there"];
    for (const title of texts) {
      const draft = { title, content: "x", mood: title, tags: [title], createMissingTags: true };
      assert(!(await ada.call("create_entry", draft)).isError);
    }
    const document = (await pagesOf(ada, "markdown")).map(({ document }) => document).join("");
    for (const text of texts.map((text) => JSON.stringify(text))) {
      assert(document.includes(`\ntitle: ${text}\n`), text);
      assert(document.includes(`\nmood: ${text}\n`), text);
      assert(document.includes(`tags:\n  - ${text}\n`), text);
    }
  });

  Deno.test(`in ${era}, an answer with a page is below 60 KB, whatever the text is`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using ada = await connect(server.resource, token);
    const content = "a" + '"\\'.repeat(131_071);
    const { isError } = await ada.call("create_entry", { title: "Quotes", content });
    assert(!isError);
    for (const format of ["json", "markdown"]) {
      const call = { era: era as Era, token, tool: "export_journal", args: { format } };
      const { body } = await callTool(server.resource, call);
      const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
      assert(bytes > 50_000 && bytes <= 60_000, `${format}: ${bytes}`);
    }
    const [document, ...others] = wholePagesOf(await pagesOf(ada, "json"));
    assert.deepEqual(others, []);
    await using ben = await connect(
      server.resource,
      await person(server, "Ben").token(...EVERYTHING),
    );
    await ben.call("import_entries", { format: "epicme", document });
    const { id } = (await ben.call("list_entries")).structured.entries[0];
    assert.equal(await contentOf(ben, id), content);
  });

  Deno.test(`in ${era}, an entry that changes while half of it is out ends the export`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using ada = await connect(server.resource, token);
    const draft = { title: "Long", content: "é".repeat(100_000), tags: ["Old"] };
    const made = await ada.call("create_entry", { ...draft, createMissingTags: true });
    const { id } = made.structured.entry;
    const first = { format: "json" };
    const { nextCursor: cursor } = (await ada.call("export_journal", first)).structured;
    const { structured } = await ada.call("export_journal", { ...first, cursor });
    assert.equal(structured.isCut, true);
    const next = { ...first, cursor: structured.nextCursor };
    await ada.call("create_tag", { name: "New" });
    assert.equal((await ada.call("export_journal", next)).isError, false);
    await ada.call("update_entry", { id, mood: "glad" });
    const { isError, errorCode, text } = await ada.call("export_journal", next);
    assert.deepEqual([isError, errorCode], [true, "conflict"]);
    assert.match(text, /has changed since.*Start the export again/);
  });
}

Deno.test("progress tells how many entries are out, of how many", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using ada = await ERAS["2026-07-28"](server.resource, token);
  await write(ada);
  const told: { progress: number; total?: number }[] = [];
  let cursor: string | undefined;
  do {
    const response = await fetch(server.resource, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        authorization: `Bearer ${token}`,
        "mcp-protocol-version": "2025-11-25",
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: {
          name: "export_journal",
          arguments: { format: "json", cursor },
          _meta: { progressToken: "p" },
        },
      }),
    });
    const messages = (await response.text()).split("\n")
      .filter((line) => line.startsWith("data: {"))
      .map((line) => JSON.parse(line.slice("data: ".length)));
    told.push(...messages.flatMap(({ method, params }) => method ? params : []));
    cursor = messages.at(-1).result.structuredContent.nextCursor;
  } while (cursor !== undefined);
  assert.deepEqual(told.at(-1), { progressToken: "p", progress: 8, total: 8 });
  const done = told.map(({ progress }) => progress);
  assert(done.length > 4 && new Set(done).size > 4, String(done));
  assert.deepEqual(done, done.toSorted((a, b) => a - b));
});

Deno.test("the schema of an export is public, for web pages, too", async () => {
  await using server = await startServer();
  const response = await fetch(`${server.url}/schemas/journal-export.json`, {
    headers: { origin: "https://tools.example" },
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "application/schema+json");
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  const schema = await response.json();
  assert.equal(schema.$id, "urn:epicme:schema:journal-export:1");
  assert.equal(schema.properties.$schema.const, schema.$id);
});

/** Eight entries in more than one page, one of them in the trash, one with a revision. */
async function write(client: McpClient): Promise<void> {
  const tags = { tags: ["Home", "日記"], createMissingTags: true };
  for (let n = 0; n < 7; n++) {
    await client.call("create_entry", {
      title: `Entry ${n}`,
      content: `${n} ${"é".repeat(50_000)}`,
      isPrivate: n % 3 === 0,
      ...tags,
    });
  }
  const draft = { title: "Haystack", content: "One needle", ...tags };
  const { entry } = (await client.call("create_entry", draft)).structured;
  await client.call("update_entry", { id: entry.id, mood: "glad" });
}

interface Page {
  document: string;
  isCut?: true;
}

async function pagesOf(client: McpClient, format: string): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | undefined;
  do {
    const { structured, text } = await client.call("export_journal", { format, cursor });
    assert.equal(structured.format, format);
    assert(text.startsWith(structured.document));
    pages.push(structured);
    cursor = structured.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

/** Pages that end between two records: those that are cut are joined with the next one. */
function wholePagesOf(pages: Page[]): string[] {
  const [whole, rest] = pages.reduce<[string[], string]>(
    ([whole, begun], { document, isCut }) =>
      isCut ? [whole, begun + document] : [[...whole, begun + document], ""],
    [[], ""],
  );
  assert.equal(rest, "");
  return whole;
}

async function contentOf(client: McpClient, id: string): Promise<string> {
  let content = "";
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const part: ToolResult = await client.call("get_entry", { id, offset });
    content += part.structured.entry.content;
    offset = part.structured.next;
  }
  return content;
}
