import assert from "node:assert/strict";
import { openIdentity, signedUpBrowser } from "../support/identity.ts";
import { authorize, exchange } from "../support/oauth.ts";

const CLIENT_ID = "https://app.example/client.json";
const DOCUMENT = {
  client_id: CLIENT_ID,
  client_name: "An app with a document",
  redirect_uris: ["http://localhost/callback"],
  grant_types: ["authorization_code", "urn:example:unknown"],
};

function publish(document: unknown, init?: ResponseInit) {
  const asked: string[] = [];
  const cimdFetch: typeof fetch = (input) => {
    asked.push(String(input));
    return Promise.resolve(Response.json(document, init));
  };
  return { asked, cimdFetch };
}

Deno.test("a client is known by the document at its id", async () => {
  const { asked, cimdFetch } = publish(DOCUMENT);
  await using identity = await openIdentity({ clientMetadataDocuments: true, cimdFetch });
  assert.equal((await identity.server.metadata()).client_id_metadata_document_supported, true);
  const browser = await signedUpBrowser(identity);
  const redirect_uri = "http://localhost:49152/callback";
  const request = await authorize(browser, { client_id: CLIENT_ID, redirect_uri });
  assert.match(request.view.html, /An app with a document/);
  assert.match(request.view.html, /<code>app\.example<\/code>/);
  assert.match(request.view.html, /<code>localhost:49152<\/code>/);

  const view = await browser.submit(request.view, { press: "allow" });
  const { status, body } = await exchange(identity, { ...request, view }, { client_id: CLIENT_ID });
  assert.equal(status, 200);
  const judged = await identity.server.introspect(body.access_token);
  assert.equal(judged.client_id, CLIENT_ID);
  assert.deepEqual(asked, [CLIENT_ID], "the document is read once and remembered");
});

Deno.test("a document that is wrong makes no client", async () => {
  const wrong: [string, unknown, ResponseInit?][] = [
    ["another id", { ...DOCUMENT, client_id: "https://other.example/client.json" }],
    ["a plain http redirect", { ...DOCUMENT, redirect_uris: ["http://app.example/callback"] }],
    ["a script as redirect", { ...DOCUMENT, redirect_uris: ["javascript:alert(1)"] }],
    ["a secret", { ...DOCUMENT, client_secret: "secret" }],
    ["a shared secret", { ...DOCUMENT, token_endpoint_auth_method: "client_secret_basic" }],
    ["no object", [DOCUMENT]],
    ["nothing", null],
    ["an error status", DOCUMENT, { status: 404 }],
  ];
  for (const [what, document, init] of wrong) {
    const { cimdFetch } = publish(document, init);
    await using identity = await openIdentity({ clientMetadataDocuments: true, cimdFetch });
    const { view } = await authorize(identity.browser(), {
      client_id: CLIENT_ID,
      redirect_uri: "http://localhost/callback",
    });
    assert.equal(view.response?.status, 400, what);
  }
});

Deno.test("a server that has documents turned off neither offers nor reads them", async () => {
  const { asked, cimdFetch } = publish(DOCUMENT);
  await using identity = await openIdentity({ clientMetadataDocuments: false, cimdFetch });
  assert.equal((await identity.server.metadata()).client_id_metadata_document_supported, undefined);
  const { view } = await authorize(identity.browser(), { client_id: CLIENT_ID });
  assert.equal(view.response?.status, 400);
  assert.deepEqual(asked, []);
});
