import assert from "node:assert/strict";
import { ConflictError, LIMITS } from "../../../lib/journal/mod.ts";
import { inTurn } from "../../../lib/turns.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { draft, dump, journalIn, listAll, refuses, storeFor } from "../../unit/journal/helpers.ts";

const TWENTY = Array.from({ length: 20 }, (_, n) => n);

Deno.test("of concurrent updates of one version exactly one wins", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  const outcomes = await Promise.allSettled(
    TWENTY.map((n) => journal.updateEntry(id, { title: `By ${n}` }, { ifVersion: 1 })),
  );
  const [winner, ...others] = outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" ? outcome.value : []
  );
  assert.equal(others.length, 0);
  assert.ok(outcomes.every(({ status }, n) => status === "fulfilled" || isConflict(outcomes[n])));
  assert.deepEqual(await journal.getEntry(id), winner);
});

Deno.test("concurrent updates without a version all happen, one after the other", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  await journal.createTag({ name: "0" });
  const updates = TWENTY.map((n) =>
    n % 2 === 0
      ? journal.updateEntry(id, { title: `By ${n}` })
      : journal.createTag({ name: `${n}` }).then(() => journal.addTagToEntry(id, `${n}`))
  );
  const versions = (await Promise.all(updates)).map(({ version }) => version);
  assert.deepEqual(versions.sort((a, b) => a - b), TWENTY.map((n) => n + 2));
  assert.equal((await journal.getEntry(id)).tags.length, 10);
});

Deno.test("writers of one process wait for each other instead of trying again", async () => {
  using store = await storeFor();
  const { id } = await journalIn(store).createEntry(draft());
  let commits = 0;
  const write = {
    commitVersionstamp: () => store.write.commitVersionstamp(),
    atomic: () => (commits++, store.write.atomic()),
  };
  const counted = { ...store, write: write as unknown as Deno.Kv };
  await Promise.all(TWENTY.map(() => journalIn(counted).updateEntry(id, { title: "Mine" })));
  assert.equal(commits, 20);
});

Deno.test("two writing handles on one file neither lose nor tear anything", async () => {
  using store = await storeFor("file");
  const second = await openStore(store.path);
  try {
    const { id } = await journalIn(store).createEntry(draft());
    await Promise.all(TWENTY.map(async (n) => {
      const journal = journalIn(n % 2 === 0 ? store : second);
      await journal.updateEntry(id, { title: `By ${n}` });
      await journal.createEntry(draft({ tags: [`t${n % 5}`], createMissingTags: true }));
    }));
    const journal = journalIn(store);
    assert.equal((await journal.getEntry(id)).version, 21);
    assert.equal((await listAll(journal)).length, 21);
    assert.deepEqual((await journal.listTags()).map((tag) => tag.entryCount), [4, 4, 4, 4, 4]);
  } finally {
    second.close();
  }
});

Deno.test("concurrent creates with one idempotency key make one entry", async () => {
  using store = await storeFor("file");
  const second = await openStore(store.path);
  try {
    const entries = await Promise.all(TWENTY.map((n) => {
      const journal = journalIn(n % 2 === 0 ? store : second);
      return journal.createEntry(draft({ idempotencyKey: "k" }));
    }));
    for (const entry of entries) assert.deepEqual(entry, entries[0]);
    assert.equal((await listAll(journalIn(store))).length, 1);
  } finally {
    second.close();
  }
});

Deno.test("an idempotency key finds its entry as it is now", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ idempotencyKey: "k" }));
  const updated = await journal.updateEntry(id, { title: "Later" });
  const before = await dump(store);
  assert.deepEqual(await journal.createEntry(draft({ idempotencyKey: "k" })), updated);
  assert.deepEqual(await dump(store), before);
  assert.notEqual((await journal.createEntry(draft({ idempotencyKey: "K" }))).id, id);
});

Deno.test("of concurrent creates of one tag name exactly one wins", async () => {
  using store = await storeFor("file");
  const second = await openStore(store.path);
  try {
    const outcomes = await Promise.allSettled(TWENTY.map((n) => {
      const journal = journalIn(n % 2 === 0 ? store : second);
      return journal.createTag({ name: n % 3 === 0 ? "HOME" : "home" });
    }));
    assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
    assert.equal(outcomes.filter(isConflict).length, 19);
    assert.equal((await journalIn(store).listTags()).length, 1);
  } finally {
    second.close();
  }
});

Deno.test("a long entry that is read while it changes is never a mixture", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  const contents = ["a".repeat(LIMITS.contentBytes), "b".repeat(130_000), "c"];
  const { id } = await journal.createEntry(draft({ content: contents[0] }));
  let isWriting = true;
  const writing = (async () => {
    for (const n of TWENTY) await journal.updateEntry(id, { content: contents[n % 3] });
    isWriting = false;
  })();
  while (isWriting) assert.ok(contents.includes((await journal.getEntry(id)).content));
  await writing;
});

Deno.test("a writer that never gets through gives up with an error", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft());
  const before = await dump(store);
  const write = { ...fakeCommit({ ok: false }), commitVersionstamp: () => Symbol() };
  const losing = journalIn({ ...store, write: write as unknown as Deno.Kv });
  await refuses(losing.updateEntry(id, { title: "New" }), ["busy", /too many writers/]);
  assert.deepEqual(await dump(store), before);
});

Deno.test("turns are taken in order, whatever becomes of those before", async () => {
  const scope = {};
  const order: number[] = [];
  const gate = Promise.withResolvers<void>();
  const turns = [0, 1, 2].map((n) =>
    inTurn({ scope, name: "ada" }, async () => {
      if (n === 0) await gate.promise;
      order.push(n);
      if (n === 1) throw new Error("Mine");
    })
  );
  await inTurn({ scope, name: "eve" }, () => Promise.resolve(order.push(9)));
  gate.resolve();
  const outcomes = await Promise.allSettled(turns);
  assert.deepEqual(order, [9, 0, 1, 2]);
  assert.deepEqual(outcomes.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
});

function isConflict(outcome: PromiseSettledResult<unknown>): boolean {
  return outcome.status === "rejected" && outcome.reason instanceof ConflictError;
}

/** A write handle whose every commit ends with `outcome`. */
function fakeCommit(outcome: { ok: false }) {
  const operation: Record<string, unknown> = { commit: () => Promise.resolve(outcome) };
  for (const name of ["check", "set", "delete", "sum"]) operation[name] = () => operation;
  return { atomic: () => operation };
}
