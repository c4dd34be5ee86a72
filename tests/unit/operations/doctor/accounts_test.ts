import assert from "node:assert/strict";
import { openStore } from "../../../../lib/kv/store.ts";
import { ACCOUNTS } from "../../../../lib/identity/storage/keys.ts";
import { patient } from "../../../support/doctor.ts";

Deno.test("the doctor finds a server at which nobody can sign in", async () => {
  await using closed = await patient();
  const environment = { SIGN_UP: "closed" };
  assert.deepEqual((await closed.diagnose(environment)).wrong, [
    "SIGN_UP is closed and nobody has an account: nobody can sign in",
  ]);

  await Deno.mkdir(closed.dataDir, { mode: 0o700 });
  const store = await openStore(`${closed.dataDir}/journal.kv`);
  assert.equal((await closed.diagnose(environment)).wrong.length, 1);
  await store.write.set([...ACCOUNTS, "kody"], {});
  store.close();
  assert.deepEqual((await closed.diagnose(environment)).wrong, []);
});

Deno.test("the doctor notes that strangers can have an account, and asks for no code", async () => {
  await using open = await patient();
  const away = { PUBLIC_URL: "https://journal.invalid" };
  const { notes } = await open.diagnose({ ...away, SIGN_UP: "open" });
  assert(notes.includes("SIGN_UP is open: anybody who finds the server can have an account"));
  const { text, right } = await open.diagnose({ ...away, SIGN_UP: "a-code-of-ours" });
  assert(right.includes("Who has the invitation code can sign up"));
  assert(!text.includes("a-code-of-ours"));
});
