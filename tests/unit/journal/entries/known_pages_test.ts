import assert from "node:assert/strict";
import { type EntryQuery, eraseJournal, openJournal } from "../../../../lib/journal/mod.ts";
import { openStore } from "../../../../lib/kv/store.ts";
import { clockAt, draft, journalIn, NOON, storeFor } from "../helpers.ts";

const LIMITED = { limit: 50 };

Deno.test("a page that is asked for again is the same until something changes", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await journal.createEntry(draft());
  const first = await journal.listEntries(LIMITED);
  assert.equal(await journal.listEntries(LIMITED), first);
  await journal.createEntry(draft({ title: "Another one" }));
  assert.equal((await journal.listEntries(LIMITED)).entries.length, 2);
});

Deno.test("nobody can change a page that others are shown, too", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await journal.createEntry(draft({ tags: ["walks"], createMissingTags: true }));
  const page = await journal.listEntries();
  for (const part of [page, page.entries, page.entries[0], page.entries[0].tags]) {
    assert(Object.isFrozen(part));
  }
});

Deno.test("a page shows what another process has changed, whatever that is", async () => {
  using store = await storeFor("file");
  const elsewhere = await openStore(store.path);
  const { now } = clockAt();
  const here = journalIn(store);
  const openOnly = journalIn(store, { includePrivate: false });
  const there = journalIn(elsewhere);
  const entry = await here.createEntry(
    draft({ mood: "calm", tags: ["walks", "river"], createMissingTags: true, isFavorite: true }),
  );
  const other = await here.createEntry(draft({ title: "Mine", isPrivate: true, tags: ["river"] }));
  const queries: EntryQuery[] = [
    ...[{}, { tag: "walks" }, { tag: "river" }, { tag: "brook" }, { mood: "calm" }],
    ...[{ favorite: true }, { private: true }, { private: false }, { from: "2026-05-17" }],
    ...[{ timeZone: "Asia/Tokyo" }, { trashed: true }],
  ];
  const [walks, river] = (await here.listTags()).map(({ id }) => id);
  const changes: (() => Promise<unknown>)[] = [
    () => there.updateEntry(entry.id, { title: "Changed" }),
    () => there.updateEntry(entry.id, { mood: "glad", occurredAt: NOON - 1 }),
    () => there.updateEntry(entry.id, { isPrivate: true }),
    () => there.updateEntry(entry.id, { isPrivate: false, isFavorite: false }),
    () => there.setTimeZone("Pacific/Auckland"),
    () => there.updateTag(river, { name: "brook" }),
    () => there.removeTagFromEntry(entry.id, walks),
    () => there.addTagToEntry(entry.id, walks),
    () => there.deleteTag(walks),
    () => there.trashEntry(entry.id),
    () => there.restoreEntry(entry.id),
    () => there.purgeEntry(other.id),
    () => there.createEntry(draft({ title: "New", tags: ["brook"] })),
    () => eraseJournal(elsewhere, "ada"),
  ];
  try {
    for (const change of changes) {
      await change();
      // One that has read nothing before knows no pages.
      const fresh = await openStore(store.path);
      for (const [journal, includePrivate] of [[here, true], [openOnly, false]] as const) {
        const unknowing = openJournal(fresh, { userId: "ada", includePrivate }, { now });
        for (const query of queries) {
          const asked = `${change} ${includePrivate} ${JSON.stringify(query)}`;
          const wanted = await outcome(unknowing.listEntries(query));
          assert.deepEqual(await outcome(journal.listEntries(query)), wanted, asked);
          assert.deepEqual(await outcome(journal.listEntries(query)), wanted, asked);
        }
      }
      fresh.close();
    }
  } finally {
    elsewhere.close();
  }
});

Deno.test("a page of one person or viewer is never that of another", async () => {
  using store = await storeFor();
  await journalIn(store).createEntry(draft({ title: "Ada's", isPrivate: true }));
  const titles = async (access: Parameters<typeof journalIn>[1]) =>
    (await journalIn(store, access).listEntries()).entries.map(({ title }) => title);
  assert.deepEqual(await titles({}), ["Ada's"]);
  assert.deepEqual(await titles({ includePrivate: false }), []);
  assert.deepEqual(await titles({ userId: "eve" }), []);
  assert.deepEqual(await titles({}), ["Ada's"]);
});

Deno.test("the day of an entry is that of the time zone which the token tells", async () => {
  using store = await storeFor();
  await journalIn(store).createEntry(draft({ occurredAt: NOON }));
  const days = [];
  for (const timeZone of [undefined, "Pacific/Kiritimati", undefined]) {
    const { entries } = await journalIn(store, { timeZone }).listEntries();
    days.push(entries[0].day);
  }
  assert.deepEqual(days, ["2026-05-17", "2026-05-18", "2026-05-17"]);
});

Deno.test("an entry in the trash is in no list from the moment on that it is purged", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, { now: clock.now });
  const { id } = await journal.createEntry(draft());
  await journal.trashEntry(id);
  assert.equal((await journal.listEntries({ trashed: true })).entries.length, 1);
  clock.advance(31 * 86_400_000);
  assert.deepEqual((await journal.listEntries({ trashed: true })).entries, []);
});

async function outcome(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    return String(error);
  }
}
