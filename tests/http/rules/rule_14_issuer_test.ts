import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { askForConsent, connect, targetOf } from "../../support/people/connection.ts";
import { authorize, CALLBACK, exchange, register } from "../../support/oauth/oauth.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("Rule 14: the issuer is the same bytes wherever it is named", async () => {
  await using server = await startServer();
  const read = async (document: string) =>
    await (await fetch(`${server.url}/.well-known/${document}`)).json();
  const { issuer } = await read("oauth-authorization-server");
  assert.equal(issuer, server.url);
  const { authorization_servers } = await read("oauth-protected-resource/mcp");
  assert.deepEqual(authorization_servers, [issuer]);

  const target = targetOf(server);
  const parameters = { scope: "openid user:read" };
  const { browser, client_id, authorization, tokens } = await connect(target, { parameters });
  const allowed = authorization.view.url;
  assert(allowed.searchParams.has("code"));
  const consent = await askForConsent(browser, { client_id });
  const denied = (await browser.submit(consent.view, { press: "deny" })).url;
  assert.equal(denied.searchParams.get("error"), "access_denied");
  const failures = {
    unsupported_response_type: { response_type: "token" },
    invalid_request: { code_challenge: undefined, code_challenge_method: undefined },
    invalid_target: { resource: "https://other.example/mcp" },
    login_required: { prompt: "none" },
  };
  const failed = [];
  for (const [error, change] of Object.entries(failures)) {
    const { view } = await authorize(new Browser(server.url), { client_id, ...change });
    assert.equal(answered(view.url).get("error"), error);
    failed.push(view.url);
  }
  for (const url of [allowed, denied, ...failed]) {
    assert(url.href.startsWith(CALLBACK), url.href);
    assert.equal(answered(url).get("iss"), issuer, url.href);
  }
  const [, payload] = tokens.id_token.split(".");
  const bytes = Uint8Array.fromBase64(payload, { alphabet: "base64url" });
  assert.equal(JSON.parse(new TextDecoder().decode(bytes)).iss, issuer);
});

/** What a redirect says; for a `response_type` of old it says it in the fragment. */
function answered({ search, hash }: URL): URLSearchParams {
  return new URLSearchParams(search || hash.slice(1));
}

Deno.test("Rule 14: PKCE with S256 is listed alone", async () => {
  await using server = await startServer();
  const response = await fetch(`${server.url}/.well-known/oauth-authorization-server`);
  const metadata = await response.json();
  assert.deepEqual(metadata.code_challenge_methods_supported, ["S256"]);
  assert.equal(metadata.authorization_response_iss_parameter_supported, true);
});

Deno.test("Rule 14: a request without PKCE, or with plain, is refused", async () => {
  await using server = await startServer();
  const secret = { token_endpoint_auth_method: "client_secret_basic" };
  for (const metadata of [{}, secret]) {
    const { body: { client_id } } = await register(targetOf(server), metadata);
    for (
      const change of [
        { code_challenge: undefined, code_challenge_method: undefined },
        { code_challenge: undefined },
        { code_challenge_method: undefined },
        { code_challenge_method: "plain" },
        { code_challenge_method: "s256" },
        { code_challenge: "short" },
      ]
    ) {
      const { view } = await authorize(new Browser(server.url), { client_id, ...change });
      assert.equal(view.url.searchParams.get("error"), "invalid_request", JSON.stringify(change));
      assert.equal(view.url.searchParams.has("code"), false);
    }
  }
});

Deno.test("Rule 14: a code without its verifier, or with another one, is worth nothing", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const { body: { client_id } } = await register(target);
  const browser = new Browser(server.url);
  for (const code_verifier of ["", "x".repeat(43)]) {
    const request = await askForConsent(browser, { client_id });
    const view = await browser.submit(request.view, { press: "allow" });
    const { status, body } = await exchange(target, { ...request, view }, {
      client_id,
      code_verifier,
    });
    assert.deepEqual([status, body.error], [400, "invalid_grant"]);
  }
});
