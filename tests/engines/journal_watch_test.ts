import assert from "node:assert/strict";
import {
  type JournalAccess,
  type JournalChange,
  openJournal,
  watchHeads,
  watchJournal,
} from "../../lib/journal/mod.ts";
import { openStore, type Store } from "../../lib/kv/store.ts";
import { startKvConnect } from "../support/kv_connect/mod.ts";

const ADA: JournalAccess = { userId: "ada", includePrivate: true };

Deno.test("two processes with one file hear each other's changes", async () => {
  const directory = await Deno.makeTempDir();
  const stores = await Promise.all([1, 2].map(() => openStore(`${directory}/journal.kv`)));
  try {
    for (const [here, there] of [stores, stores.toReversed()]) {
      await using ears = await listen(here, ADA);
      const journal = openJournal(there, ADA);
      const { id } = await journal.createEntry({ title: "Elsewhere", content: "Written" });
      await ears.hear(({ entries }) => entries.includes(id));
      await journal.createTag({ name: `Tag of ${id}` });
      await ears.hear(({ tags }) => tags);
    }
  } finally {
    stores.forEach((store) => store.close());
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("a change is heard in whatever way the database tells of it", async () => {
  const store = await openStore(":memory:");
  {
    await using ears = await listen(store, ADA);
    // Without `onWrite`: only the database can have told.
    const { id } = await openJournal(store, ADA).createEntry({ title: "One", content: "Written" });
    await ears.hear(({ entries }) => entries.includes(id));
  }
  store.close();
});

Deno.test("two instances hear each other's changes over KV Connect", async () => {
  await using database = await startKvConnect();
  const stores = await Promise.all([1, 2].map(() => openStore(database.url)));
  const [here, there] = stores;
  {
    await using ears = await listen(here, ADA);
    const { id } = await openJournal(there, ADA).createEntry({ title: "Far", content: "Away" });
    await ears.hear(({ entries }) => entries.includes(id));
  }
  stores.forEach((store) => store.close());
});

Deno.test("what changes between the beginning of a watch and its first listener is heard", async () => {
  const store = await openStore(":memory:");
  const heads = watchHeads(store);
  const watch = await watchJournal(ADA, { store, heads, ids: [] });
  const { id } = await openJournal(store, ADA).createEntry({ title: "One", content: "Written" });
  const { promise, resolve } = Promise.withResolvers<JournalChange>();
  const stop = watch.subscribe(resolve);
  assert.deepEqual(await promise, { entries: [id], tags: false });
  stop();
  heads.close();
  store.close();
});

/** Listens to a journal, and forgets what it has been asked about. */
async function listen(store: Store, owner: JournalAccess) {
  const heads = watchHeads(store);
  const watch = await watchJournal(owner, { store, heads, ids: [] });
  const heard: JournalChange[] = [];
  let wake = () => {};
  const stop = watch.subscribe((change) => {
    heard.push(change);
    wake();
  });
  return {
    async hear(isIt: (change: JournalChange) => boolean): Promise<void> {
      const late = setTimeout(() => wake(), 10_000);
      const end = Date.now() + 10_000;
      while (!heard.some(isIt)) {
        assert(Date.now() < end, `Heard only ${JSON.stringify(heard)}`);
        await new Promise<void>((resolve) => wake = resolve);
      }
      clearTimeout(late);
      heard.splice(0);
    },
    [Symbol.asyncDispose]() {
      stop();
      heads.close();
      return Promise.resolve();
    },
  };
}
