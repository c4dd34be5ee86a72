import assert from "node:assert/strict";
import { openIdentity, ORIGIN, signedUpBrowser } from "../../support/servers/identity.ts";
import { authorize, register } from "../../support/oauth/oauth.ts";
import { rawRequest } from "../../support/clients/raw_request.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("one network can open so many authorization pages a minute", async () => {
  let passed = 0;
  await using identity = await openIdentity({ now: () => Date.now() + passed });
  const browser = identity.browser();
  const ask = async () => (await browser.go("/oauth/authorize?client_id=unknown")).response;
  for (let asked = 0; asked < 120; asked++) assert.equal((await ask())?.status, 400);
  const refused = await ask();
  assert.equal(refused?.status, 429);
  assert(Number(refused?.headers.get("retry-after")) > 0);
  assert.match(refused?.headers.get("content-type") ?? "", /^text\/html/);

  const elsewhere = new Request(`${ORIGIN}/oauth/authorize?client_id=unknown`);
  const { status, body } = await identity.server.handle(elsewhere, "198.51.100.1");
  await body?.cancel();
  assert.equal(status, 400);
  passed = 61_000;
  assert.equal((await ask())?.status, 400);
});

Deno.test("a client id or a state that is too long is refused with a page", async () => {
  const asked: string[] = [];
  const cimdFetch: typeof fetch = (input) => {
    asked.push(String(input));
    return Promise.reject(new TypeError("nobody is there"));
  };
  await using identity = await openIdentity({ clientMetadataDocuments: true, cimdFetch });
  const { body: { client_id } } = await register(identity);
  const browser = identity.browser();
  const longId = "https://app.example/".padEnd(501, "x");
  for (const parameters of [{ client_id: longId }, { client_id, state: "x".repeat(2001) }]) {
    const { view } = await authorize(browser, parameters);
    assert.equal(view.response?.status, 400);
    assert.match(view.html, /has (501|2001) characters, expected at most (500|2000)\./);
  }
  assert.deepEqual(asked, []);
  const { view } = await authorize(browser, { client_id, state: "x".repeat(2000) });
  assert.match(view.html, /name="password"/);
});

Deno.test("a method that no page of a browser answers is a 405", async () => {
  await using identity = await openIdentity();
  const cases: [string, string[]][] = [
    ["/oauth/authorize", ["DELETE", "HEAD", "POST"]],
    ["/oauth/authorize/x", ["DELETE", "HEAD", "POST", "PURGE"]],
    ["/oauth/interaction/x", ["DELETE", "PUT", "PURGE"]],
  ];
  for (const [path, methods] of cases) {
    for (const method of methods) {
      const { status, headers, body } = await identity.send(
        new Request(ORIGIN + path, { method }),
      );
      await body?.cancel();
      assert.equal(status, 405, `${method} ${path}`);
      assert.match(headers.get("allow") ?? "", /GET/);
    }
  }
});

Deno.test("a method that fetch would not send is a 405 too, and no fault of ours", async () => {
  await using server = await startServer();
  for (const path of ["/oauth/authorize", "/oauth/authorize/x", "/oauth/interaction/x"]) {
    for (const method of ["TRACE", "TRACK"]) {
      assert.equal((await rawRequest(server.local, { method, path })).status, 405, path);
    }
  }
  assert.deepEqual(server.log.errors, []);
});

Deno.test("an error leads to no website that the person has not connected", async () => {
  await using identity = await openIdentity();
  const redirect_uri = "https://app.example/callback";
  const { body: { client_id } } = await register(identity, { redirect_uris: [redirect_uri] });
  const browser = await signedUpBrowser(identity);
  const errors = { prompt: "none", code_challenge: undefined, resource: "https://other.example/" };
  for (const [name, value] of Object.entries(errors)) {
    const { view } = await authorize(browser, { client_id, redirect_uri, [name]: value });
    assert.equal(view.url.origin, ORIGIN, name);
    assert.equal(view.response?.status, 400, name);
    assert.match(view.html, /This app cannot connect/);
  }

  const asked = await authorize(browser, { client_id, redirect_uri });
  const denied = await browser.submit(asked.view, { press: "deny" });
  assert.equal(denied.url.searchParams.get("error"), "access_denied");

  const allowed = await authorize(browser, { client_id, redirect_uri });
  await browser.submit(allowed.view, { press: "allow" });
  const { view } = await authorize(browser, { client_id, redirect_uri, code_challenge: undefined });
  assert.equal(view.url.searchParams.get("error"), "invalid_request");
});

Deno.test("an error reaches an app on the person's own machine, connected or not", async () => {
  await using identity = await openIdentity();
  const { body: { client_id } } = await register(identity);
  const { view } = await authorize(identity.browser(), { client_id, prompt: "none" });
  assert.equal(view.url.searchParams.get("error"), "login_required");
});
