import assert from "node:assert/strict";
import { readChallenge } from "../support/clients/challenge.ts";
import { type ClaimsOf, startClaimServer } from "../support/servers/claim_server.ts";
import type { Fault } from "../support/servers/fault_server.ts";
import { callTool, ERA_NAMES, send } from "../support/clients/rpc.ts";
import { startServer } from "../support/servers/server.ts";

const NOW = Math.floor(Date.now() / 1000);

/** Claims of a token that is not good here, and lacks the scope as well. */
const NOT_GOOD: Record<string, ClaimsOf> = {
  inactive: { active: false },
  expired: { exp: NOW - 1 },
  "not valid yet": { nbf: NOW + 600 },
  "for another audience": { aud: "https://other.example/mcp" },
  "of another issuer": { iss: "https://other.example" },
};

const UNWELL: Record<string, Fault> = {
  down: () => new Response("Bad Gateway", { status: 502 }),
  slow: ({ signal }) =>
    new Promise((resolve) => signal.addEventListener("abort", () => resolve(new Response()))),
  "answering something else": () => Response.json({ hello: "world" }),
  "talking nonsense": () => Response.json({ active: true, sub: "kody", exp: "tomorrow" }),
  "refusing us": () => Response.json({ error: "invalid_client" }, { status: 401 }),
  "sending us elsewhere": () =>
    new Response(null, { status: 307, headers: { location: "https://evil.example/" } }),
};

Deno.test("Rule 11: a token that is not good is 401, although it lacks the scope as well", async () => {
  await using service = await startClaimServer();
  const { server, tokens, claims } = service;
  for (const [index, [what, change]] of Object.entries(NOT_GOOD).entries()) {
    const token = `${index}`;
    tokens[token] = claims({ scope: "", ...change });
    for (const era of ERA_NAMES) {
      const call = { era, token, tool: "create_tag", args: { name: "x" } };
      const { status, headers } = await callTool(server.resource, call);
      assert.equal(status, 401, what);
      assert.equal(readChallenge(headers).error, "invalid_token", what);
    }
  }
  tokens.good = claims({ scope: "" });
  const call = { era: ERA_NAMES[0], token: "good", tool: "create_tag" };
  assert.equal((await callTool(server.resource, call)).status, 403);
});

for (const [what, fault] of Object.entries(UNWELL)) {
  Deno.test(`Rule 11: an authorization server that is ${what} is 503, to be tried again`, async () => {
    await using service = await startClaimServer();
    service.authorizationServer.fault = fault;
    const ask = (method: string) =>
      fetch(service.server.resource, {
        method,
        headers: { authorization: "Bearer good", "content-type": "application/json" },
        body: method === "POST" ? "{" : undefined,
        redirect: "manual",
      });
    const answers = { POST: ask("POST"), GET: ask("GET") };
    for (const [method, answer] of Object.entries(answers)) {
      const { status, headers } = await answer;
      assert.equal(status, 503, method);
      assert(Number(headers.get("retry-after")) > 0, method);
      assert.equal(headers.get("www-authenticate"), null, method);
      assert.equal(headers.get("cache-control"), "no-store", method);
    }
  });
}

Deno.test("Rule 11: metadata of an authorization server that is away is 503 too", async () => {
  await using server = await startServer({
    environment: {
      AUTH_ISSUER: "http://127.0.0.1:1",
      INTROSPECTION_CLIENT_ID: "epicme",
      INTROSPECTION_CLIENT_SECRET: "secret",
    },
  });
  const read = (path: string) => fetch(`${server.url}/.well-known/${path}`);
  const away = await read("oauth-authorization-server");
  assert.equal(away.status, 503);
  assert(Number(away.headers.get("retry-after")) > 0);
  assert.equal((await away.json()).error, "temporarily_unavailable");
  assert.equal((await read("oauth-protected-resource/mcp")).status, 200);
});

Deno.test("Rule 11: nothing at the endpoint redirects", async () => {
  await using server = await startServer();
  for (const path of ["/mcp", "/mcp/", "/mcp?", "/mcp/?x=1", "//mcp", "/mcp//", "/MCP", "/mcp/x"]) {
    for (const method of ["GET", "POST", "HEAD", "DELETE", "OPTIONS", "PUT"]) {
      const { status } = await fetch(server.url + path, { method, redirect: "manual" });
      assert(status < 300 || status > 399, `${method} ${path}: ${status}`);
    }
  }
  const { status } = await send(server.resource, { era: "2025-11-25", method: "initialize" });
  assert.equal(status, 401);
});
