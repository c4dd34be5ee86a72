import assert from "node:assert/strict";
import {
  changePasskeys,
  erasePasskeys,
} from "../../../../lib/identity/passkeys/stored_passkeys.ts";
import { passkeyOwnerKey } from "../../../../lib/identity/storage/keys.ts";
import { openStore } from "../../../../lib/kv/store.ts";

const SUBJECT = "a person";

Deno.test("a passkey that is added while all are erased leaves nothing behind", async () => {
  const store = await openStore(":memory:");
  const add = (id: string) =>
    changePasskeys(store, SUBJECT, (row) => ({
      ...row,
      passkeys: [...row.passkeys, {
        ...{ id, publicKey: new Uint8Array(1), counter: 0, name: "A passkey", addedAt: 0 },
      }],
    }));
  await add("one");
  let reads = 0;
  const write = new Proxy(store.write, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== "get") return typeof value === "function" ? value.bind(target) : value;
      return async (key: Deno.KvKey) => {
        const entry = await target.get(key);
        if (reads++ === 0) await add("two");
        return entry;
      };
    },
  });
  await erasePasskeys({ ...store, write }, SUBJECT);
  assert.deepEqual(await Array.fromAsync(store.read.list({ prefix: [] })), []);
  assert.equal((await store.read.get(passkeyOwnerKey("two"))).value, null);
  store.close();
});
