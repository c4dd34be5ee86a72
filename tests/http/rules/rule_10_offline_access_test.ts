import assert from "node:assert/strict";
import { readChallenge } from "../../support/clients/challenge.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { callTool, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("Rule 10: offline_access is the authorization server's word, not the resource's", async () => {
  await using server = await startServer();
  const scopesAt = async (document: string) => {
    const response = await fetch(`${server.url}/.well-known/${document}`);
    return (await response.json()).scopes_supported as string[];
  };
  assert((await scopesAt("oauth-authorization-server")).includes("offline_access"));
  for (const path of ["", "/mcp"]) {
    const scopes = await scopesAt(`oauth-protected-resource${path}`);
    assert.equal(scopes.includes("offline_access"), false);
    assert.equal(scopes.includes("openid"), false);
  }
});

Deno.test("Rule 10: no challenge asks for offline_access", async () => {
  await using server = await startServer();
  const { tokens } = await connect(targetOf(server), { parameters: { scope: "tags:read" } });
  const era = "2026-07-28";
  const answers = [
    await send(server.resource, { era, method: "tools/list" }),
    await send(server.resource, { era, method: "tools/list", token: "unknown" }),
    await callTool(server.resource, { era, token: tokens.access_token, tool: "create_tag" }),
  ];
  assert.deepEqual(answers.map(({ status }) => status), [401, 401, 403]);
  for (const { headers } of answers) {
    assert.doesNotMatch(readChallenge(headers).scope, /offline_access|openid/);
  }
});

Deno.test("Rule 10: refresh tokens are issued with offline_access and without it", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const { browser, client_id, ...first } = await connect(target);
  const granted = {
    "tags:read": "tags:read",
    "tags:read offline_access": "tags:read",
    "offline_access": first.tokens.scope,
    "": first.tokens.scope,
  };
  for (const [scope, wanted] of Object.entries(granted)) {
    const parameters = { scope: scope || undefined };
    const again = await connect(target, { browser, client_id, parameters });
    const { status, body } = await again.refresh();
    assert.equal(status, 200, scope);
    assert(body.refresh_token, scope);
    assert.equal(body.scope, wanted, scope);
  }
});
