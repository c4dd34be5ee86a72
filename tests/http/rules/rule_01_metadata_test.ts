import assert from "node:assert/strict";
import { startServer } from "../../support/servers/server.ts";

/** Where clients look for each document. */
const PLACES = {
  "protected-resource": ["oauth-protected-resource/mcp", "oauth-protected-resource"],
  "authorization-server": [
    "oauth-authorization-server",
    "oauth-authorization-server/mcp",
    "openid-configuration",
  ],
};

/** Where clients look as well, and where nothing is. */
const NOTHING = [
  "",
  "nothing",
  "openid-configuration/mcp",
  "oauth-protected-resource/other",
  "oauth-authorization-server/other",
  "mcp.json",
];

async function read(origin: string, path: string) {
  const response = await fetch(`${origin}/.well-known/${path}`, { redirect: "manual" });
  assert.match(response.headers.get("content-type") ?? "", /^application\/json\b/, path);
  assert.equal(response.headers.get("www-authenticate"), null, path);
  return { status: response.status, document: await response.json() };
}

for (const [what, places] of Object.entries(PLACES)) {
  Deno.test(`Rule 1: the ${what} metadata is the same JSON at each of its places`, async () => {
    await using server = await startServer();
    const first = await read(server.url, places[0]);
    assert.equal(first.status, 200);
    for (const place of places) assert.deepEqual(await read(server.url, place), first, place);
  });
}

Deno.test("Rule 1: the two documents are what their specifications require", async () => {
  await using server = await startServer();
  const { document: resource } = await read(server.url, "oauth-protected-resource/mcp");
  assert.equal(typeof resource.resource, "string");
  assert.deepEqual(resource.bearer_methods_supported, ["header"]);
  assert.equal(resource.authorization_servers.length, 1);
  const { document: issuer } = await read(server.url, "oauth-authorization-server");
  for (const endpoint of ["authorization", "token", "registration", "introspection", "jwks"]) {
    const address = issuer[`${endpoint}_endpoint`] ?? issuer[`${endpoint}_uri`];
    assert(URL.canParse(address), endpoint);
  }
});

Deno.test("Rule 1: an unknown well-known address is a JSON 404, neither a page nor a 401", async () => {
  await using server = await startServer();
  for (const path of NOTHING) {
    const { status, document } = await read(server.url, path);
    assert.equal(status, 404, path);
    assert.equal(document.error, "not_found", path);
  }
});
