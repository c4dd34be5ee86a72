import assert from "node:assert/strict";
import { BeingErasedError, eraseJournal, erasureKey } from "../../../../lib/journal/mod.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import { journalSnapshot } from "../../../support/journal/snapshot.ts";
import { draft, journalIn, storeFor } from "../helpers.ts";

const USER = "ada";

Deno.test("while a user is erased every write is refused and writes nothing", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ tags: ["a"], createMissingTags: true }));
  const trashed = await journal.createEntry(draft());
  await journal.updateEntry(id, { title: "Newer" });
  await journal.trashEntry(trashed.id);
  const [{ id: tag }] = await journal.listTags();
  const [{ id: revision }] = (await journal.listRevisions(id)).revisions;
  await store.write.set(erasureKey(USER), {});
  const before = await journalSnapshot(store);
  const writes = {
    create: () => journal.createEntry(draft()),
    "create once": () => journal.createEntry(draft({ idempotencyKey: "one" })),
    update: () => journal.updateEntry(id, { content: "other" }),
    trash: () => journal.trashEntry(id),
    restore: () => journal.restoreEntry(trashed.id),
    purge: () => journal.purgeEntry(id),
    "restore a revision": () => journal.restoreRevision(id, revision),
    "create a tag": () => journal.createTag({ name: "b" }),
    "update a tag": () => journal.updateTag(tag, { name: "b" }),
    "delete a tag": () => journal.deleteTag(tag),
    untag: () => journal.removeTagFromEntry(id, "a"),
  };
  for (const [name, write] of Object.entries(writes)) {
    await assert.rejects(write, BeingErasedError, name);
  }
  assert.deepEqual(await journalSnapshot(store), before);
  await journalIn(store, { userId: "somebody else" }).createEntry(draft());
});

Deno.test("a write that was decided before the erasure began does not arrive after it", async () => {
  using store = await storeFor();
  const slow: Store = { ...store, write: erasingBeforeCommit(store) };
  await assert.rejects(journalIn(slow).createEntry(draft()), BeingErasedError);
  assert.deepEqual(await journalSnapshot(store), {});
});

Deno.test("erasing a journal removes all of it, in commits of bounded size, and no other", async () => {
  using store = await storeFor();
  const other = journalIn(store, { userId: "somebody else" });
  await other.createEntry(draft());
  const theirs = await journalSnapshot(store);
  for (let n = 0; n < 100; n++) {
    const { id } = await journalIn(store).createEntry(
      draft({ content: `${n} `.repeat(40_000), tags: ["a"], createMissingTags: true }),
    );
    if (n % 10 === 0) await journalIn(store).updateEntry(id, { content: "short" });
  }
  assert(await eraseJournal(store, USER) > 500);
  assert.deepEqual(await journalSnapshot(store), theirs);
  assert.equal(await eraseJournal(store, USER), 0);
});

/** A handle in whose way another process gets: between the decision and its commit. */
function erasingBeforeCommit({ write }: Store): Deno.Kv {
  return new Proxy(write, {
    get(kv, name) {
      if (name !== "atomic") {
        const member = Reflect.get(kv, name);
        return typeof member === "function" ? member.bind(kv) : member;
      }
      return () => {
        const operation = kv.atomic();
        const commit = operation.commit.bind(operation);
        operation.commit = async () => {
          await kv.set(erasureKey(USER), {});
          return await commit();
        };
        return operation;
      };
    },
  });
}
