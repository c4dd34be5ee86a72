import assert from "node:assert/strict";
import { once } from "node:events";
import http2 from "node:http2";
import { freePort } from "../../support/programs/free_port.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("the home page shows how to connect each client to this very server", async () => {
  await using server = await startServer();
  const response = await fetch(server.url);
  const html = (await response.text()).replaceAll("&quot;", '"');
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type")!, /^text\/html/);
  assert(html.includes(`claude mcp add --transport http epicme ${server.resource}`));
  for (const client of ["Claude", "VS Code", "Cursor", "MCP Inspector"]) {
    assert(html.includes(client), client);
  }
  assert(html.includes(JSON.stringify({ name: "epicme", type: "http", url: server.resource })));
});

Deno.test("the metadata documents are at each place where clients look, for every origin", async () => {
  await using server = await startServer();
  const read = async (path: string) => {
    const response = await fetch(`${server.url}/.well-known/${path}`, {
      headers: { origin: "https://any.example" },
    });
    assert.equal(response.status, 200, path);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    assert.match(response.headers.get("content-type")!, /^application\/json/);
    return await response.json();
  };
  const resource = await read("oauth-protected-resource/mcp");
  assert.equal(resource.resource, `${server.url}/mcp`);
  assert.deepEqual(resource.authorization_servers, [server.url]);
  assert.deepEqual(
    resource.scopes_supported,
    ["user:read", "entries:read", "entries:write", "tags:read", "tags:write"],
  );
  assert.deepEqual(await read("oauth-protected-resource"), resource);

  const authorizationServer = await read("oauth-authorization-server");
  assert.equal(authorizationServer.issuer, server.url);
  assert.deepEqual(await read("oauth-authorization-server/mcp"), authorizationServer);
  assert.deepEqual(await read("openid-configuration"), authorizationServer);
});

Deno.test("what is not there is a JSON 404", async () => {
  await using server = await startServer();
  for (const path of ["/.well-known/nothing", "/oauth/nothing", "/mcp/nothing", "/nothing"]) {
    const response = await fetch(server.url + path);
    assert.equal(response.status, 404, path);
    assert.match(response.headers.get("content-type")!, /^application\/json/, path);
    assert.equal((await response.json()).error, "not_found");
  }
});

Deno.test("health says that we answer, readiness names each part we depend on", async () => {
  await using server = await startServer();
  assert.deepEqual(await (await fetch(`${server.url}/health`)).json(), { status: "ok" });
  const ready = await fetch(`${server.url}/ready`);
  assert.equal(ready.status, 200);
  assert.deepEqual(await ready.json(), {
    status: "ok",
    kv: "ok",
    index: "ok",
    authorizationServer: "ok",
  });
});

Deno.test("readiness fails by name when the authorization server is away", async () => {
  await using server = await startServer({
    environment: {
      AUTH_ISSUER: "http://127.0.0.1:1",
      INTROSPECTION_CLIENT_ID: "epicme",
      INTROSPECTION_CLIENT_SECRET: "secret",
    },
  });
  const ready = await fetch(`${server.url}/ready`);
  assert.equal(ready.status, 503);
  assert.deepEqual(await ready.json(), {
    status: "unavailable",
    kv: "ok",
    index: "ok",
    authorizationServer: "unavailable",
  });
});

Deno.test("readiness fails by name when the database is away, with the index or without", async () => {
  const environment = { DATABASE_URL: `postgres://postgres@127.0.0.1:${freePort()}/postgres` };
  for (const index of ["ok", "unavailable"]) {
    await using server = await startServer(index === "ok" ? {} : { environment });
    server.store.read.get = () => Promise.reject(new Error("The database is away"));
    const ready = await fetch(`${server.url}/ready`);
    assert.equal(ready.status, 503);
    assert.deepEqual(await ready.json(), {
      status: "unavailable",
      kv: "unavailable",
      index,
      authorizationServer: "ok",
    });
  }
});

Deno.test("on a loopback address, a foreign Host is refused everywhere (DNS rebinding)", async () => {
  await using server = await startServer();
  for (const path of ["/", "/mcp", "/oauth/authorize", "/.well-known/oauth-protected-resource"]) {
    const status = await statusWithHost(server.url, path, "evil.example");
    assert.equal(status, 403, path);
  }
  assert.equal(await statusWithHost(server.url, "/", "127.0.0.1:9"), 200);
});

Deno.test("over HTTP/2, :authority is the host, and a foreign one is refused", async () => {
  await using server = await startServer();
  const { port, host } = new URL(server.url);
  const asked: [headers: Record<string, string>, status: number][] = [
    [{ ":authority": host }, 200],
    [{ ":authority": `127.0.0.1:${port}` }, 200],
    [{ ":authority": host, host }, 200],
    [{ ":authority": "evil.example" }, 403],
    [{ ":authority": "evil.example", host }, 403],
    [{ ":authority": host, host: "evil.example" }, 403],
  ];
  const session = http2.connect(server.local);
  for (const [headers, wanted] of asked) {
    const request = session.request({ ":path": "/health", ...headers });
    const [answer] = await once(request, "response");
    request.resume();
    await once(request, "close");
    assert.equal(answer[":status"], wanted, JSON.stringify(headers));
  }
  session.close();
  await once(session, "close");
});

/** By hand, because `fetch` does not let a request lie about its host. */
async function statusWithHost(origin: string, path: string, host: string): Promise<number> {
  using connection = await Deno.connect({
    hostname: "127.0.0.1",
    port: Number(new URL(origin).port),
  });
  await connection.write(
    new TextEncoder().encode(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
  );
  const answer = await new Response(connection.readable).text();
  return Number(answer.split(" ")[1]);
}
