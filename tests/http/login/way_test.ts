import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { secondInstance } from "../../support/people/account.ts";
import { heading, submitTo } from "../../support/people/login.ts";
import { startFaultProvider } from "../../support/servers/fault_provider.ts";
import { startServer } from "../../support/servers/server.ts";
import { answerOf, signIn } from "./at_provider.ts";

const MINUTE = 60;

Deno.test("our secret goes to no endpoint by plain http, wherever the metadata point", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  // It would be reached, and is none of the addresses that count as this machine.
  const asked: string[] = [];
  await using elsewhere = Deno.serve(
    { hostname: "127.0.0.2", port: 0, onListen() {} },
    ({ url }) => {
      asked.push(url);
      return new Response();
    },
  );
  const { hostname, port } = elsewhere.addr;
  provider.faults = { metadata: { token_endpoint: `http://${hostname}:${port}/token` } };
  assert.equal(heading(await signIn(server, provider)), "Example Inc. does not answer");
  assert.match(JSON.stringify(server.log.errors), /login_failed.*unreachable/);
  assert.deepEqual(asked, []);
});

Deno.test("a secret that is refused as Basic is sent in the body, where the provider lists both", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  const methods = ["client_secret_basic", "client_secret_post"];
  provider.faults = {
    metadata: { token_endpoint_auth_methods_supported: methods },
    takesPostOnly: true,
  };
  for (const requests of [2, 1]) {
    provider.paths.length = 0;
    assert.equal(heading(await signIn(server, provider)), "Your account");
    assert.equal(provider.paths.filter((path) => path === "/token").length, requests);
  }
});

Deno.test("keys that were changed a while ago are read anew", async () => {
  await using provider = await startFaultProvider();
  let passed = 0;
  await using server = await startServer({
    environment: provider.environment,
    now: () => Date.now() + passed,
  });
  assert.equal(heading(await signIn(server, provider)), "Your account");
  await provider.rotateKeys();
  assert.equal(heading(await signIn(server, provider)), "Example Inc. has changed its keys");
  passed = 61 * MINUTE * 1000;
  assert.equal(heading(await signIn(server, provider)), "Your account");
});

Deno.test("an answer counts once, in the browser in which it began, for ten minutes", async () => {
  await using provider = await startFaultProvider();
  let passed = 0;
  await using server = await startServer({
    environment: provider.environment,
    now: () => Date.now() + passed,
  });
  const eve = new Browser(server.url);
  const answer = await answerOf(eve, provider);
  const victim = new Browser(server.url);
  for (const browser of [victim, new Browser(server.url)]) {
    await answerOf(browser, provider);
    assert.equal(heading(await browser.go(answer)), "This took too long", "not in this browser");
    assert.equal(heading(await browser.go("/account")), "Sign in");
  }
  assert.equal(heading(await eve.go(answer)), "Your account");
  assert.equal(heading(await eve.go(answer)), "This took too long", "used up");
  const late = await answerOf(victim, provider);
  passed = 11 * MINUTE * 1000;
  assert.equal(heading(await victim.go(late)), "This took too long", "too late");
});

Deno.test("of two answers at once one signs in", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  const browser = new Browser(server.url);
  const answer = await answerOf(browser, provider);
  const pages = await Promise.all([browser.go(answer), browser.go(answer)]);
  assert.deepEqual(pages.map(heading).sort(), ["This took too long", "Your account"]);
});

Deno.test("another website begins no sign-in", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const forged = await new Browser(server.url).go("/account/login", { method: "POST", headers });
  assert.equal(forged.response?.status, 403);
  assert.deepEqual(provider.paths, []);
});

Deno.test("the request has PKCE, state, nonce and our one redirect URI", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  await signIn(server, provider);
  const { asked } = provider;
  assert.equal(asked.get("redirect_uri"), `${server.url}/account/login/callback`);
  assert.equal(asked.get("code_challenge_method"), "S256");
  assert.equal(asked.get("response_type"), "code");
  assert.equal(asked.get("scope"), "openid email profile");
  for (const name of ["code_challenge", "state", "nonce"]) assert(asked.get(name)!.length >= 43);
});

Deno.test("a document of the provider that has no end is not read to it", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  provider.faults = { metadata: { padding: "x".repeat(300 * 1024) } };
  const browser = new Browser(server.url);
  const page = await submitTo(browser, await browser.go("/account"), { path: "/login" });
  assert.equal(heading(page), "Example Inc. does not answer");
});

Deno.test("a way that one instance has begun ends at another, once for both", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: provider.environment });
  await using second = await secondInstance(server, { environment: provider.environment });
  const { origin } = new URL(second.resource);
  let there = false;
  const browser = new Browser(server.url, (request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(there ? new Request(`${origin}${pathname}${search}`, request) : request);
  });
  const answer = await answerOf(browser, provider);
  there = true;
  assert.equal(heading(await browser.go(answer)), "Your account");
  there = false;
  assert.equal(heading(await browser.go("/account")), "Your account");
  assert.equal(heading(await browser.go(answer)), "This took too long");
});
