import assert from "node:assert/strict";
import { startFaultServer, trusting } from "../../support/servers/fault_server.ts";
import { person } from "../../support/people/person.ts";
import { rawRequest } from "../../support/clients/raw_request.ts";
import { send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

const ALLOWED = [
  ...["Authorization", "Content-Type", "Accept", "MCP-Protocol-Version", "Mcp-Method"],
  ...["Mcp-Name", "Mcp-Session-Id", "Last-Event-ID"],
];
const EXPOSED = ["WWW-Authenticate", "MCP-Protocol-Version", "Mcp-Session-Id", "Retry-After"];

/** A web client on the person's own machine, such as MCP Inspector. */
const ORIGIN = "http://localhost:6274";

function names(list: string | null): string[] {
  return (list ?? "").toLowerCase().split(/, */);
}

function assertReadable(headers: Headers, what: string): void {
  assert.equal(headers.get("access-control-allow-origin"), "*", what);
  const exposed = names(headers.get("access-control-expose-headers"));
  for (const name of EXPOSED) assert(exposed.includes(name.toLowerCase()), `${what} hides ${name}`);
}

Deno.test("Rule 4: a preflight is answered before the guard, with all that clients send", async () => {
  await using server = await startServer();
  for (const path of ["/mcp", "/mcp/"]) {
    const { status, headers } = await fetch(server.url + path, {
      method: "OPTIONS",
      headers: {
        origin: ORIGIN,
        "access-control-request-method": "POST",
        "access-control-request-headers": ALLOWED.join(",").toLowerCase(),
      },
    });
    assert.equal(status, 204, path);
    assert.equal(headers.get("www-authenticate"), null, path);
    assert.equal(headers.get("access-control-allow-origin"), "*", path);
    const allowed = names(headers.get("access-control-allow-headers"));
    for (const name of ALLOWED) assert(allowed.includes(name.toLowerCase()), `${path}: ${name}`);
    assert(names(headers.get("access-control-allow-methods")).includes("post"), path);
  }
});

/** What tracing libraries and gateways add to each request of a page. */
const TRACING = [
  ...["traceparent", "tracestate", "baggage", "sentry-trace", "x-datadog-trace-id", "b3"],
  ...["newrelic", "x-b3-traceid", "elastic-apm-traceparent", "x-amzn-trace-id", "request-id"],
  "x-whatever-comes-next",
];

Deno.test("Rule 4: a web client may send any header, wherever it goes", async () => {
  await using server = await startServer();
  const paths = [
    ...["/mcp", "/oauth/token", "/oauth/register", "/oauth/revoke"],
    "/.well-known/oauth-protected-resource/mcp",
    "/.well-known/oauth-authorization-server",
  ];
  for (const path of paths) {
    const response = await fetch(server.url + path, {
      method: "OPTIONS",
      headers: {
        origin: ORIGIN,
        "access-control-request-method": "POST",
        "access-control-request-headers": ["authorization", ...TRACING].join(","),
      },
    });
    assert.equal(response.status, 204, path);
    const allowed = names(response.headers.get("access-control-allow-headers"));
    for (const name of [...ALLOWED, ...TRACING]) {
      assert(allowed.includes(name.toLowerCase()), `${path}: ${name}`);
    }
    assert.equal(response.headers.get("access-control-allow-credentials"), null, path);
    assert.match(response.headers.get("vary") ?? "", /access-control-request-headers/i, path);
  }
});

Deno.test("Rule 4: what is no header's name is not repeated in the answer to a preflight", async () => {
  await using server = await startServer();
  const asked = 'x-good, <script>, a b, "x", , x-last';
  const { headers } = await fetch(server.resource, {
    method: "OPTIONS",
    headers: { origin: ORIGIN, "access-control-request-headers": asked },
  });
  const allowed = names(headers.get("access-control-allow-headers"));
  assert.deepEqual(allowed.slice(ALLOWED.length), ["x-good", "x-last"]);
});

Deno.test("Rule 4: every status of the endpoint can be read by a web client", async () => {
  await using server = await startServer({ environment: { RATE_LIMIT_PER_MINUTE: "4" } });
  const token = await person(server, "Kody").token("user:read");
  const call = async (change: Partial<Parameters<typeof send>[1]>, path = "") => {
    const headers = { origin: ORIGIN, ...change.headers };
    const message = { era: "2025-11-25" as const, method: "tools/list", token };
    return await send(server.resource + path, { ...message, ...change, headers });
  };
  const listEntries = { method: "tools/call", params: { name: "list_entries", arguments: {} } };
  const answers = [
    await call({}),
    await call({ body: "{" }),
    await call({ token: undefined }),
    await call({ token: "unknown" }),
    await call(listEntries),
    await call({ headers: { origin: "https://evil.example" } }),
    await call({ headers: { accept: "text/html" } }),
    await call({ body: "x".repeat(1024 * 1024 + 1) }),
    await call({ headers: { "content-type": "text/plain" } }),
    await call({ method: "notifications/initialized", body: notification() }),
    await call({}, "/"),
    await call({}),
  ];
  const statuses = [200, 400, 401, 401, 403, 403, 406, 413, 415, 202, 200, 429];
  assert.deepEqual(answers.map(({ status }) => status), statuses);
  for (const { status, headers } of answers) assertReadable(headers, `status ${status}`);
  for (const method of ["GET", "HEAD", "DELETE"]) {
    const headers: [string, string][] = [["Origin", ORIGIN], ["Authorization", `Bearer ${token}`]];
    const answer = await rawRequest(server.local, { method, path: "/mcp", headers });
    assert.equal(answer.status, 405);
    assertReadable(answer.headers, `${method} 405`);
  }
});

Deno.test("Rule 4: a web client can read that the authorization server is away", async () => {
  await using authorizationServer = startFaultServer();
  authorizationServer.fault = () => new Response(null, { status: 500 });
  await using server = await startServer({ environment: trusting(authorizationServer) });
  const headers = { origin: ORIGIN };
  const answer = await send(server.resource, {
    era: "2026-07-28",
    token: "any",
    method: "tools/list",
    headers,
  });
  assert.equal(answer.status, 503);
  assertReadable(answer.headers, "status 503");
});

Deno.test("Rule 4: metadata, tokens and registration are open to web clients of any origin", async () => {
  await using server = await startServer();
  const form = (fields: Record<string, string>) => new URLSearchParams(fields);
  const requests: [status: number, path: string, init?: RequestInit][] = [
    [200, "/.well-known/oauth-protected-resource/mcp"],
    [200, "/.well-known/oauth-authorization-server"],
    [404, "/.well-known/nothing"],
    [405, "/oauth/token"],
    [400, "/oauth/token", { method: "POST" }],
    [400, "/oauth/token", { method: "POST", body: form({ resource: "https://other.example" }) }],
    [401, "/oauth/token", {
      method: "POST",
      body: form({ grant_type: "refresh_token", client_id: "gone", refresh_token: "x" }),
    }],
    [413, "/oauth/token", { method: "POST", body: "x".repeat(100_000) }],
    [405, "/oauth/register"],
    [400, "/oauth/register", { method: "POST", body: "{" }],
    [413, "/oauth/register", { method: "POST", body: "x".repeat(100_000) }],
    [201, "/oauth/register", { method: "POST", body: '{"redirect_uris":["http://localhost/"]}' }],
  ];
  for (const [status, path, init] of requests) {
    const headers = { origin: "https://app.example" };
    const response = await fetch(server.url + path, { headers, ...init });
    await response.body?.cancel();
    assert.equal(response.status, status, path);
    assert.equal(response.headers.get("access-control-allow-origin"), "*", `${path} ${status}`);
    assert.equal(response.headers.get("access-control-allow-credentials"), null);
    const preflight = await fetch(server.url + path, { method: "OPTIONS", headers });
    assert.equal(preflight.status, 204, path);
    assert.equal(preflight.headers.get("access-control-allow-origin"), "*", path);
  }
});

function notification(): string {
  return '{"jsonrpc":"2.0","method":"notifications/initialized"}';
}
