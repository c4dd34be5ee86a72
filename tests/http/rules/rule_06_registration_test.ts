import assert from "node:assert/strict";
import { connect, targetOf } from "../../support/people/connection.ts";
import { authorize, register, token } from "../../support/oauth/oauth.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const HOUR_MS = 60 * 60 * 1000;

async function metadata({ url }: TestServer) {
  return await (await fetch(`${url}/.well-known/oauth-authorization-server`)).json();
}

Deno.test("Rule 6: metadata documents and dynamic registration are both advertised", async () => {
  await using server = await startServer();
  const { client_id_metadata_document_supported, registration_endpoint } = await metadata(server);
  assert.equal(client_id_metadata_document_supported, true);
  assert.equal(registration_endpoint, `${server.url}/oauth/register`);
});

Deno.test("Rule 6: metadata documents that are turned off are neither advertised nor read", async () => {
  await using server = await startServer({ environment: { CIMD: "off" } });
  assert.notEqual((await metadata(server)).client_id_metadata_document_supported, true);
  const client_id = "https://app.example/client.json";
  const { view } = await authorize(new Browser(server.url), { client_id });
  assert.equal(view.response?.status, 400);
  assert.match(view.html, /invalid_client/);
});

Deno.test("Rule 6: a client registers dynamically and is connected", async () => {
  await using server = await startServer();
  const target = targetOf(server);
  const { status, body, headers } = await register(target);
  assert.equal(status, 201);
  assert.equal(headers.get("cache-control"), "no-store");
  const { tokens } = await connect(target, { client_id: body.client_id });
  assert.equal(tokens.token_type, "Bearer");
});

Deno.test("Rule 6: an unknown client is 401 invalid_client at the token endpoint", async () => {
  await using server = await startServer();
  for (const client_id of ["forgotten", "http://127.0.0.1/client.json"]) {
    for (const grant_type of ["authorization_code", "refresh_token"]) {
      const { status, body } = await token(targetOf(server), {
        grant_type,
        client_id,
        refresh_token: "x",
        code: "x",
        code_verifier: "x".repeat(43),
        redirect_uri: "http://127.0.0.1/",
      });
      assert.equal(status, 401, `${client_id} ${grant_type}`);
      assert.equal(body.error, "invalid_client");
    }
  }
});

Deno.test("Rule 6: a client that never got a token is forgotten, one that did is not", async () => {
  let passed = 0;
  await using server = await startServer({ now: () => Date.now() + passed });
  const target = targetOf(server);
  const { body: { client_id: unused } } = await register(target);
  const { client_id: used } = await connect(target);
  const refused = async (client_id: string) => {
    const form = { grant_type: "refresh_token", client_id, refresh_token: "x" };
    const { status, body } = await token(target, form);
    return `${status} ${body.error}`;
  };
  passed = 23 * HOUR_MS;
  assert.equal(await refused(unused), "400 invalid_grant");
  passed = 25 * HOUR_MS;
  assert.equal(await refused(unused), "401 invalid_client");
  assert.equal(await refused(used), "400 invalid_grant");
});
