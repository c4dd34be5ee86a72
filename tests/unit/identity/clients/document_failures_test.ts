import assert from "node:assert/strict";
import { type Answer, safeFetch } from "../../../../lib/identity/clients/safe_fetch.ts";
import type { LogEvent } from "../../../../lib/identity/mod.ts";
import { authorize, CALLBACK } from "../../../support/oauth/oauth.ts";
import { openIdentity, signedUpBrowser, tokensFor } from "../../../support/servers/identity.ts";

const CLIENT_ID = "https://app.example/client.json";
const DOCUMENT = { client_id: CLIENT_ID, client_name: "An app", redirect_uris: [CALLBACK] };
const PUBLIC = new URL("https://journal.example");

const resolve = () => Promise.resolve(["93.184.215.14"]);

/** What Node.js throws, by its code. */
function networkError(code: string): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error(`it failed: ${code}`), { code }));
}

function answering(body: string, status = 200): typeof fetch {
  const chunks = async function* () {
    yield await Promise.resolve(new TextEncoder().encode(body));
  };
  const headers = new Headers(status < 400 ? {} : { location: "/" });
  const connect = (): Promise<Answer> => Promise.resolve({ status, headers, body: chunks() });
  return safeFetch({ resolve, connect });
}

/** How reading fails, what the log calls it, and what the page says. */
const UNREACHABLE: [what: string, cimdFetch: typeof fetch, problem: string, says: RegExp][] = [
  ["no name server", safeFetch({ resolve: networkError("EAI_AGAIN") }), "host_not_found", /name/],
  ["an unknown name", safeFetch({ resolve: networkError("ENOTFOUND") }), "host_not_found", /name/],
  [
    "nobody there",
    safeFetch({ resolve, connect: networkError("ECONNREFUSED") }),
    "host_unreachable",
    /could not be reached/,
  ],
  [
    "no way there",
    safeFetch({ resolve, connect: networkError("ENETUNREACH") }),
    "host_unreachable",
    /could not be reached/,
  ],
  [
    "a certificate of somebody's own",
    safeFetch({ resolve, connect: networkError("DEPTH_ZERO_SELF_SIGNED_CERT") }),
    "no_secure_connection",
    /No secure connection/,
  ],
  [
    "no TLS",
    safeFetch({ resolve, connect: networkError("ERR_SSL_WRONG_VERSION_NUMBER") }),
    "no_secure_connection",
    /No secure connection/,
  ],
  ["silence", safeFetch({ resolve, connect: never, timeout: 20 }), "too_slow", /took too long/],
  [
    "a private address",
    safeFetch({ resolve: () => Promise.resolve(["10.0.0.1"]) }),
    "address_not_public",
    /special-use address/,
  ],
];

const USELESS: typeof UNREACHABLE = [
  ["a document without end", answering("x".repeat(65 * 1024)), "too_large", /larger than 65536/],
  ["a redirect", answering("", 302), "redirect", /a redirect/],
  ["not found", answering("gone", 404), "status", /answers with 404/],
  ["a broken host", answering("", 503), "status", /answers with 503/],
  ["a web page", answering("<html>"), "invalid", /no JSON/],
  ["no redirect URI", answering("{}"), "invalid", /redirect_uris/],
  [
    "another app",
    answering(JSON.stringify({ ...DOCUMENT, client_id: "https://other.example/" })),
    "invalid",
    /other\.example/,
  ],
  [
    "a secret",
    answering(JSON.stringify({ ...DOCUMENT, client_secret: "hush" })),
    "invalid",
    /secret/,
  ],
];

function never(): Promise<never> {
  return new Promise(() => {});
}

/** Asks for authorization with a document that cannot be read. */
async function ask(cimdFetch: typeof fetch, publicUrl?: URL) {
  const events: LogEvent[] = [];
  let passed = 0;
  const identity = await openIdentity({
    ...(publicUrl ? { publicUrl } : {}),
    clientMetadataDocuments: true,
    cimdFetch,
    now: () => Date.now() + passed,
    log: (event) => events.push(event),
  });
  const { view } = await authorize(identity.browser(), { client_id: CLIENT_ID });
  return {
    events,
    status: view.response?.status,
    html: view.html,
    async isOffered(minutes = 0) {
      passed = minutes * 60_000;
      return (await identity.server.metadata()).client_id_metadata_document_supported === true;
    },
    [Symbol.asyncDispose]: () => identity[Symbol.asyncDispose](),
  };
}

for (const [what, cimdFetch, problem, says] of [...UNREACHABLE, ...USELESS]) {
  Deno.test(`a document that cannot be read for ${what} is told to the person and in the log`, async () => {
    await using asked = await ask(cimdFetch);
    assert.equal(asked.status, 400);
    assert.match(asked.html, /a document at app\.example/);
    assert.match(asked.html, says);
    assert.match(asked.html, /connect again|Try again/);
    assert.doesNotMatch(asked.html, /hush|TypeError|getaddrinfo/);
    assert.equal(asked.events.length, 1, "once for each request");
    const [event] = asked.events;
    assert(event.event === "client_document_not_read");
    assert.deepEqual([event.host, event.problem], ["app.example", problem]);
    assert.match(event.message, says);
  });
}

Deno.test("on this machine, apps register instead for ten minutes after a document was out of reach", async () => {
  for (const [what, cimdFetch] of UNREACHABLE) {
    await using asked = await ask(cimdFetch);
    assert.match(asked.html, /add it again within ten minutes/, what);
    assert.equal(await asked.isOffered(), false, what);
    assert.equal(await asked.isOffered(11), true, what);
  }
});

Deno.test("a document that is there and wrong is no reason to register instead", async () => {
  for (const [what, cimdFetch] of USELESS) {
    await using asked = await ask(cimdFetch);
    assert.equal(await asked.isOffered(), true, what);
    assert.doesNotMatch(asked.html, /ten minutes/, what);
  }
});

Deno.test("a public server offers documents whatever happened to one", async () => {
  await using asked = await ask(UNREACHABLE[0][1], PUBLIC);
  assert.equal(await asked.isOffered(), true);
});

Deno.test("a client that goes on with its last good document leaves documents offered", async () => {
  let passed = 0;
  let isDown = false;
  const events: LogEvent[] = [];
  await using identity = await openIdentity({
    clientMetadataDocuments: true,
    cimdFetch: (...args) =>
      (isDown ? UNREACHABLE[0][1] : answering(JSON.stringify(DOCUMENT)))(...args),
    now: () => Date.now() + passed,
    log: (event) => events.push(event),
  });
  const browser = await signedUpBrowser(identity);
  await tokensFor(identity, browser, { client_id: CLIENT_ID });
  isDown = true;
  passed = 24 * 60 * 60 * 1000;
  const other = await openIdentity({
    store: identity.store,
    clientMetadataDocuments: true,
    cimdFetch: UNREACHABLE[0][1],
    now: () => Date.now() + passed,
    log: (event) => events.push(event),
  });
  const { view } = await authorize(other.browser(), { client_id: CLIENT_ID });
  assert.equal(view.response?.status, 200);
  assert.deepEqual(events.map((event) => "hasCopy" in event && event.hasCopy), [true]);
  assert.equal((await other.server.metadata()).client_id_metadata_document_supported, true);
  await other.server.close();
});
