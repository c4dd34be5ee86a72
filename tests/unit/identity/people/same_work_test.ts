import assert from "node:assert/strict";
import { Accounts } from "../../../../lib/identity/people/accounts.ts";
import { checkSignIn } from "../../../../lib/identity/people/check_sign_in.ts";
import { openLimits } from "../../../../lib/identity/people/limits.ts";
import { Passkeys } from "../../../../lib/identity/passkeys/passkeys.ts";
import { SignIns } from "../../../../lib/identity/sign_ins/sign_ins.ts";
import { noteSignIn } from "../../../../lib/identity/signing_in/note_sign_in.ts";
import { NOBODY, signInsPrefix } from "../../../../lib/identity/storage/keys.ts";
import { openStore, type Store } from "../../../../lib/kv/store.ts";
import { QUICK_PASSWORDS } from "../../../support/servers/quick_passwords.ts";

/** A store that tells by which operations it was used. */
function counted(plain: Store): { store: Store; work: string[] } {
  const work: string[] = [];
  const noting = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(_, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          work.push(String(name));
          return Reflect.apply(value, target, args);
        };
      },
    });
  return { work, store: { ...plain, read: noting(plain.read), write: noting(plain.write) } };
}

Deno.test("a wrong password is the same work for the database, whether there is such an account", async () => {
  const plain = await openStore(":memory:");
  const now = Date.now;
  const known = new Accounts(plain, { now, passwordCost: QUICK_PASSWORDS });
  await known.open({ email: "kody@example.com", password: "a good long password" });

  async function workOf(email: string): Promise<string[]> {
    const { store, work } = counted(plain);
    const accounts = new Accounts(store, { now, passwordCost: QUICK_PASSWORDS });
    const passkeys = new Passkeys(store, { origin: "https://journal.example", now });
    const signIns = new SignIns(store, now);
    const form = new URLSearchParams({ email, password: "wrong wrong wrong" });
    const checked = await checkSignIn({ form, address: "192.0.2.1" }, {
      ...{ accounts, passkeys, limit: openLimits(plain, now).signIns },
    });
    assert("problem" in checked);
    await noteSignIn(checked, { way: "password", email }, { accounts, signIns });
    await signIns.settled();
    return work;
  }

  const work = await workOf("kody@example.com");
  for (let n = 0; n < 3; n++) assert.deepEqual(await workOf(`nobody${n}@example.com`), work);
  const rows = plain.read.list({ prefix: signInsPrefix(NOBODY, "refused") });
  assert.equal((await Array.fromAsync(rows)).length, 1, "and there are no more to read");
  assert(work.includes("atomic"), work.join());
  plain.close();
});
