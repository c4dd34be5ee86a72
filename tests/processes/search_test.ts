import assert from "node:assert/strict";
import { ERAS, type McpClient } from "../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import { freePort } from "../support/programs/free_port.ts";
import { startProcess } from "../support/programs/server_process.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";
import { getAccessToken } from "../../scripts/access_token.ts";

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, a person finds what they have just written, page by page`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    for (let n = 1; n <= 5; n++) await write(client, `Tea ${n}`, `A cup of tea, the ${n}.`);
    await write(client, "Zürich", "Käsefondue mit Müller 🧀 と 東京の友達");

    const first = await client.call("search_entries", { query: "TEA cup*", limit: 3 });
    assert.equal(first.structured.entries.length, 3);
    assert.match(first.structured.entries[0].snippet, /\*\*cup\*\* of \*\*tea\*\*/);
    assert.ok(first.text.includes(`cursor ${first.structured.nextCursor}`));
    const { nextCursor: cursor } = first.structured;
    const second = await client.call("search_entries", { query: "TEA cup*", limit: 3, cursor });
    assert.equal(second.structured.entries.length, 2);
    assert.equal("nextCursor" in second.structured, false);

    for (const query of ["muller kasefondue", "🧀", "東京", "友"]) {
      const { structured } = await client.call("search_entries", { query });
      assert.deepEqual(structured.entries.map(titleOf), ["Zürich"], query);
    }
    for (const query of ['"', "foo(", "-x", "col:x", "*"]) {
      const { isError, structured, text } = await client.call("search_entries", { query });
      assert.equal(isError, false);
      assert.deepEqual(structured, { entries: [], total: 0 });
      assert.equal(text, "No entries.");
    }
    // An empty text is as if absent, and a search without words lists.
    const listed = await client.call("search_entries", { query: "" });
    assert.equal(listed.isError, false);
    assert.equal(listed.structured.total, 6);
    assert.deepEqual(server.log.errors, []);
  });
}

Deno.test("search goes on without its index, says so, and /ready names it", async () => {
  const DATABASE_URL = `postgres://postgres@127.0.0.1:${freePort()}/postgres`;
  await using server: TestServer = await startServer({ environment: { DATABASE_URL } });
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await ERAS["2026-07-28"](server.resource, token);
  await write(client, "Tea", "A cup of tea.");
  const { isError, structured, text } = await client.call("search_entries", { query: "tea" });
  assert.equal(isError, false);
  assert.deepEqual(structured.entries.map(titleOf), ["Tea"]);
  assert.equal(structured.degraded, true);
  assert.match(text, /^The search index is not available/);
  const ready = await fetch(`${server.url}/ready`);
  assert.equal(ready.status, 200, "an instance that can serve stays in rotation");
  assert.deepEqual(await ready.json(), {
    status: "degraded",
    kv: "ok",
    index: "unavailable",
    authorizationServer: "ok",
  });
  assert.ok(!JSON.stringify(server.log).includes("cup of tea"));
});

Deno.test("the program searches with files where it may write, and in memory where not", async () => {
  for (const KV_URL of ["", ":memory:"]) {
    await using server = await startProcess({ environment: { KV_URL } });
    const account = { name: "Ada", email: "ada@example.com", password: "Ada keeps a journal" };
    const token = await getAccessToken(server.resource, { account });
    await using client = await ERAS["2026-07-28"](server.resource, token);
    await write(client, "Tea", "A cup of tea.");
    const { structured } = await client.call("search_entries", { query: "tea" });
    assert.deepEqual(structured.entries.map(titleOf), ["Tea"], server.output());
    assert.equal(structured.degraded, undefined);
    const names = [...Deno.readDirSync(server.dataDir)].map(({ name }) => name);
    assert.equal(names.includes("search"), KV_URL === "");
  }
});

async function write(client: McpClient, title: string, content: string): Promise<void> {
  const { isError, text } = await client.call("create_entry", { title, content });
  assert.ok(!isError, text);
}

function titleOf({ title }: { title: string }): string {
  return title;
}
