import assert from "node:assert/strict";
import { openLoopbackProxy } from "../../lib/identity/provider/loopback_proxy.ts";
import type { Provider } from "../../lib/identity/storage/oidc_provider.ts";
import { type AuthorizationServer, openAuthorizationServer } from "../../lib/identity/mod.ts";
import { openStore } from "../../lib/kv/store.ts";
import { Browser } from "../../scripts/browser/browser.ts";
import { PERSON } from "../support/servers/identity.ts";
import { authorize, exchange, register } from "../support/oauth/oauth.ts";
import { start } from "../support/programs/program.ts";

/** Stands in for oidc-provider: answers with the headers that it was asked with. */
const ECHO = {
  callback: () =>
  (
    request: { headers: unknown; socket: { localPort: number } },
    response: { end(text: string): void },
  ) => response.end(JSON.stringify([request.socket.localPort, request.headers])),
} as unknown as Provider;

Deno.test("headers about the origin are ours, whatever came in", async () => {
  const proxy = openLoopbackProxy(ECHO, new URL("https://journal.example"));
  const request = new Request("http://localhost/oauth/token", {
    headers: {
      forwarded: "for=evil",
      "x-forwarded-for": "203.0.113.9",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "http",
      "x-real-ip": "203.0.113.9",
      accept: "application/json",
    },
  });
  const [, headers] = await (await proxy.send(request, { clientAddress: "192.0.2.1" })).json();
  assert.equal(headers["x-forwarded-for"], "192.0.2.1");
  assert.equal(headers["x-forwarded-host"], "journal.example");
  assert.equal(headers["x-forwarded-proto"], "https");
  assert.equal(headers.forwarded, undefined);
  assert.equal(headers["x-real-ip"], undefined);
  assert.equal(headers.accept, "application/json");
  await proxy.close();
});

Deno.test("another program on this machine is not answered", async () => {
  const proxy = openLoopbackProxy(ECHO, new URL("https://journal.example"));
  const request = new Request("http://localhost/");
  const [port] = await (await proxy.send(request, { clientAddress: "192.0.2.1" })).json();
  for (const headers of [{}, { "x-epicme-proxy": "guess" }] as Record<string, string>[]) {
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers });
    assert.equal(response.status, 403);
    await response.body?.cancel();
  }
  await proxy.close();
});

Deno.test("a proxy named in the environment sees nothing", async () => {
  const program = new URL("proxy_once.ts", import.meta.url).pathname;
  const names = ["HTTP_PROXY", "http_proxy", "ALL_PROXY"];
  const env = Object.fromEntries(names.map((name) => [name, "http://127.0.0.1:9"]));
  await using proxy = start(Deno.execPath(), ["run", "-A", "--no-check", program], { env });
  await proxy.says(/answered 200/);
});

Deno.test("the whole flow works over HTTP", async () => {
  const store = await openStore(":memory:");
  const opened = Promise.withResolvers<AuthorizationServer>();
  const http = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async (request, { remoteAddr }) => (await opened.promise).handle(request, remoteAddr.hostname),
  );
  const origin = `http://127.0.0.1:${http.addr.port}`;
  const server = await openAuthorizationServer(store, {
    publicUrl: new URL(origin),
    resource: `${origin}/mcp`,
    signUp: { policy: "open" },
    clientMetadataDocuments: false,
  });
  opened.resolve(server);

  const target = { origin, send: fetch };
  const browser = new Browser(origin);
  const { body: { client_id } } = await register(target);
  const request = await authorize(browser, { client_id });
  const signUp = await browser.go(`${request.view.url.pathname}/sign-up`);
  const consent = await browser.submit(signUp, { fill: PERSON });
  const view = await browser.submit(consent, { press: "allow" });
  const { body } = await exchange(target, { ...request, view }, { client_id });
  assert.equal((await server.introspect(body.access_token)).active, true);

  await http.shutdown();
  await server.close();
  store.close();
});
