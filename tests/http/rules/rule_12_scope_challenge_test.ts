import assert from "node:assert/strict";
import { ALL_SCOPES, EVERYDAY_SCOPES } from "../../../lib/scopes.ts";
import { TOOLS } from "../../../lib/mcp/tools/mod.ts";
import { readChallenge } from "../../support/clients/challenge.ts";
import { startClaimServer } from "../../support/servers/claim_server.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { callTool, ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

/** Not for every day: asked for by name or by step-up. */
const RARE = ["user:write", "entries:private"];

Deno.test("Rule 12: the first 401 and the metadata name the everyday scopes", async () => {
  await using server = await startServer();
  const everyday = ALL_SCOPES.filter((scope) => !RARE.includes(scope)).join(" ");
  for (const era of ERA_NAMES) {
    for (const token of [undefined, "unknown"]) {
      const { headers } = await send(server.resource, { era, token, method: "tools/list" });
      assert.equal(readChallenge(headers).scope, everyday);
    }
  }
  const { resource_metadata } = readChallenge(
    (await send(server.resource, { era: "2025-11-25", method: "ping" })).headers,
  );
  const { scopes_supported } = await (await fetch(resource_metadata)).json();
  assert.equal(scopes_supported.join(" "), everyday);
});

for (const era of ERA_NAMES) {
  Deno.test(`Rule 12: in ${era}, each 403 names all the scopes of its operation at once`, async () => {
    await using service = await startClaimServer();
    const { server, tokens, claims } = service;
    tokens.none = claims({ scope: "" });
    for (const tool of TOOLS) {
      const calls: [args: Record<string, unknown>, scopes: string][] = [
        [{}, tool.scopes.join(" ")],
        ...Object.entries(tool.argumentScopes).map(([name, scope]) =>
          [{ [name]: true }, [...tool.scopes, scope].join(" ")] as [Record<string, true>, string]
        ),
      ];
      for (const [args, scopes] of calls) {
        const call = { era, token: "none", tool: tool.name, args };
        const { status, headers, body } = await callTool(server.resource, call);
        assert.equal(status, 403, tool.name);
        assert.equal(body.jsonrpc, undefined);
        const { error, scope, resource_metadata } = readChallenge(headers);
        assert.equal(error, "insufficient_scope", tool.name);
        assert.equal(scope, scopes, tool.name);
        assert.equal(
          resource_metadata,
          `${server.url}/.well-known/oauth-protected-resource/mcp`,
        );
      }
    }
  });
}

Deno.test("Rule 12: a client that never steps up can do the everyday work", async () => {
  await using server = await startServer();
  const { tokens } = await connect(targetOf(server), { parameters: { scope: undefined } });
  assert.equal(tokens.scope, EVERYDAY_SCOPES.join(" "));
  const refused = [];
  for (const { name } of TOOLS) {
    const call = { era: ERA_NAMES[0], token: tokens.access_token, tool: name };
    if ((await callTool(server.resource, call)).status === 403) refused.push(name);
  }
  assert.deepEqual(refused, TOOLS.filter(isRare).map(({ name }) => name));
});

function isRare({ scopes }: typeof TOOLS[number]): boolean {
  return scopes.some((scope) => RARE.includes(scope));
}
