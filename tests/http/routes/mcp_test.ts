import assert from "node:assert/strict";
import { person } from "../../support/people/person.ts";
import { send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("one person's flood is slowed down and leaves another person alone", async () => {
  await using server = await startServer({ environment: { RATE_LIMIT_PER_MINUTE: "2" } });
  const flood = await person(server, "Ada").token("user:read");
  const other = await person(server, "Eve").token("user:read");
  const list = (token: string) =>
    send(server.resource, { era: "2026-07-28", token, method: "tools/list" });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await list(flood)).status);
  const { status, headers } = await list(flood);
  assert.deepEqual([...statuses, status], [200, 200, 429, 429]);
  assert(Number(headers.get("retry-after")) > 0);
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
