import assert from "node:assert/strict";
import { readChallenge } from "../../support/clients/challenge.ts";
import { startClaimServer } from "../../support/servers/claim_server.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { person } from "../../support/people/person.ts";
import { rawRequest } from "../../support/clients/raw_request.ts";
import { callTool, ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

/** Sends a request whose Authorization headers are exactly these. */
async function authorized({ local }: TestServer, values: string[], path = "/mcp") {
  return await rawRequest(local, {
    method: "POST",
    path,
    headers: [
      ["Content-Type", "application/json"],
      ["Accept", "application/json, text/event-stream"],
      ...values.map((value): [string, string] => ["Authorization", value]),
    ],
    body: PING,
  });
}

Deno.test("a bare token without the Bearer scheme is refused", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  assert.equal((await authorized(server, [`Bearer ${token}`])).status, 200);
  for (const value of [token, `Token ${token}`, `Basic ${token}`, `Bearer${token}`, `=${token}`]) {
    const { status, headers } = await authorized(server, [value]);
    assert.equal(status, 401);
    assert.equal(readChallenge(headers).error, undefined);
  }
});

Deno.test("two Authorization headers are refused, whichever of them is good", async () => {
  await using server = await startServer();
  const good = `Bearer ${await person(server, "Kody").token("user:read")}`;
  for (const other of [good, "Bearer unknown", "Basic a2V5", "Bearer", "", "x"]) {
    for (const values of [[good, other], [other, good]]) {
      const { status, headers } = await authorized(server, values);
      assert.equal(status, 401, `the other is ${other}`);
      readChallenge(headers);
    }
  }
});

Deno.test("a token in the query string or in the body is ignored", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  for (
    const query of [`access_token=${token}`, `token=${token}`, `authorization=Bearer ${token}`]
  ) {
    const { status, headers } = await authorized(server, [], `/mcp?${encodeURI(query)}`);
    assert.equal(status, 401);
    assert.equal(readChallenge(headers).error, undefined);
  }
  const good = await authorized(server, [`Bearer ${token}`], "/mcp?access_token=unknown");
  assert.equal(good.status, 200, "nor does it spoil a good header");
  const form = new URLSearchParams({ access_token: token });
  const posted = await fetch(server.resource, { method: "POST", body: form });
  await posted.body?.cancel();
  assert.equal(posted.status, 401);
});

Deno.test("a session id carries no identity and is never given out", async () => {
  await using server = await startServer();
  const ada = await person(server, "Ada").token("user:read");
  const eve = await person(server, "Eve").token("user:read");
  const initialize = {
    method: "initialize",
    params: {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "raw", version: "1" },
    },
  };
  const opened = await send(server.resource, { era: "2025-11-25", token: ada, ...initialize });
  assert.equal(opened.status, 200);
  assert.equal(opened.headers.get("mcp-session-id"), null);
  const headers = { "mcp-session-id": "ada", "last-event-id": "ada" };
  for (const era of ERA_NAMES) {
    for (const [token, name] of [[ada, "Ada"], [eve, "Eve"]]) {
      const { body } = await callTool(server.resource, { era, token, tool: "whoami", headers });
      assert.equal(body.result.structuredContent.user.name, name);
    }
    const without = await callTool(server.resource, { era, tool: "whoami", headers });
    assert.equal(without.status, 401);
  }
});

Deno.test("an unknown scope is not granted, by consent or by an authorization server", async () => {
  const unknown = "admin entries:delete constructor __proto__ * user:*";
  await using server = await startServer();
  const parameters = { scope: `user:read ${unknown}` };
  const { tokens } = await connect(targetOf(server), { parameters });
  assert.equal(tokens.scope, "user:read");

  await using service = await startClaimServer();
  service.tokens.good = service.claims({ scope: `user:read ${unknown}` });
  for (const at of [{ server, token: tokens.access_token }, { ...service, token: "good" }]) {
    const call = { era: ERA_NAMES[0], token: at.token, tool: "whoami" };
    const { body } = await callTool(at.server.resource, call);
    assert.deepEqual(body.result.structuredContent.scopes, ["user:read"]);
  }
});

Deno.test("the token goes to the introspection endpoint and to no other place", async () => {
  const told: string[] = [];
  await using service = await startClaimServer({
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const text = [request.url, ...[...request.headers].flat(), await request.clone().text()];
      if (text.some((each) => each.includes("the-token"))) told.push(request.url);
      return await fetch(request);
    },
  });
  const { server, tokens, claims, authorizationServer } = service;
  tokens["the-token"] = claims();
  for (const tool of ["whoami", "create_entry", "list_entries"]) {
    const args = tool === "create_entry" ? { title: "x", content: "x" } : {};
    const call = { era: ERA_NAMES[0], token: "the-token", tool, args };
    assert.equal((await callTool(server.resource, call)).status, 200, tool);
  }
  await (await fetch(`${server.url}/.well-known/oauth-authorization-server`)).body?.cancel();
  assert.deepEqual(told, [`${authorizationServer.issuer}/introspect`]);
});
