import assert from "node:assert/strict";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

const EVERYDAY = "user:read entries:read entries:write tags:read tags:write";

Deno.test("without a credential the challenge says where to authorize and carries no error", async () => {
  await using server = await startServer();
  for (const era of ERA_NAMES) {
    for (const authorization of [undefined, "Basic a2V5", "just-a-token", "Bearer"]) {
      const { status, headers } = await send(server.resource, {
        era,
        method: "tools/list",
        headers: authorization ? { authorization } : {},
      });
      assert.equal(status, 401);
      assert.equal(
        headers.get("www-authenticate"),
        `Bearer scope="${EVERYDAY}", ` +
          `resource_metadata="${server.url}/.well-known/oauth-protected-resource/mcp"`,
      );
      assert.equal(headers.get("cache-control"), "no-store");
    }
  }
});

Deno.test("a token that is not good is 401 invalid_token before anything is parsed", async () => {
  await using server = await startServer();
  for (const authorization of ["Bearer unknown", "Bearer a, Bearer b", "Bearer {}"]) {
    const { status, headers } = await send(server.resource, {
      era: "2026-07-28",
      method: "tools/list",
      headers: { authorization },
      body: "not even JSON",
    });
    assert.equal(status, 401);
    assert.match(headers.get("www-authenticate")!, /^Bearer error="invalid_token", /);
  }
});

Deno.test("a token in the query string is ignored", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const { status, headers } = await send(`${server.resource}?access_token=${token}`, {
    era: "2026-07-28",
    method: "tools/list",
  });
  assert.equal(status, 401);
  assert.doesNotMatch(headers.get("www-authenticate")!, /error=/);
});

Deno.test("/mcp/ is the same endpoint, without a redirect", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  const { status } = await send(`${server.resource}/`, {
    era: "2026-07-28",
    token,
    method: "tools/list",
  });
  assert.equal(status, 200);
});

Deno.test("GET, HEAD and DELETE are 401 without a token and 405 with one", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token(...EVERYTHING);
  for (const method of ["GET", "HEAD", "DELETE"]) {
    const without = await fetch(server.resource, { method });
    assert.equal(without.status, 401);
    assert.match(without.headers.get("www-authenticate")!, /resource_metadata=/);
    await without.body?.cancel();

    const withToken = await fetch(server.resource, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(withToken.status, 405);
    assert.equal(withToken.headers.get("allow"), "POST, OPTIONS");
    await withToken.body?.cancel();
  }
});

Deno.test("a preflight is answered before the guard, with all that clients send and read", async () => {
  await using server = await startServer();
  const { status, headers } = await fetch(server.resource, {
    method: "OPTIONS",
    headers: {
      origin: "http://localhost:6274",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,mcp-protocol-version",
    },
  });
  assert.equal(status, 204);
  assert.equal(headers.get("access-control-allow-origin"), "*");
  for (const name of ["Authorization", "Mcp-Method", "Mcp-Name", "MCP-Protocol-Version"]) {
    assert(headers.get("access-control-allow-headers")?.split(",").includes(name), name);
  }
});

Deno.test("every status of the endpoint can be read by a web client", async () => {
  await using server = await startServer({ environment: { RATE_LIMIT_PER_MINUTE: "3" } });
  const token = await person(server, "Kody").token("user:read");
  const origin = "http://localhost:6274";
  const call = (change: { token?: string; body?: string; method?: string }) =>
    send(server.resource, {
      era: "2025-11-25",
      method: "tools/list",
      headers: { origin },
      ...change,
    });
  const answers = [
    await call({}),
    await call({ token: "unknown" }),
    await call({ token }),
    await call({ token, body: "{" }),
    await call({ token, body: '{"method":"tools/call","params":{"name":"get_entry"}}' }),
    await call({ token }),
    await call({ token }),
    await call({ token }),
  ];
  assert.deepEqual(answers.map(({ status }) => status), [401, 401, 200, 400, 403, 200, 200, 429]);
  for (const { headers } of answers) {
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.match(headers.get("access-control-expose-headers")!, /WWW-Authenticate/);
  }
  assert(Number(answers[7].headers.get("retry-after")) > 0);
});

Deno.test("one person's flood is slowed down and leaves another person alone", async () => {
  await using server = await startServer({ environment: { RATE_LIMIT_PER_MINUTE: "2" } });
  const flood = await person(server, "Ada").token("user:read");
  const other = await person(server, "Eve").token("user:read");
  const list = (token: string) =>
    send(server.resource, { era: "2026-07-28", token, method: "tools/list" });
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await list(flood)).status);
  assert.deepEqual(statuses, [200, 200, 429, 429]);
  assert.equal((await list(other)).status, 200);
});

Deno.test("a foreign web origin is refused, a loopback one is not while we are on loopback", async () => {
  await using server = await startServer({
    environment: { ALLOWED_ORIGINS: "https://friend.example" },
  });
  const status = async (origin: string) =>
    (await send(server.resource, { era: "2026-07-28", method: "tools/list", headers: { origin } }))
      .status;
  for (const good of [server.url, "http://127.0.0.1:6274", "https://friend.example"]) {
    assert.equal(await status(good), 401, good);
  }
  for (const bad of ["https://evil.example", "null", "http://localhost.evil.example"]) {
    assert.equal(await status(bad), 403, bad);
  }
});

Deno.test("a public server trusts no loopback origin", async () => {
  await using server = await startServer({
    environment: { PUBLIC_URL: "https://journal.example.com" },
  });
  const local = server.local;
  const answer = await send(`${local}/mcp`, {
    era: "2026-07-28",
    method: "tools/list",
    headers: { origin: "http://localhost:6274" },
  });
  assert.equal(answer.status, 403);
});

Deno.test("a public server names its public address whatever the request's host is", async () => {
  await using server = await startServer({
    environment: { PUBLIC_URL: "https://journal.example.com" },
  });
  const { headers } = await send(`${server.local}/mcp`, {
    era: "2026-07-28",
    method: "tools/list",
    headers: { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" },
  });
  assert.match(
    headers.get("www-authenticate")!,
    /"https:\/\/journal\.example\.com\/\.well-known\/oauth-protected-resource\/mcp"/,
  );
});
