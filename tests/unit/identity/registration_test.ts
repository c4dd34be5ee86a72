import assert from "node:assert/strict";
import {
  type Identity,
  openIdentity,
  ORIGIN,
  signedUpBrowser,
  tokensFor,
} from "../../support/servers/identity.ts";
import { CALLBACK, register, token } from "../../support/oauth/oauth.ts";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

let identity: Identity;
let passed = 0;

Deno.test.beforeAll(async () => {
  identity = await openIdentity({ now: () => Date.now() + passed });
});

Deno.test.afterAll(() => identity[Symbol.asyncDispose]());

/** How a client that the server knows is answered differs from one that it has forgotten. */
async function isKnown(client_id: string): Promise<boolean> {
  const form = { grant_type: "refresh_token", refresh_token: "unknown", client_id };
  return (await token(identity, form)).status !== 401;
}

Deno.test("a public client gets no secret and a confidential one does", async () => {
  const { body: open } = await register(identity, { token_endpoint_auth_method: "none" });
  assert.equal(open.client_secret, undefined);
  for (const method of ["client_secret_basic", "client_secret_post"]) {
    const { body } = await register(identity, { token_endpoint_auth_method: method });
    assert.equal(body.token_endpoint_auth_method, method);
    assert.ok(body.client_secret);
  }
});

Deno.test("a web client that does not say how it authenticates gets a secret", async () => {
  const { body } = await register(identity, {
    redirect_uris: ["https://app.example/callback"],
    token_endpoint_auth_method: undefined,
  });
  assert.equal(body.token_endpoint_auth_method, "client_secret_basic");
  assert.ok(body.client_secret);
});

Deno.test("a scheme of the app's own is accepted", async () => {
  const uri = "cursor://anysphere.cursor-mcp/oauth/callback";
  const { status, body } = await register(identity, { redirect_uris: [uri] });
  assert.equal(status, 201);
  assert.equal(body.application_type, "native");
});

Deno.test("dangerous redirect URIs are refused", async () => {
  for (
    const uri of [
      "javascript:alert(1)",
      "JavaScript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "http://192.168.1.2/callback",
      "http://localhost.evil.example/callback",
      "https://app.example/callback#fragment",
      "https://user:secret@app.example/callback",
      "/callback",
      17,
    ]
  ) {
    const { status, body } = await register(identity, { redirect_uris: [uri] });
    assert.equal(status, 400, String(uri));
    assert.equal(body.error, "invalid_redirect_uri");
  }
});

Deno.test("a scheme of a browser or the system is none of the app's own", async () => {
  const schemes = [
    ...["about", "android-app", "blob", "chrome", "chrome-extension", "content", "feed", "intent"],
    ...["itms-services", "jar", "mailto", "ms-msdt", "ms-settings", "search", "search-ms", "sms"],
    ...["tel", "urn", "view-source", "x-apple.systempreferences"],
  ];
  for (const scheme of schemes) {
    const { body } = await register(identity, { redirect_uris: [`${scheme}://callback`] });
    assert.equal(body.error, "invalid_redirect_uri", scheme);
  }
  for (const scheme of ["com.example.app", "vscode", "telegraph", "research", "msteams"]) {
    const { status } = await register(identity, { redirect_uris: [`${scheme}://callback`] });
    assert.equal(status, 201, scheme);
  }
});

Deno.test("a redirect URI that is not ASCII is refused, as it would grow when it is kept", async () => {
  const long = Array.from({ length: 20 }, (_, n) => `${CALLBACK}/${n}/`.padEnd(700, "\u4e00"));
  for (const redirect_uris of [["https://app.example/caf\u00e9"], [`${CALLBACK}/a b`], long]) {
    const { status, body } = await register(identity, { redirect_uris });
    assert.equal(status, 400);
    assert.equal(body.error, "invalid_redirect_uri");
  }
});

Deno.test("a registration without a redirect URI is refused", async () => {
  for (const redirect_uris of [undefined, [], "https://app.example/callback"]) {
    const { body } = await register(identity, { redirect_uris });
    assert.equal(body.error, "invalid_redirect_uri");
  }
});

Deno.test("a way to authenticate that the server does not know is refused", async () => {
  const { status, body } = await register(identity, {
    token_endpoint_auth_method: "private_key_jwt",
  });
  assert.equal(status, 400);
  assert.equal(body.error, "invalid_client_metadata");
});

Deno.test("a body that is no JSON object is refused", async () => {
  for (const body of ["", "[]", "null", "{", '"text"']) {
    const response = await identity.send(
      new Request(`${ORIGIN}/oauth/register`, { method: "POST", body }),
    );
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error, "invalid_client_metadata");
  }
});

Deno.test("a preflight of the machine endpoints is answered for any origin", async () => {
  for (const path of ["register", "token", "revoke"]) {
    const response = await identity.send(
      new Request(`${ORIGIN}/oauth/${path}`, {
        method: "OPTIONS",
        headers: { origin: "http://localhost:6274", "access-control-request-method": "POST" },
      }),
    );
    assert.equal(response.status, 204);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    assert.match(response.headers.get("access-control-allow-headers") ?? "", /Content-Type/);
  }
});

Deno.test("a client that never got a token is forgotten after a day", async () => {
  const { body: { client_id } } = await register(identity);
  passed = 23 * HOUR;
  assert.equal(await isKnown(client_id), true);
  passed = 25 * HOUR;
  assert.equal(await isKnown(client_id), false);
  passed = 0;
});

Deno.test("a client that got a token is forgotten 90 days after its last", async () => {
  const { body: { client_id } } = await register(identity);
  const browser = await signedUpBrowser(identity);
  await tokensFor(identity, browser, { client_id });
  passed = 89 * DAY;
  assert.equal(await isKnown(client_id), true);
  passed = 91 * DAY;
  assert.equal(await isKnown(client_id), false);
  passed = 0;
});

Deno.test("the largest registration that is accepted fits into one value", async () => {
  const redirect_uris = Array.from({ length: 8 }, (_, n) => `${CALLBACK}/${n}`.padEnd(2000, "x"));
  assert.equal((await register(identity, { redirect_uris })).status, 201);
  const further = `${CALLBACK}/`.padEnd(385, "x");
  const { status, body } = await register(identity, { redirect_uris: [...redirect_uris, further] });
  assert.equal(status, 400);
  assert.equal(body.error, "invalid_redirect_uri");
});
