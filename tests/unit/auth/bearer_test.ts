import assert from "node:assert/strict";
import { readBearerToken } from "../../../lib/auth/bearer.ts";
import { InvalidTokenError } from "../../../lib/auth/errors.ts";

function read(...values: string[]): string | undefined {
  const headers = new Headers();
  for (const value of values) headers.append("authorization", value);
  return readBearerToken(headers);
}

Deno.test("a bearer token is read whatever the case of its scheme", () => {
  assert.equal(read("Bearer abc-._~+/=="), "abc-._~+/==");
  assert.equal(read("bearer abc"), "abc");
  assert.equal(read("BEARER  abc"), "abc");
});

Deno.test("no header, another scheme and a bare token are no bearer credential", () => {
  assert.equal(read(), undefined);
  assert.equal(read("Basic abc"), undefined);
  assert.equal(read("abc"), undefined);
  assert.equal(read("Bearer"), undefined);
  assert.equal(read("Bearer "), undefined);
});

Deno.test("what no token can look like is refused", () => {
  for (const value of ["Bearer a b", "Bearer a,b", 'Bearer "abc"', "Bearer äöü", "Bearer a=b"]) {
    assert.throws(() => read(value), InvalidTokenError, value);
  }
});
