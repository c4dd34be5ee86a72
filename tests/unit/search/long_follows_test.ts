import assert from "node:assert/strict";
import { openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { startCatchUp } from "../../../lib/search/follow/catch_up.ts";
import { type LongFollows, openLongFollows } from "../../../lib/search/follow/long/thread.ts";
import { openIndex, openSearch } from "../../../lib/search/search.ts";
import { openSqliteThread } from "../../../lib/search/sqlite/thread.ts";
import { indexName } from "../../../lib/search/index/index_name.ts";
import { postgres, sqlite, withPostgres } from "./backends.ts";
import type { Backend, Place } from "./helpers.ts";

const MANY = 130;
const ADA = { userId: "ada", includePrivate: true };

withPostgres();

for (const backend of [sqlite, postgres]) {
  const ignore = backend.isMissing;

  Deno.test(`a journal with many changes is followed in ${backend.name} by a thread of its own`, {
    ignore,
  }, async () => {
    await using desk = await openFile(backend);
    await desk.write(MANY);
    const { catchUp, applied } = desk.follow();
    const reached = await catchUp.reach("ada");
    assert.deepEqual(applied, []);
    assert.deepEqual(await desk.index.watermark(indexName("ada")), reached);

    await desk.write(1);
    await catchUp.reach("ada");
    assert.deepEqual(applied, [1], "Few changes keep nobody waiting");
    assert.equal(await desk.count(), MANY + 1);
  });
}

Deno.test("few changes are followed by the thread of searches, and by no other one", async () => {
  await using desk = await openFile(sqlite);
  const { store, place } = desk;
  const index = openSqliteThread({ directory: place.options.directory!, journals: store.file });
  const longFollows: LongFollows = {
    follow: () => Promise.reject(new Error("Not asked for")),
    close: () => Promise.resolve(),
  };
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => void faults.push(fault);
  const catchUp = startCatchUp({ store, index, longFollows, onFault });
  for (let n = 0; n < 3; n++) {
    await desk.write(2);
    assert.deepEqual(await catchUp.reach("ada"), await index.watermark(indexName("ada")));
  }
  assert.deepEqual(faults, []);
  await catchUp.stop();
  await index.close();
});

Deno.test("where the thread of long follows dies, a journal is followed without it", async () => {
  await using desk = await openFile(sqlite);
  await desk.write(MANY);
  const module = new URL("./dying_long_worker.ts", import.meta.url);
  const { catchUp, applied } = desk.follow({ module });
  await catchUp.reach("ada");
  assert.deepEqual(applied, [MANY]);
  assert.match(String(desk.faults), /thread of the search index has ended/);
  assert.equal(await desk.count(), MANY);
});

Deno.test("a file that is damaged before a long follow is replaced once, and has all", async () => {
  await using desk = await openFile(sqlite);
  await desk.write(1);
  await desk.follow().catchUp.reach("ada");
  await desk.index.close();
  const file = `${desk.place.options.directory}/${indexName("ada")}.sqlite`;
  const bytes = await Deno.readFile(file);
  await Deno.writeFile(file, bytes.fill(1, 4_096));

  await desk.write(MANY);
  assert.equal(await desk.count(), MANY + 1);
  assert.ok(desk.faults.length > 0);
});

/** A journal in a file, and an index of it. */
async function openFile(backend: Backend) {
  const directory = await Deno.makeTempDir({ prefix: "epicme-journal-" });
  const place: Place = await backend.place();
  const store = await openStore(`${directory}/journal.kv`);
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => void faults.push(fault);
  const journal = openJournal(store, ADA);
  const index = openIndex({ ...place.options, onFault });
  const stack = new AsyncDisposableStack();
  return {
    ...{ store, place, index, faults },
    async write(entries: number) {
      for (let n = 0; n < entries; n++) {
        await journal.createEntry({ title: "A day", content: `It was day ${n}.` });
      }
    },
    /** What follows the journal, and how many entries were given to the index beside the thread. */
    follow({ module }: { module?: URL } = {}) {
      const applied: number[] = [];
      const longFollows = openLongFollows({ journals: store.file!, ...place.options, module });
      const catchUp = startCatchUp({
        ...{ store, longFollows, onFault },
        index: {
          ...index,
          follow: undefined,
          async apply(owner, step) {
            applied.push(step.entries.length);
            return await index.apply(owner, step);
          },
        },
      });
      stack.defer(async () => {
        await catchUp.stop();
        await longFollows.close();
      });
      return { catchUp, applied };
    },
    /** How many entries a search finds. */
    async count() {
      const search = openSearch({ store, ...place.options, onFault });
      try {
        const { total, degraded } = await search.forUser(ADA).searchEntries({ query: "day" });
        assert.equal(degraded, undefined);
        return total;
      } finally {
        await search.close();
      }
    },
    async [Symbol.asyncDispose]() {
      await stack.disposeAsync();
      await index.close();
      store.close();
      await place[Symbol.asyncDispose]();
      await Deno.remove(directory, { recursive: true });
    },
  };
}
