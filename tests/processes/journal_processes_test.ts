import assert from "node:assert/strict";
import { openStore } from "../../lib/kv/store.ts";
import { draft, journalIn, listAll, listAllRevisions, storeFor } from "../unit/journal/helpers.ts";

const WRITES = 60;

Deno.test("two processes that write the same journal at once lose nothing", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  const shared = await journal.createEntry(draft());
  await journal.createTag({ name: "ours" });
  const children = ["one", "two"].map((name) => {
    const args = ["run", "-A", "--unstable-kv", import.meta.filename!, store.path, name, shared.id];
    return new Deno.Command(Deno.execPath(), { args, stdout: "piped" }).output();
  });
  await write({ path: store.path, name: "zero", sharedId: shared.id });
  for (const { success, stdout } of await Promise.all(children)) {
    assert.ok(success);
    assert.equal(new TextDecoder().decode(stdout), `${WRITES} acknowledged\n`);
  }
  assert.equal((await journal.getEntry(shared.id)).version, 1 + 3 * WRITES);
  const versions = (await listAllRevisions(journal, shared.id)).map(({ version }) => version);
  assert.deepEqual(versions, Array.from({ length: 3 * WRITES }, (_, n) => 3 * WRITES - n));
  const entries = await listAll(journal, { tag: "ours", limit: 100 });
  const titles = entries.map(({ title }) => title).sort();
  const wanted = ["zero", "one", "two"].flatMap((name) =>
    Array.from({ length: WRITES }, (_, n) => `${name} ${n}`)
  );
  assert.deepEqual(titles, [...wanted, "once"].sort());
  assert.deepEqual((await journal.listTags()).map((tag) => tag.entryCount), [3 * WRITES + 1]);
});

/** What each process does: entries of its own, one entry of all, and one that all want to make. */
async function write(
  { path, name, sharedId }: { path: string; name: string; sharedId: string },
): Promise<void> {
  const store = await openStore(path);
  const journal = journalIn(store);
  await journal.createEntry(draft({ title: "once", idempotencyKey: "once", tags: ["ours"] }));
  for (let n = 0; n < WRITES; n++) {
    await journal.createEntry(draft({ title: `${name} ${n}`, tags: ["OURS"] }));
    await journal.updateEntry(sharedId, { title: `${name} ${n}` });
  }
  store.close();
}

if (import.meta.main) {
  const [path, name, sharedId] = Deno.args;
  await write({ path, name, sharedId });
  console.log(`${WRITES} acknowledged`);
}
