import assert from "node:assert/strict";
import { assertTimely, checkIntrospection } from "../../../lib/auth/claims.ts";
import {
  AuthorizationServerUnavailableError,
  InvalidTokenError,
} from "../../../lib/auth/errors.ts";
import { ALL_SCOPES } from "../../../lib/scopes.ts";

const expected = {
  issuer: "https://id.example",
  audience: "https://journal.example/mcp",
  scopes: ALL_SCOPES,
};

function document(changes: Record<string, unknown> = {}) {
  return {
    active: true,
    sub: "kody",
    aud: expected.audience,
    iss: expected.issuer,
    client_id: "client",
    scope: "entries:read tags:read",
    exp: 2_000,
    ...changes,
  };
}

Deno.test("an active token for us becomes claims", () => {
  const claims = checkIntrospection(document(), expected);
  assert.equal(claims.subject, "kody");
  assert.equal(claims.clientId, "client");
  assert.deepEqual([...claims.scopes], ["entries:read", "tags:read"]);
});

Deno.test("the claim habits of other servers are understood", () => {
  assert.deepEqual(
    [...checkIntrospection(document({ scope: undefined, scp: ["tags:read"] }), expected).scopes],
    ["tags:read"],
  );
  assert.equal(
    checkIntrospection(document({ client_id: undefined, azp: "other" }), expected).clientId,
    "other",
  );
  checkIntrospection(document({ aud: ["https://else.example", expected.audience] }), expected);
  checkIntrospection(document({ iss: undefined }), expected);
});

Deno.test("a token that is inactive, foreign, of another kind or nobody's is refused", () => {
  const wrong = [
    { active: false },
    { iss: "https://evil.example" },
    { aud: undefined },
    { aud: "https://journal.example/" },
    { aud: ["https://journal.example/mcp/"] },
    { token_type: "DPoP" },
    { token_use: "refresh_token" },
    { typ: "ID" },
    { typ: "Refresh" },
    { sub: undefined },
    { sub: "" },
  ];
  for (const change of wrong) {
    assert.throws(
      () => checkIntrospection(document(change), expected),
      InvalidTokenError,
      JSON.stringify(change),
    );
  }
});

Deno.test("scopes that are not ours are not taken over, and no scope is no scopes", () => {
  const { scopes } = checkIntrospection(
    document({ scope: "admin entries:read toString" }),
    expected,
  );
  assert.deepEqual([...scopes], ["entries:read"]);
  assert.equal(checkIntrospection(document({ scope: undefined }), expected).scopes.size, 0);
});

Deno.test("a document that is no introspection response blames the server, not the token", () => {
  for (const nonsense of [null, "active", [], {}, { active: "true" }, document({ exp: "soon" })]) {
    assert.throws(
      () => checkIntrospection(nonsense, expected),
      AuthorizationServerUnavailableError,
      JSON.stringify(nonsense),
    );
  }
});

Deno.test("a token works from nbf on, give or take a clock, and ends at exp", () => {
  const claims = checkIntrospection(document({ nbf: 1_000 }), expected);
  assert.throws(() => assertTimely(claims, 994), InvalidTokenError);
  assertTimely(claims, 995);
  assertTimely(claims, 1_999);
  assert.throws(() => assertTimely(claims, 2_000), InvalidTokenError);
});
