import assert from "node:assert/strict";
import { listUsers } from "../../../../lib/journal/mod.ts";
import { draft, journalIn, storeFor } from "../helpers.ts";

Deno.test("everybody who has written something is listed once, whatever else is in the database", async () => {
  using store = await storeFor();
  assert.deepEqual(await Array.fromAsync(listUsers(store)), []);
  await store.write.set(["activity", "nobody"], 1);
  await store.write.set(["journal_epoch"], "e");
  await store.write.set(["journals", "nobody"], 1);
  for (const userId of ["b", "a", "ab", "ö", "x".repeat(64), "too long to be kept ".repeat(9)]) {
    for (let n = 0; n < 3; n++) await journalIn(store, { userId }).createEntry(draft());
  }
  const users = await Array.fromAsync(listUsers(store));
  assert.deepEqual(users, ["a", "ab", "b", "x".repeat(64), "ö"]);
});
