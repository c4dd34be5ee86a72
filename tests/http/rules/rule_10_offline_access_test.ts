import assert from "node:assert/strict";
import { EVERYDAY_SCOPES } from "../../../lib/scopes.ts";
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

const ASKED = "user:read entries:read entries:write tags:read tags:write offline_access";

Deno.test("Rule 10: a refresh that repeats the scope that was asked for gets what was granted", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const { browser, client_id } = await connect(target);
  const cases: [asked: string, untick: string[], granted: string][] = [
    [ASKED, [], ASKED.replace(" offline_access", "")],
    [ASKED, ["entries:write", "tags:write"], "user:read entries:read tags:read"],
    ["openid offline_access tags:read", [], "openid tags:read"],
    ["tags:read profile mcp:tools", [], "tags:read"],
    ["offline_access", [], EVERYDAY_SCOPES.join(" ")],
    ["profile", ["tags:read"], EVERYDAY_SCOPES.filter((name) => name !== "tags:read").join(" ")],
  ];
  for (const [scope, untick, granted] of cases) {
    const parameters = { scope };
    const app = await connect(target, { browser, client_id, parameters, decision: { untick } });
    let { refresh_token } = app.tokens;
    for (let round = 1; round <= 2; round++) {
      const { status, body } = await app.refresh({ refresh_token, scope });
      assert.equal(status, 200, `${scope}, round ${round}: ${body.error_description}`);
      assert.deepEqual(names(body.scope), names(granted.replace("openid ", "")), scope);
      assert.deepEqual(names(body.scope), names(app.tokens.scope), scope);
      refresh_token = body.refresh_token;
    }
  }
});

Deno.test("Rule 10: a refresh gets no scope that was not asked for, or not granted", async () => {
  await using server = await startServer();
  const parameters = { scope: "entries:read tags:read offline_access" };
  const decision = { untick: ["tags:read"] };
  const app = await connect(targetOf(server), { parameters, decision });
  for (const scope of ["entries:read entries:private", "tags:read", "tags:read offline_access"]) {
    const { status, body } = await app.refresh({ scope });
    assert.deepEqual([status, body.error], [400, "invalid_scope"], scope);
  }
  assert.equal((await app.refresh({ scope: "entries:read tags:read" })).body.scope, "entries:read");
});

function names(scope: string): string[] {
  return scope.split(" ").sort();
}
