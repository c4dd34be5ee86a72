import assert from "node:assert/strict";
import { INSTRUCTIONS } from "../../../lib/mcp/serve/server_info.ts";
import { CLIENTS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { type RawCall, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

for (const [kind, connect] of Object.entries(CLIENTS)) {
  Deno.test(`${kind} sees who the server is, and its icons are there`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    const { info, instructions } = client.server;
    assert.equal(instructions, INSTRUCTIONS);
    assert.equal(info?.name, "epicme");
    assert.equal(info.title, "EpicMe journal");
    assert.equal(info.websiteUrl, `${server.url}/`);
    assert.equal(info.icons?.length, 2);
    for (const { src, mimeType } of info.icons) {
      const icon = await fetch(src);
      assert.equal(icon.status, 200);
      assert.equal(icon.headers.get("content-type")?.split(";")[0], mimeType);
      assert((await icon.arrayBuffer()).byteLength > 0);
    }
  });
}

const SERVER_INFO = "io.modelcontextprotocol/serverInfo";

Deno.test("results of 2026-07-28 name the server and its version, and server/discover tells the rest", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const ask = async (call: Pick<RawCall, "method" | "params" | "headers">) => {
    const { body } = await send(server.resource, { era: "2026-07-28", token, ...call });
    return body.result._meta[SERVER_INFO];
  };
  const { name, version, ...rest } = await ask({ method: "server/discover" });
  assert.deepEqual(Object.keys(rest), ["title", "description", "websiteUrl", "icons"]);
  const whoami = { name: "whoami", arguments: {} };
  const headers = { "mcp-name": "whoami" };
  for (
    const call of [
      { method: "tools/list" },
      { method: "prompts/list" },
      { method: "tools/call", params: whoami, headers },
      {
        method: "tools/call",
        params: { ...whoami, _meta: { progressToken: 1 } },
        headers: { ...headers, accept: "application/json" },
      },
    ]
  ) {
    assert.deepEqual(await ask(call), { name, version }, JSON.stringify(call));
  }
});

/** What of 2026-07-28 says how long it is true (MCP, Caching): every list, and what is read. */
const CACHEABLE: Pick<RawCall, "method" | "params">[] = [
  { method: "tools/list" },
  { method: "prompts/list" },
  { method: "resources/templates/list" },
  { method: "resources/list" },
  { method: "resources/read", params: { uri: "epicme://tags" } },
];

Deno.test("answers of 2026-07-28 say how long they are true, for one person only", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const ttlMs: Record<string, number> = {};
  for (const call of [{ method: "server/discover" }, ...CACHEABLE]) {
    const { body: { result } } = await send(server.resource, {
      era: "2026-07-28",
      token,
      ...call,
      // What a read is about is mirrored as the name.
      ...call.params && { headers: { "mcp-name": "epicme://tags" } },
    });
    assert.equal(result.cacheScope, "private", call.method);
    ttlMs[call.method] = result.ttlMs;
  }
  const hour = 3_600_000;
  assert.deepEqual(ttlMs, {
    "server/discover": hour,
    "tools/list": hour,
    "prompts/list": hour,
    "resources/templates/list": hour,
    "resources/list": 0,
    "resources/read": 0,
  });
});

Deno.test("answers of 2025-11-25 have no word of caches, which that revision does not know", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  for (const call of CACHEABLE) {
    const { body } = await send(server.resource, { era: "2025-11-25", token, ...call });
    assert(body.result, call.method);
    assert.equal("ttlMs" in body.result || "cacheScope" in body.result, false, call.method);
  }
});
