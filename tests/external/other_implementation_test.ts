import assert from "node:assert/strict";
import { getTokenByCode, revoke } from "../support/oauth/authorization_code.ts";
import { ERAS } from "../support/clients/mcp_clients.ts";
import { APP } from "../support/servers/other_repositories.ts";
import { type OtherServer, startOtherServer } from "../support/servers/other_server.ts";
import { callTool, ERA_NAMES } from "../support/clients/rpc.ts";
import { startServer } from "../support/servers/server.ts";

const SCOPE = "user:read entries:read entries:write";

/** A token of kody. This server knows `audience` and nothing of `resource` (RFC 8707). */
function getToken({ metadata }: OtherServer, parameters: Record<string, string>): Promise<string> {
  return getTokenByCode(metadata, {
    client: APP,
    async visit(authorizationUrl) {
      const response = await fetch(authorizationUrl, { redirect: "manual" });
      await response.body?.cancel();
      return new URL(response.headers.get("location")!);
    },
    scope: SCOPE,
    parameters,
  });
}

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`a token of another implementation opens a journal in ${era}`, async () => {
    await using other = startOtherServer();
    await using server = await startServer({ environment: other.environment });
    const token = await getToken(other, { audience: server.resource });
    await using client = await connect(server.resource, token);
    const { structured } = await client.call("whoami");
    assert.deepEqual(structured, {
      user: { id: "kody", name: "Kody K." },
      timeZone: "UTC",
      scopes: SCOPE.split(" "),
    });
    const created = await client.call("create_entry", { title: "Rain", content: "All day." });
    const { structured: { entries } } = await client.call("list_entries");
    assert.equal(entries[0].id, created.structured.entry.id);
    assert.deepEqual(server.log.errors, []);
  });
}

Deno.test("a token that another implementation revoked is refused at the next request", async () => {
  await using other = startOtherServer();
  await using server = await startServer({ environment: other.environment });
  const token = await getToken(other, { audience: server.resource });
  const ask = async () =>
    await Promise.all(
      ERA_NAMES.map(async (era) =>
        (await callTool(server.resource, { era, token, tool: "whoami" })).status
      ),
    );
  assert.deepEqual(await ask(), [200, 200]);
  await revoke(other.metadata, APP.id, token);
  assert.deepEqual(await ask(), [401, 401]);
});

Deno.test("with a cache, a token that was revoked elsewhere works for the cache time and no longer", async () => {
  await using other = startOtherServer();
  let later = 0;
  await using server = await startServer({
    environment: { ...other.environment, INTROSPECTION_CACHE_SECONDS: "30" },
    now: () => Date.now() + later,
  });
  const token = await getToken(other, { audience: server.resource });
  const ask = async () =>
    (await callTool(server.resource, { era: "2026-07-28", token, tool: "whoami" })).status;
  assert.equal(await ask(), 200);
  await revoke(other.metadata, APP.id, token);
  later = 25_000;
  assert.equal(await ask(), 200);
  later = 31_000;
  assert.equal(await ask(), 401);
});

Deno.test("a token that was issued a moment ago works, although our clock is a little behind", async () => {
  await using other = startOtherServer();
  const environment = other.environment;
  await using server = await startServer({ environment, now: () => Date.now() - 3_000 });
  const token = await getToken(other, { audience: server.resource });
  const call = { era: "2026-07-28", token, tool: "whoami" } as const;
  assert.equal((await callTool(server.resource, call)).status, 200);
});

Deno.test("a token of another implementation for another audience, or for none, is refused", async () => {
  await using other = startOtherServer();
  await using server = await startServer({ environment: other.environment });
  const tokens: [Record<string, string>, RegExp][] = [
    [{ audience: "https://else.example/mcp" }, /not meant for this resource/],
    [{ resource: server.resource }, /names no audience/],
  ];
  for (const [parameters, reason] of tokens) {
    const token = await getToken(other, parameters);
    for (const era of ERA_NAMES) {
      const { status, headers } = await callTool(server.resource, { era, token, tool: "whoami" });
      assert.equal(status, 401);
      assert.match(headers.get("www-authenticate")!, reason);
    }
  }
});
