import assert from "node:assert/strict";
import { openSecrets } from "../../lib/identity/storage/secrets.ts";
import { person } from "../support/people/person.ts";
import { type RawAnswer, send } from "../support/clients/rpc.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

/** A second server that trusts the first one's tokens and introspects them over HTTP. */
async function startTrusting(
  authorizationServer: TestServer,
  environment: Record<string, string> = {},
): Promise<TestServer> {
  return await startServer({
    environment: {
      AUTH_ISSUER: authorizationServer.url,
      INTROSPECTION_CLIENT_ID: "epicme-resource-server",
      INTROSPECTION_CLIENT_SECRET: (await openSecrets(authorizationServer.store)).resourceServer,
      TOKEN_AUDIENCE: authorizationServer.resource,
      ...environment,
    },
  });
}

function list(server: TestServer, token: string): Promise<RawAnswer> {
  return send(server.resource, { era: "2026-07-28", token, method: "tools/list" });
}

Deno.test("a token of an external authorization server opens a journal", async () => {
  await using authorizationServer = await startServer();
  await using server = await startTrusting(authorizationServer);
  const token = await person(authorizationServer, "Kody").token("user:read");
  const { status, body } = await send(server.resource, {
    era: "2026-07-28",
    token,
    method: "tools/call",
    params: { name: "whoami", arguments: {} },
  });
  assert.equal(status, 200);
  assert.deepEqual(body.result.structuredContent.scopes, ["user:read"]);
  assert.equal((await list(server, "unknown")).status, 401);
});

Deno.test("the metadata of an external server is named and mirrored", async () => {
  await using authorizationServer = await startServer();
  await using server = await startTrusting(authorizationServer);
  const read = async (origin: string, document: string) =>
    await (await fetch(`${origin}/.well-known/${document}`)).json();
  const resource = await read(server.url, "oauth-protected-resource/mcp");
  assert.deepEqual(resource.authorization_servers, [authorizationServer.url]);
  const mirrored = await read(server.url, "oauth-authorization-server");
  const original = await read(authorizationServer.url, "oauth-authorization-server");
  assert.deepEqual(mirrored, original);
  assert.equal((await fetch(`${server.url}/oauth/authorize`)).status, 404);
});

Deno.test("a token for another resource is refused, although it is active", async () => {
  await using authorizationServer = await startServer();
  await using server = await startTrusting(authorizationServer, { TOKEN_AUDIENCE: "" });
  const token = await person(authorizationServer, "Kody").token("user:read");
  const { status, headers } = await list(server, token);
  assert.equal(status, 401);
  assert.match(headers.get("www-authenticate")!, /not meant for this resource/);
});

Deno.test("an introspection endpoint in the clear gets neither our credential nor the token", async () => {
  const asked: string[] = [];
  const issuer = "https://id.example";
  const pretend = (input: string | URL | Request) => {
    asked.push(String(input));
    return Promise.resolve(
      Response.json({ issuer, introspection_endpoint: "http://id.example/introspect" }),
    );
  };
  await using server = await startServer({
    fetch: pretend as typeof fetch,
    environment: {
      AUTH_ISSUER: issuer,
      INTROSPECTION_CLIENT_ID: "epicme",
      INTROSPECTION_CLIENT_SECRET: "secret",
    },
  });
  assert.equal((await list(server, "token")).status, 503);
  assert.deepEqual(asked, [`${issuer}/.well-known/oauth-authorization-server`]);
});

Deno.test("while the authorization server is away, cached tokens go on and new ones wait", async () => {
  const authorizationServer = await startServer();
  await using server = await startTrusting(authorizationServer);
  const kody = person(authorizationServer, "Kody");
  const known = await kody.token("user:read");
  const fresh = await kody.token("user:read");
  assert.equal((await list(server, known)).status, 200);
  await authorizationServer[Symbol.asyncDispose]();

  assert.equal((await list(server, known)).status, 200);
  const { status, headers } = await list(server, fresh);
  assert.equal(status, 503);
  assert(Number(headers.get("retry-after")) > 0);
  assert.equal(headers.get("www-authenticate"), null);
});

Deno.test("our own wrong credential is our fault: 503 and a line in the log, not 401", async () => {
  await using authorizationServer = await startServer();
  await using server = await startTrusting(authorizationServer, {
    INTROSPECTION_CLIENT_SECRET: "wrong",
  });
  const token = await person(authorizationServer, "Kody").token("user:read");
  assert.equal((await list(server, token)).status, 503);
  assert.equal(server.log.errors.length, 1);
});

Deno.test("the same subject at two issuers is two people", async () => {
  await using authorizationServer = await startServer();
  await using server = await startTrusting(authorizationServer);
  const kody = person(authorizationServer, "Kody");
  const token = await kody.token("entries:read", "entries:write");
  const create = (at: TestServer) =>
    send(at.resource, {
      era: "2026-07-28",
      token,
      method: "tools/call",
      params: { name: "create_entry", arguments: { title: "Mine", content: "Mine" } },
    });
  await create(authorizationServer);
  await create(server);
  const users = async ({ store }: TestServer) => {
    const found = new Set<string>();
    for await (const { key } of store.read.list({ prefix: ["journal"] })) found.add(String(key[1]));
    return [...found];
  };
  assert.notDeepEqual(await users(authorizationServer), await users(server));
});
