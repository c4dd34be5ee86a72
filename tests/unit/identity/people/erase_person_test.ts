import assert from "node:assert/strict";
import { erasePerson } from "../../../../lib/identity/people/erase_person.ts";
import { openInvitations } from "../../../../lib/identity/people/invitations.ts";
import { openStore } from "../../../../lib/kv/store.ts";

Deno.test("invitations for the address of somebody who is erased go with them", async () => {
  const store = await openStore(":memory:");
  let at = Date.parse("2026-11-30T12:00:00Z");
  const invitations = openInvitations({ store, now: () => at });
  const theirs = await invitations.make({ days: 7, email: "Ada@Example.com" });
  const anybodys = await invitations.make({ days: 7 });
  const bens = await invitations.make({ days: 7, email: "ben@example.com" });
  const since = at += 1_000;
  at += 1_000;
  const later = await invitations.make({ days: 7, email: "ada@example.com" });

  const person = { subject: "ada", email: "ada@example.com", since };
  assert.equal(await erasePerson(store, person), 1);
  const found = await Promise.all(
    [theirs, anybodys, bens, later].map((secret) => invitations.find(secret)),
  );
  assert.deepEqual(
    found.map((invitation) => invitation !== undefined),
    [false, true, true, true],
    "one that was made since is for whoever has the address now",
  );
  assert.equal(await erasePerson(store, { subject: "ada", since }), 0, "without an address, none");
  store.close();
});
