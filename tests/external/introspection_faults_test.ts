import assert from "node:assert/strict";
import { type Fault, startFaultServer, trusting } from "../support/servers/fault_server.ts";
import { send } from "../support/clients/rpc.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

const json = { "content-type": "application/json" };

const FAULTS: Record<string, Fault> = {
  "answers 500": () => new Response("Internal Server Error", { status: 500 }),
  "answers 401, because our credential is wrong": () =>
    Response.json({ error: "invalid_client" }, {
      status: 401,
      headers: { "www-authenticate": "Basic" },
    }),
  "answers 403": () => Response.json({ error: "access_denied" }, { status: 403 }),
  "answers a web page": () =>
    new Response("<!doctype html><p>Sign in", { headers: { "content-type": "text/html" } }),
  "answers half a JSON document": () => new Response('{"active": tr', { headers: json }),
  "answers JSON that is no object": () => Response.json([true]),
  "answers active as a string": () => Response.json({ active: "true", sub: "x" }),
  "answers exp as a string": () => Response.json({ active: true, sub: "x", exp: "tomorrow" }),
  "answers no active": () => Response.json({ sub: "x", scope: "entries:read" }),
  "answers without end": () =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)),
      }),
      { headers: json },
    ),
  "redirects to where anybody could listen": () =>
    new Response(null, { status: 307, headers: { location: "http://127.0.0.1:1/introspect" } }),
  "hangs": ({ signal }) =>
    new Promise((resolve) => signal.addEventListener("abort", () => resolve(new Response()))),
};

function list(server: TestServer, token: string) {
  return send(server.resource, { era: "2025-11-25", token, method: "tools/list" });
}

for (const [what, fault] of Object.entries(FAULTS)) {
  Deno.test(
    `a server that ${what} is 503 to the client, until it is well again`,
    async () => {
      await using authorizationServer = startFaultServer();
      authorizationServer.claims = { aud: "urn:epicme" };
      await using server = await startServer({ environment: trusting(authorizationServer) });
      assert.equal((await list(server, "known")).status, 200);

      authorizationServer.fault = fault;
      const { status, headers } = await list(server, "fresh");
      assert.equal(status, 503);
      assert(Number(headers.get("retry-after")) > 0);
      assert.equal(headers.get("www-authenticate"), null);
      assert.equal(headers.get("access-control-allow-origin"), "*");
      assert.equal(server.log.errors.length, 1, "the operator is told");
      assert.equal((await list(server, "known")).status, 200, "what is cached goes on");

      authorizationServer.fault = undefined;
      assert.equal((await list(server, "fresh")).status, 200, "recovery needs no restart");
    },
  );
}

Deno.test("a connection that is refused or reset is 503 to the client", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const resetting = (async () => {
    for await (const connection of listener) connection.close();
  })();
  const environment = {
    INTROSPECTION_CLIENT_ID: "epicme",
    INTROSPECTION_CLIENT_SECRET: "secret",
  };
  for (const port of [1, listener.addr.port]) {
    await using server = await startServer({
      environment: { ...environment, AUTH_ISSUER: `http://127.0.0.1:${port}` },
    });
    assert.equal((await list(server, "fresh")).status, 503);
  }
  listener.close();
  await resetting;
});

Deno.test("a thousand concurrent requests with one cold token make one introspection", async () => {
  await using authorizationServer = startFaultServer();
  authorizationServer.claims = { aud: "urn:epicme" };
  const environment = { ...trusting(authorizationServer), RATE_LIMIT_PER_MINUTE: "100000" };
  await using server = await startServer({ environment });
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => list(server, "cold")));
  assert(answers.every(({ status }) => status === 200));
  assert.equal(authorizationServer.asked, 1);
});

Deno.test("a thousand bad tokens reach the authorization server a few at a time, and once each", async () => {
  await using authorizationServer = startFaultServer();
  await using server = await startServer({ environment: trusting(authorizationServer) });
  const flood = async () => {
    const tokens = Array.from({ length: 1_000 }, (_, n) => `bad${n % 500}`);
    return await Promise.all(tokens.map(async (token) => (await list(server, token)).status));
  };
  const statuses = new Set([...await flood(), ...await flood()]);
  assert.deepEqual([...statuses], [401]);
  assert.equal(authorizationServer.asked, 500);
  assert(authorizationServer.mostAtOnce <= 32, `${authorizationServer.mostAtOnce} at once`);
});

Deno.test("with the cache turned off, every request is introspected", async () => {
  await using authorizationServer = startFaultServer();
  authorizationServer.claims = { aud: "urn:epicme" };
  const environment = { ...trusting(authorizationServer), INTROSPECTION_CACHE_SECONDS: "0" };
  await using server = await startServer({ environment });
  await list(server, "token");
  await list(server, "token");
  assert.equal(authorizationServer.asked, 2);
});
