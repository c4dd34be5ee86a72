import assert from "node:assert/strict";
import { browserCookie } from "../../../../lib/identity/login/browser_cookie.ts";

Deno.test("on https the cookie is one that no subdomain and no plain connection can set", () => {
  const cookie = browserCookie("https://journal.example.com");
  const secret = cookie.readOrMake(null);
  const header = cookie.write(secret);
  assert.match(header, /^__Host-epicme_login=[\w-]{43}; /);
  for (const attribute of ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]) {
    assert(header.split("; ").includes(attribute), attribute);
  }
  assert.doesNotMatch(header, /Domain/);
  assert.equal(cookie.read(`a=b; ${header.split(";")[0]}`), secret);
  assert.equal(cookie.read(`epicme_login=${secret}`), undefined);
});

Deno.test("on loopback it works without https; several tabs share it, and nonsense is none", () => {
  const cookie = browserCookie("http://localhost:8000");
  const secret = cookie.readOrMake(undefined);
  const [pair, ...attributes] = cookie.write(secret).split("; ");
  assert.equal(pair, `epicme_login=${secret}`);
  assert(!attributes.includes("Secure"));
  assert.equal(cookie.readOrMake(pair), secret);
  for (const nonsense of ["epicme_login=", "epicme_login=short", `${pair}x`, "", null]) {
    assert.equal(cookie.read(nonsense), undefined);
  }
});
