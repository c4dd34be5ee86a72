import assert from "node:assert/strict";
import { personOf } from "../../../../lib/identity/login/person.ts";

const ADA = { issuer: "https://id.example.com", subject: "248289761001" };

Deno.test("an address counts as the person's own only if the provider says so", () => {
  const verified = (email_verified: unknown) => {
    const person = personOf(ADA, { email: "Ada@Example.com", email_verified });
    assert.equal(person.email, "ada@example.com");
    return { own: person.verifiedEmail, isDenied: person.isUnverified };
  };
  const own = { own: "ada@example.com", isDenied: false };
  assert.deepEqual(verified(true), own);
  assert.deepEqual(verified("true"), own, "Cognito says it as text");
  for (const no of [false, "false", 1, "yes", null]) {
    assert.deepEqual(verified(no), { own: undefined, isDenied: true });
  }
  assert.deepEqual(verified(undefined), { own: undefined, isDenied: false }, "silence is no word");
});

Deno.test("what is no address is none, verified or not", () => {
  for (
    const email of [
      "ada",
      "a@b@c",
      "ada @example.com",
      "",
      5,
      ["ada@example.com"],
      `${"a".repeat(250)}@b.co`,
    ]
  ) {
    const person = personOf(ADA, { email, email_verified: true });
    assert.equal(person.email, undefined);
    assert.equal(person.verifiedEmail, undefined);
  }
});

Deno.test("a name is one line of text, or what the person is called there", () => {
  assert.equal(personOf(ADA, { name: " Ada\u202e\n Lovelace " }).name, "Ada Lovelace");
  assert.equal(personOf(ADA, { preferred_username: "ada" }).name, "ada");
  assert.equal(personOf(ADA, { name: { first: "Ada" } }).name, undefined);
});

Deno.test("groups are read where providers put them, and nothing else is one", () => {
  const groupsOf = (claims: Record<string, unknown>) => personOf(ADA, claims).groups;
  assert.deepEqual(groupsOf({ groups: ["writers", 5, null] }), ["writers"]);
  assert.deepEqual(groupsOf({ groups: "writers" }), ["writers"]);
  assert.deepEqual(groupsOf({ groups_direct: ["company/writers"] }), ["company/writers"]);
  assert.deepEqual(groupsOf({ "cognito:groups": ["writers"] }), ["writers"]);
  assert.deepEqual(groupsOf({ roles: ["writers"] }), []);
});
