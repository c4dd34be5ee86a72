import assert from "node:assert/strict";
import { ALL_SCOPES } from "../../../lib/scopes.ts";
import { openIdentity, ORIGIN } from "../../support/servers/identity.ts";

Deno.test("the metadata says what the server does", async () => {
  await using identity = await openIdentity();
  const metadata = await identity.server.metadata();
  assert.equal(metadata.issuer, ORIGIN);
  assert.equal(identity.server.issuer, ORIGIN);
  assert.deepEqual(metadata.scopes_supported, [...ALL_SCOPES, "offline_access", "openid"]);
  assert.deepEqual(metadata.response_types_supported, ["code"]);
  assert.deepEqual(metadata.grant_types_supported, ["authorization_code", "refresh_token"]);
  assert.deepEqual(metadata.code_challenge_methods_supported, ["S256"]);
  assert.equal(metadata.authorization_response_iss_parameter_supported, true);
  assert.deepEqual(metadata.token_endpoint_auth_methods_supported, [
    "none",
    "client_secret_basic",
    "client_secret_post",
  ]);
  assert.notEqual(metadata.client_id_metadata_document_supported, true);
  for (
    const endpoint of ["authorization", "token", "registration", "introspection", "revocation"]
  ) {
    const address = String(metadata[`${endpoint}_endpoint`]);
    assert.ok(address.startsWith(`${ORIGIN}/oauth/`), address);
    const response = await identity.send(new Request(address));
    await response.body?.cancel();
    assert.notEqual(response.status, 404, address);
  }
});

Deno.test("the issuer is the plain origin, whatever path the public URL has", async () => {
  const publicUrl = new URL("https://journal.example/ignored/");
  await using identity = await openIdentity({ publicUrl });
  assert.equal(identity.server.issuer, "https://journal.example");
  assert.equal((await identity.server.metadata()).issuer, "https://journal.example");
});
