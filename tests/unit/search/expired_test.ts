import assert from "node:assert/strict";
import { openJournal, sweepEverybody } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { openSearch } from "../../../lib/search/mod.ts";
import { clockAt, DAY, draft } from "../journal/helpers.ts";

const ADA = { userId: "ada", includePrivate: true };

/** Ada's journal and its search, on a clock that is moved. */
async function openExpiring() {
  const store = await openStore(":memory:");
  const clock = clockAt();
  const { now } = clock;
  const search = openSearch({ store, now });
  const journal = openJournal(store, ADA, { now, onWrite: search.changed });
  return {
    ...{ clock, journal },
    ofViewer: (includePrivate: boolean) => search.forUser({ ...ADA, includePrivate }),
    sweep: () =>
      sweepEverybody(store, {
        ...{ now, onWrite: search.changed, signal: new AbortController().signal },
      }),
    async [Symbol.asyncDispose]() {
      await search.close();
      store.close();
    },
  };
}

Deno.test("an entry whose time in the trash is over is counted no more, swept or not", async () => {
  await using desk = await openExpiring();
  const { journal, clock } = desk;
  const all = desk.ofViewer(true);
  const [first, second] = [
    await journal.createEntry(draft({ mood: "calm", occurredAt: "2026-05-01T10:00Z" })),
    await journal.createEntry(draft({ isPrivate: true })),
  ];
  await journal.trashEntry(first.id);
  clock.advance(DAY);
  await journal.trashEntry(second.id);
  // A list does not wait for an index that is only being opened.
  await all.searchEntries({ query: "walk" });
  const totals = async () => [
    await all.count({ trashed: true }),
    await desk.ofViewer(false).count({ trashed: true }),
    await all.count({ trashed: true, mood: "calm" }),
    await all.count({ trashed: true, from: "2026-05-02" }),
    await all.count({ trashed: true, to: "2026-05-01" }),
  ];
  assert.deepEqual(await totals(), [2, 1, 1, 1, 1]);
  clock.advance(29 * DAY);
  assert.deepEqual(await totals(), [1, 0, 0, 1, 0]);
  clock.advance(DAY);
  assert.deepEqual(await totals(), [0, 0, 0, 0, 0]);
  await desk.sweep();
  assert.deepEqual(await totals(), [0, 0, 0, 0, 0]);
});

Deno.test("a search of the trash tells no total that what has expired is in", async () => {
  await using desk = await openExpiring();
  const { journal, clock } = desk;
  for (const title of ["By the river", "At the river", "Elsewhere"]) {
    const { id } = await journal.createEntry(draft({ title, content: "Nothing else." }));
    await journal.trashEntry(id);
    clock.advance(DAY);
  }
  const found = async (query: string) => {
    const page = await desk.ofViewer(true).searchEntries({ query, trashed: true });
    return [page.entries.length, page.total];
  };
  assert.deepEqual(await found("river"), [2, 2]);
  clock.advance(27 * DAY);
  assert.deepEqual(await found("river"), [1, undefined]);
  assert.deepEqual(await found(""), [2, 2]);
  await desk.sweep();
  assert.deepEqual(await found("river"), [1, 1]);
});
