import assert from "node:assert/strict";
import { Accounts } from "../../../../lib/identity/people/accounts.ts";
import { openResets } from "../../../../lib/identity/people/resets.ts";
import { openStore } from "../../../../lib/kv/store.ts";
import { QUICK_PASSWORDS } from "../../../support/servers/quick_passwords.ts";
import { accountOf } from "../../../support/people/person.ts";

const now = Date.now;

async function withAccount() {
  const store = await openStore(":memory:");
  const accounts = new Accounts(store, { now, passwordCost: QUICK_PASSWORDS });
  const { account } = (await accounts.open(accountOf("Ada")))!;
  const resets = openResets({ store, now, passwordCost: QUICK_PASSWORDS });
  return {
    store,
    make: (by: "mail" | "operator") => resets.make(account.subject, by),
    works: async (secret: string) => await resets.find(secret) !== undefined,
    [Symbol.dispose]: () => store.close(),
  };
}

Deno.test("of several links to a new password that are made at once, one works", async () => {
  for (const by of ["mail", "operator"] as const) {
    using ada = await withAccount();
    const links = await Promise.all(Array.from({ length: 8 }, () => ada.make(by)));
    const working = await Promise.all(links.map(ada.works));
    assert.equal(working.filter(Boolean).length, 1, by);
    const last = await ada.make(by);
    assert.deepEqual(await Promise.all([...links, last].map(ada.works)), [
      ...links.map(() => false),
      true,
    ]);
    const rows = await Array.fromAsync(ada.store.read.list({ prefix: ["identity"] }));
    const kept = rows.filter(({ key }) => key.includes("Reset"));
    assert.equal(kept.length, 2, "the record and the row of its account");
  }
});

Deno.test("a link by mail leaves that of whoever runs the server, which ends all", async () => {
  using ada = await withAccount();
  const [operators, mail] = [await ada.make("operator"), await ada.make("mail")];
  assert.deepEqual([await ada.works(operators), await ada.works(mail)], [true, true]);
  const next = await ada.make("operator");
  assert.deepEqual([await ada.works(operators), await ada.works(mail)], [false, false]);
  assert(await ada.works(next));
});
