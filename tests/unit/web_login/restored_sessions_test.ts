import assert from "node:assert/strict";
import { openStore } from "../../../lib/kv/store.ts";
import { restore } from "../../../lib/operations/mod.ts";
import { openWebSessions } from "../../../lib/web_login/sessions.ts";

Deno.test("a session at /journal that was in a backup has ended once it is put back", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-" });
  const now = Date.now;
  const backup = `${dataDir}/backup.kv`;
  const store = await openStore(backup);
  const secret = await openWebSessions({ store, now }).begin({ subject: "ada" });
  store.close();

  const { ended } = await restore({ dataDir }, backup);
  const restored = await openStore(`${dataDir}/journal.kv`);
  const sessions = openWebSessions({ store: restored, now });
  assert.equal(await sessions.find(secret), undefined);
  assert.equal(await sessions.endAll("ada"), 0, "nor does anything lead to it");
  assert.equal(ended, 1);
  restored.close();
  await Deno.remove(dataDir, { recursive: true });
});
