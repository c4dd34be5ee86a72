import assert from "node:assert/strict";
import { readChallenge } from "../../support/clients/challenge.ts";
import { ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

/** Bodies from a tool call to nonsense: none is looked at before the token. */
const BODIES = [
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"whoami","arguments":{}}}',
  '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}',
  '{"jsonrpc":"2.0",',
  "x".repeat(2 * 1024 * 1024),
];

/** No credential at all, and what RFC 6750, section 3.1 counts as none. */
const NO_CREDENTIAL = ["", "Basic a2V5", "Digest x", "Bearer"];

const BAD_CREDENTIAL = [
  ...["Bearer unknown", "bearer unknown", "Bearer a b", 'Bearer "x"'],
  ...["Bearer a, Bearer b", "Bearer {}"],
];

/** The header, absent when it would be empty. */
function authorized(authorization: string): Record<string, string> {
  return authorization ? { authorization } : {};
}

for (const era of ERA_NAMES) {
  Deno.test(`Rule 3: in ${era}, a token problem is 401 before any JSON-RPC`, async () => {
    await using server = await startServer();
    for (const body of BODIES) {
      for (const authorization of [...NO_CREDENTIAL, ...BAD_CREDENTIAL]) {
        const answer = await send(server.resource, {
          era,
          method: "tools/call",
          headers: authorized(authorization),
          body,
        });
        assert.equal(answer.status, 401, `${authorization} ${body.slice(0, 60)}`);
        assert.equal(answer.body.jsonrpc, undefined);
        assert.equal(answer.headers.get("cache-control"), "no-store");
      }
    }
  });

  Deno.test(`Rule 3: in ${era}, the challenge says why only when a credential was sent`, async () => {
    await using server = await startServer();
    const challenge = async (authorization: string) => {
      const headers = authorized(authorization);
      const answer = await send(server.resource, { era, method: "tools/list", headers });
      return readChallenge(answer.headers);
    };
    for (const authorization of NO_CREDENTIAL) {
      const parameters = Object.keys(await challenge(authorization)).sort();
      assert.deepEqual(parameters, ["resource_metadata", "scope"], authorization);
    }
    for (const authorization of BAD_CREDENTIAL) {
      const { error, error_description } = await challenge(authorization);
      assert.equal(error, "invalid_token", authorization);
      assert(error_description, authorization);
    }
  });
}

Deno.test("Rule 3: resource_metadata is an absolute address that leads to the document", async () => {
  await using server = await startServer();
  for (const authorization of ["Basic a2V5", "Bearer unknown"]) {
    const headers = { authorization };
    const answer = await send(server.resource, { era: "2025-11-25", method: "ping", headers });
    const { resource_metadata } = readChallenge(answer.headers);
    assert.equal(resource_metadata, `${server.url}/.well-known/oauth-protected-resource/mcp`);
    assert.equal((await (await fetch(resource_metadata)).json()).resource, server.resource);
  }
});
