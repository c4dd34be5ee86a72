import assert from "node:assert/strict";
import { type AllowRule, isAllowed, parseAllowRule } from "../../lib/login_allow.ts";

function rules(...texts: string[]): AllowRule[] {
  return texts.map((text) => parseAllowRule(text) ?? assert.fail(`${text} is no rule`));
}

/** Somebody with a verified address and groups. */
function person(verifiedEmail?: string, ...groups: string[]) {
  return { verifiedEmail, groups };
}

Deno.test("a rule is an address, a domain, a group or everybody, and nothing else is one", () => {
  assert.deepEqual(rules("Ada@Example.com", "@Example.com", "group:Writers", "*"), [
    { kind: "address", address: "ada@example.com" },
    { kind: "domain", domain: "example.com" },
    { kind: "group", group: "Writers" },
    { kind: "everybody" },
  ]);
  for (const text of ["example.com", "@", "group:", "a@b@c", "ada @example.com", ""]) {
    assert.equal(parseAllowRule(text), undefined, text);
  }
});

Deno.test("an address and a domain are whole ones, in any case", () => {
  const allowed = rules("@example.com", "eve@other.example");
  assert(isAllowed(allowed, person("Ada@EXAMPLE.com")));
  assert(isAllowed(allowed, person("eve@other.example")));
  for (
    const address of [
      "ada@sub.example.com",
      "ada@notexample.com",
      "ada@example.com.evil.example",
      "ada@evil.example@other.example",
      "adam@other.example",
      undefined,
    ]
  ) {
    assert.equal(isAllowed(allowed, person(address)), false, String(address));
  }
});

Deno.test("a group is compared byte for byte", () => {
  assert(isAllowed(rules("group:writers"), person(undefined, "staff", "writers")));
  assert.equal(isAllowed(rules("group:writers"), person(undefined, "Writers")), false);
  assert.equal(isAllowed(rules("group:writers"), person("writers@example.com")), false);
});
