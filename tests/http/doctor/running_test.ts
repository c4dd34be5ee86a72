import assert from "node:assert/strict";
import { patient } from "../../support/doctor.ts";
import { type ProxyHabits, startProxy } from "../../support/servers/proxy.ts";
import { startServer } from "../../support/servers/server.ts";

/** What the doctor says of a server that runs, behind a proxy of these habits. */
async function behind(habits: ProxyHabits, environment: Record<string, string> = {}) {
  let serverPort = 0;
  // The name of a server must be known before its port is.
  await using proxy = startProxy(() => serverPort, habits);
  const names = { PUBLIC_URL: proxy.origin, ...environment };
  await using server = await startServer({ environment: names });
  serverPort = Number(new URL(server.local).port);
  await using asked = await patient({ port: serverPort });
  return await asked.diagnose(names);
}

Deno.test("the doctor finds nothing wrong with a server that runs without a proxy", async () => {
  await using server = await startServer();
  await using asked = await patient({ port: Number(new URL(server.local).port) });
  const { wrong, right } = await asked.diagnose();
  assert.deepEqual(wrong, []);
  assert(right.some((says) => says.includes("leads to the server that runs")));
  assert(right.includes("Access tokens arrive, and clients are told where to sign in"));
});

Deno.test("the doctor finds nothing wrong with a server that runs behind a proxy it trusts", async () => {
  const { wrong, notes } = await behind({}, { TRUST_PROXY: "on" });
  assert.deepEqual(wrong, []);
  assert.match(notes.join(), /whether the proxy tells addresses of clients was not looked at/);
});

Deno.test("the doctor finds trust that does not fit the way to a running server", async () => {
  assert.match((await behind({})).wrong.join(), /There is a proxy and TRUST_PROXY is off/);
  await using server = await startServer({ environment: { TRUST_PROXY: "on" } });
  await using asked = await patient({ port: Number(new URL(server.local).port) });
  const { wrong } = await asked.diagnose({ TRUST_PROXY: "on" });
  assert.match(wrong.join(), /TRUST_PROXY is on and no proxy is there/);
});

Deno.test("the doctor finds a running server that has another name", async () => {
  await using server = await startServer();
  await using asked = await patient({ port: Number(new URL(server.local).port) });
  const { wrong } = await asked.diagnose({ PUBLIC_URL: "https://journal.example.com" });
  assert.match(wrong.join(), /calls itself http:\/\/localhost:\d+\/mcp, not https:\/\/journal/);
});

Deno.test("the doctor finds another program at the port", async () => {
  await using other = startProxy(9, { instead: () => new Response("Hello") });
  await using asked = await patient({ port: other.port });
  assert.match((await asked.diagnose()).wrong.join(), /Something else than this server listens/);
});

Deno.test("the doctor finds a program at the port that answers nothing", async () => {
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  await using asked = await patient({ port: silent.addr.port });
  assert.match((await asked.diagnose()).wrong.join(), /Something else than this server listens/);
});

Deno.test("the doctor finds a proxy that loses a header on the way to or from a running server", async () => {
  const trusted = { TRUST_PROXY: "on" };
  const lost = await behind({ request: (headers) => headers.delete("authorization") }, trusted);
  assert.deepEqual(lost.wrong, ["The Authorization header does not arrive here"]);
  const mute = await behind({ answer: (headers) => headers.delete("www-authenticate") }, trusted);
  assert.deepEqual(mute.wrong, ["The proxy takes WWW-Authenticate from answers"]);
});

Deno.test("the doctor finds that the address of a running server leads to another one", async () => {
  const metadata = { resource: "https://other.example/mcp" };
  const { wrong } = await behind({ instead: () => Response.json(metadata) }, { TRUST_PROXY: "on" });
  assert.match(wrong.join(), /leads to a server that calls itself https:\/\/other\.example\/mcp/);
  const page = await behind({ instead: () => new Response("<html>") }, { TRUST_PROXY: "on" });
  assert.match(page.wrong.join(), /does not lead to this server/);
});
