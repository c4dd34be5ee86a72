import assert from "node:assert/strict";
import type { Send } from "../../../scripts/browser/browser.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { register } from "../../support/oauth/oauth.ts";
import { rawRequest, type RawResponse } from "../../support/clients/raw_request.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const PUBLIC_URL = "https://journal.example.com";

/** What a proxy, or somebody who plays one, says about the address. */
const POISON: [string, string][] = [
  ["Host", "evil.example"],
  ["X-Forwarded-Host", "evil.example"],
  ["X-Forwarded-Proto", "gopher"],
  ["X-Forwarded-Port", "6666"],
  ["X-Forwarded-Prefix", "/evil"],
  ["X-Original-Host", "evil.example"],
  ["X-Forwarded-Server", "evil.example"],
  ["Forwarded", "host=evil.example;proto=gopher"],
  ["X-Forwarded-For", "192.0.2.66"],
];

function startPublic(): Promise<TestServer> {
  return startServer({ environment: { PUBLIC_URL, SIGN_UP: "open", TRUST_PROXY: "on" } });
}

/** Reaches a server by its public address, as if a proxy stood in front of it. */
function throughProxy({ local }: TestServer): Send {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = method === "POST" ? await request.bytes() : undefined;
    return await fetch(`${local}${pathname}${search}`, {
      method,
      headers,
      body,
      redirect: "manual",
    });
  };
}

function whole({ headers, body }: RawResponse): string {
  return JSON.stringify([...headers]) + body;
}

Deno.test("Rule 5: no answer repeats an address that the request claims", async () => {
  await using server = await startPublic();
  const { body: { client_id } } = await register(targetOf(server, throughProxy(server)));
  const authorize = `/oauth/authorize?${new URLSearchParams({
    client_id,
    response_type: "code",
    redirect_uri: "http://127.0.0.1:33418/callback",
    code_challenge: "x".repeat(43),
    code_challenge_method: "S256",
  })}`;
  const paths = [
    "/",
    "/mcp",
    "/mcp/",
    "/.well-known/oauth-protected-resource/mcp",
    "/.well-known/oauth-protected-resource",
    "/.well-known/oauth-authorization-server",
    "/.well-known/openid-configuration",
    "/.well-known/nothing",
    "/oauth/authorize",
    authorize,
    "/oauth/jwks",
    "/oauth/token",
    "/nothing",
  ];
  for (const path of paths) {
    const answer = await rawRequest(server.local, { path, headers: POISON });
    assert(answer.status >= 200 && answer.status < 500, `${path}: ${answer.status}`);
    assert.doesNotMatch(whole(answer), /evil|gopher|6666|localhost|127\.0\.0\.1:(?!33418)/, path);
  }
});

Deno.test("Rule 5: metadata and challenge name the public address", async () => {
  await using server = await startPublic();
  const read = (path: string) => rawRequest(server.local, { path, headers: POISON });
  const { headers } = await read("/mcp");
  const metadata = `"${PUBLIC_URL}/.well-known/oauth-protected-resource/mcp"`;
  assert(headers.get("www-authenticate")?.includes(`resource_metadata=${metadata}`));
  const resource = JSON.parse((await read("/.well-known/oauth-protected-resource/mcp")).body);
  assert.equal(resource.resource, `${PUBLIC_URL}/mcp`);
  assert.deepEqual(resource.authorization_servers, [PUBLIC_URL]);
  const issuer = JSON.parse((await read("/.well-known/oauth-authorization-server")).body);
  assert.equal(issuer.issuer, PUBLIC_URL);
  for (const [name, value] of Object.entries(issuer)) {
    if (/_endpoint$|_uri$/.test(name)) assert(String(value).startsWith(`${PUBLIC_URL}/`), name);
  }
});

Deno.test("Rule 5: the whole flow works at the public address, with secure cookies", async () => {
  await using server = await startPublic();
  const cookies: string[] = [];
  const proxy = throughProxy(server);
  const connection = await connect(targetOf(server, async (request) => {
    const response = await proxy(request);
    cookies.push(...response.headers.getSetCookie());
    return response;
  }));
  assert.equal(connection.authorization.view.url.searchParams.get("iss"), PUBLIC_URL);
  assert(cookies.length > 0);
  for (const cookie of cookies) assert.match(cookie, /; secure/i);
  for (const cookie of cookies) assert.match(cookie, /; httponly/i);
  const { status } = await fetch(`${server.local}/mcp`, {
    headers: { authorization: `Bearer ${connection.tokens.access_token}` },
  });
  assert.equal(status, 405, "the token is good");
});
