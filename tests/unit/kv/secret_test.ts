import assert from "node:assert/strict";
import { openSecret } from "../../../lib/kv/secret.ts";
import { openStore } from "../../../lib/kv/store.ts";

Deno.test("a secret is made once, and all instances have the same", async () => {
  const store = await openStore(":memory:");
  try {
    const secrets = await Promise.all([1, 2, 3].map(() => openSecret(store, ["secret", "x"])));
    const later = await openSecret(store, ["secret", "x"]);
    for (const secret of secrets) assert.deepEqual(secret, later);
    assert.equal(later.length, 32);
    assert.notDeepEqual(await openSecret(store, ["secret", "y"]), later);
  } finally {
    store.close();
  }
});
