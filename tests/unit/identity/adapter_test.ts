import assert from "node:assert/strict";
import { KvAdapter } from "../../../lib/identity/provider/adapter.ts";
import { recordKey, revokedKey } from "../../../lib/identity/storage/keys.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";

let store: Store;

/** A test with a database of its own, which other files of the same module do not open, too. */
function storeTest(name: string, fn: () => Promise<void>): void {
  Deno.test(name, async () => {
    store = await openStore(":memory:");
    try {
      await fn();
    } finally {
      store.close();
    }
  });
}

function adapter(model: string): KvAdapter {
  return new KvAdapter(store, model, Date.now);
}

/** How many there are, but for the stamp that tells of revocations. */
async function rows(): Promise<number> {
  const all = await Array.fromAsync(store.read.list({ prefix: ["identity"] }));
  return all.filter(({ key }) => String(key) !== String(revokedKey())).length;
}

storeTest("a record comes back with the id that is not stored", async () => {
  await adapter("AccessToken").upsert("secret id", { jti: "secret id", scope: "tags:read" }, 60);
  assert.deepEqual(await adapter("AccessToken").find("secret id"), {
    jti: "secret id",
    scope: "tags:read",
  });
  const stored = await store.read.get(recordKey("AccessToken", "secret id"));
  assert.doesNotMatch(Deno.inspect(stored, { depth: 9 }), /secret id/);
});

storeTest("models do not see each other's records", async () => {
  await adapter("AccessToken").upsert("x", { scope: "tags:read" }, 60);
  assert.equal(await adapter("RefreshToken").find("x"), undefined);
});

storeTest("a revoked grant leaves no row behind", async () => {
  await adapter("Grant").upsert("g", { accountId: "a" }, 60);
  await adapter("AccessToken").upsert("t", { grantId: "g" }, 60);
  await adapter("AuthorizationCode").upsert("c", { grantId: "g" }, 60);
  await adapter("RefreshToken").upsert("r", { grantId: "g" }, 60);
  await adapter("AccessToken").revokeByGrantId("g");
  for (
    const [model, id] of [["AccessToken", "t"], ["AuthorizationCode", "c"], ["RefreshToken", "r"]]
  ) {
    assert.equal(await adapter(model).find(id), undefined, model);
  }
  await adapter("Grant").destroy("g");
  assert.equal(await rows(), 0);
});

storeTest("no refresh token is saved under a grant that is revoked", async () => {
  const saving = adapter("RefreshToken").upsert("r", { grantId: "gone" }, 60);
  await assert.rejects(saving, { error: "invalid_grant" });
  assert.equal(await rows(), 0);
});

storeTest("a session is found by its uid, without its id, until it is destroyed", async () => {
  await adapter("Session").upsert("cookie", { jti: "cookie", uid: "u", accountId: "a" }, 60);
  assert.deepEqual(await adapter("Session").findByUid("u"), { uid: "u", accountId: "a" });
  await adapter("Session").destroy("cookie");
  assert.equal(await adapter("Session").findByUid("u"), undefined);
  assert.equal(await rows(), 0);
});

storeTest(
  "a session remembers its fifty newest clients, so that it fits into one value",
  async () => {
    const ids = Array.from(
      { length: 1000 },
      (_, n) => `https://app-${n}.example/${"x".repeat(100)}`,
    );
    const authorizations = Object.fromEntries(ids.map((id) => [id, { grantId: "g".repeat(43) }]));
    await adapter("Session").upsert("s", { uid: "u", authorizations }, 60);
    const kept = Object.keys((await adapter("Session").find("s"))?.authorizations ?? {});
    assert.deepEqual(kept, ids.slice(-50));
  },
);

storeTest("consuming what is not there is refused", async () => {
  await assert.rejects(adapter("AuthorizationCode").consume("nothing"), { error: "invalid_grant" });
});

storeTest("a session forgets clients that were only looked at, whatever their ids", async () => {
  const looked = Array.from({ length: 1000 }, (_, n) => [`${"x".repeat(7000)}${n}`, {}]);
  const authorizations = Object.fromEntries([["connected", { grantId: "g" }], ...looked]);
  await adapter("Session").upsert("s", { uid: "u", authorizations }, 60);
  const session = await adapter("Session").find("s");
  assert.deepEqual(session?.authorizations, { connected: { grantId: "g" } });
});
