import assert from "node:assert/strict";
import { openIdentity, signedUpBrowser, tokensFor } from "../../support/servers/identity.ts";
import { authorize, CALLBACK, exchange, register, token } from "../../support/oauth/oauth.ts";

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

Deno.test("an id of more than 500 characters is not looked at, wherever it comes", async () => {
  const { asked, cimdFetch } = publish(DOCUMENT);
  await using identity = await openIdentity({ clientMetadataDocuments: true, cimdFetch });
  for (const length of [500, 501]) {
    const client_id = `${CLIENT_ID}/`.padEnd(length, "x");
    const { status } = await token(identity, { grant_type: "refresh_token", client_id });
    assert(status >= 400 && status < 500);
  }
  assert.deepEqual(asked.map(({ length }) => length), [500]);
});

const DAY = 24 * 60 * 60 * 1000;

/** A client with tokens, and a server on the same store that was started while its host is down. */
async function afterRestart(
  answer: typeof fetch,
  { passed, withTokens = true }: { passed: number; withTokens?: boolean },
) {
  const client_id = CLIENT_ID;
  const document = { ...DOCUMENT, redirect_uris: [CALLBACK] };
  const location = await Deno.makeTempFile();
  const before = await openIdentity({
    location,
    clientMetadataDocuments: true,
    cimdFetch: publish(document).cimdFetch,
  });
  const browser = await signedUpBrowser(before);
  const { refresh_token } = withTokens
    ? await tokensFor(before, browser, { client_id })
    : (await authorize(browser, { client_id }), { refresh_token: "none" });
  await before[Symbol.asyncDispose]();
  const after = await openIdentity({
    location,
    clientMetadataDocuments: true,
    cimdFetch: answer,
    now: () => Date.now() + passed,
  });
  return {
    refresh: () => token(after, { grant_type: "refresh_token", client_id, refresh_token }),
    authorize: async () => (await authorize(after.browser(), { client_id })).view,
    async [Symbol.asyncDispose]() {
      await after[Symbol.asyncDispose]();
      await Deno.remove(location);
    },
  };
}

const unreachable: typeof fetch = () => Promise.reject(new TypeError("nobody is there"));
const failing: typeof fetch = () => Promise.resolve(new Response("broken", { status: 503 }));
const withdrawn: typeof fetch = () => Promise.resolve(new Response("gone", { status: 410 }));

Deno.test("a client whose host is down goes on with the last good document", async () => {
  for (const host of [unreachable, failing]) {
    await using restarted = await afterRestart(host, { passed: 29 * DAY });
    assert.equal((await restarted.refresh()).status, 200);
  }
});

Deno.test("a document that is a month old counts no longer, and a withdrawn one never", async () => {
  const cases = [[unreachable, 30 * DAY], [withdrawn, 0]] as const;
  for (const [host, passed] of cases) {
    await using restarted = await afterRestart(host, { passed });
    assert.equal((await restarted.refresh()).body.error, "invalid_client");
  }
});

Deno.test("the document of a client without tokens is forgotten after a day", async () => {
  const withTokens = false;
  await using soon = await afterRestart(unreachable, { passed: DAY - 60_000, withTokens });
  assert.match((await soon.authorize()).html, /name="password"/);
  await using late = await afterRestart(unreachable, { passed: DAY, withTokens });
  assert.equal((await late.authorize()).response?.status, 400);
});

Deno.test("a website's app that answers on this device comes with a warning", async () => {
  const { cimdFetch } = publish({
    ...DOCUMENT,
    redirect_uris: [...DOCUMENT.redirect_uris, "https://app.example/callback"],
  });
  await using identity = await openIdentity({ clientMetadataDocuments: true, cimdFetch });
  const browser = await signedUpBrowser(identity);
  const ask = async (redirect_uri: string, client_id = CLIENT_ID) =>
    (await authorize(browser, { client_id, redirect_uri })).view.html.replace(/\s+/g, " ");
  const warning = /any program here could call itself “An app with a document”/;
  assert.match(await ask("http://localhost:49152/callback"), warning);
  assert.doesNotMatch(await ask("https://app.example/callback"), /class="alert"/);

  const claims = { client_name: "Cursor", client_uri: "https://cursor.example" };
  const claiming = await register(identity, claims);
  assert.match(await ask(CALLBACK, claiming.body.client_id), /could call itself “Cursor”/);
  const plain = await register(identity);
  assert.doesNotMatch(await ask(CALLBACK, plain.body.client_id), /class="alert"/);
});
