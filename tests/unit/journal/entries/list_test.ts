import assert from "node:assert/strict";
import type { Entry, EntryQuery, Journal } from "../../../../lib/journal/mod.ts";
import { draft, journalIn, listAll, NOON, randomFrom, refuses, storeFor } from "../helpers.ts";

Deno.test("a list shows the beginning of an entry and the names of its tags", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const entry = await journal.createEntry(
    draft({ content: "One\n\ntwo.", mood: "calm", tags: ["b", "a"], createMissingTags: true }),
  );
  const { content: _, newTags: _new, ...rest } = entry;
  assert.deepEqual(await journal.listEntries(), {
    entries: [{ ...rest, excerpt: "One two.", tags: ["b", "a"] }],
  });
});

Deno.test("every query finds exactly what it says, in order, on pages of any size", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const all = await writeSome(journal, 120);
  const [tagged] = all.filter(({ tags }) => tags.length > 0);
  const queries: MomentQuery[] = [{}];
  for (const mood of [undefined, "CALM"]) {
    for (const tag of [undefined, "T1", tagged.tags[0].id]) {
      for (const favorite of [undefined, true, false]) {
        for (const isPrivate of [undefined, true, false]) {
          for (const trashed of [undefined, true]) {
            queries.push({ mood, tag, favorite, private: isPrivate, trashed });
          }
        }
      }
    }
  }
  queries.push({ from: NOON + 3 }, { to: NOON + 3 }, { from: NOON + 2, to: NOON + 5, tag: "t1" });
  queries.push({ from: NOON + 4, to: NOON + 4 }, { to: NOON - 1 }, { from: NOON + 100 });
  for (const query of queries) {
    const wanted = all.filter((entry) => fits(entry, query)).sort(newestFirst);
    for (const limit of [1, 7, 100]) {
      const found = await listAll(journal, { ...query, limit });
      assert.deepEqual(found.map(({ id }) => id), wanted.map(({ id }) => id), Deno.inspect(query));
    }
  }
});

Deno.test("a full page says whether another one follows", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await writeSome(journal, 21);
  const living = (await listAll(journal, { limit: 100 })).length;
  assert.equal((await journal.listEntries({ limit: living })).nextCursor, undefined);
  assert.equal(typeof (await journal.listEntries({ limit: living - 1 })).nextCursor, "string");
  const entries = await Promise.all(Array.from({ length: 30 }, () => journal.createEntry(draft())));
  assert.equal(entries.length, 30);
  assert.equal((await journal.listEntries()).entries.length, 20);
});

Deno.test("pages neither repeat nor miss what was there, whatever is written in between", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const all = (await writeSome(journal, 40)).filter(({ trashedAt }) => trashedAt === undefined);
  const first = await journal.listEntries({ limit: 10 });
  await journal.createEntry(draft({ occurredAt: NOON + 1_000 }));
  const last = first.entries[9];
  await journal.trashEntry(last.id);
  const rest = await listAll(journal, { cursor: first.nextCursor });
  const seen = [...first.entries, ...rest].map(({ id }) => id);
  assert.deepEqual(seen, all.sort(newestFirst).map(({ id }) => id));
});

Deno.test("a rare match is searched for a stretch at a time", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const oldest = await journal.createEntry(draft({ occurredAt: NOON - 1, mood: "calm" }));
  const writes = Array.from(
    { length: 2_100 },
    () => journal.createEntry(draft({ isFavorite: true })),
  );
  await Promise.all(writes);
  const first = await journal.listEntries({ favorite: false });
  assert.deepEqual(first.entries, []);
  const second = await journal.listEntries({ favorite: false, cursor: first.nextCursor });
  assert.deepEqual(second.entries.map(({ id }) => id), [oldest.id]);
  assert.equal(second.nextCursor, undefined);
});

Deno.test("a cursor of another list is just a place", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await writeSome(journal, 30);
  const { nextCursor: cursor } = await journal.listEntries({ limit: 5 });
  assert.deepEqual((await journal.listEntries({ cursor, from: NOON + 500 })).entries, []);
  assert.deepEqual(
    await listAll(journal, { cursor, to: NOON + 1 }),
    await listAll(journal, { to: NOON + 1 }),
  );
});

Deno.test("zero and minus zero are the same time", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await journal.createEntry(draft({ occurredAt: -0 }));
  await journal.createEntry(draft({ occurredAt: 0 }));
  for (const query of [{ from: 0 }, { to: -0 }, { from: -0, to: 0, limit: 1 }]) {
    assert.equal((await listAll(journal, query)).length, 2);
  }
});

Deno.test("a malformed cursor is refused", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  await writeSome(journal, 3);
  const { nextCursor = "" } = await journal.listEntries({ limit: 1 });
  const id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  const forged = [
    "",
    "x",
    `1,${id},x`,
    `1e99,${id}`,
    `,${id}`,
    ` 1,${id}`,
    `0x1,${id}`,
    "1,",
    "null",
  ];
  const cursors = [
    ...forged.map((text) => btoa(text)),
    "",
    "*",
    "x".repeat(9_999),
    nextCursor + "A",
  ];
  for (const cursor of [...cursors, `${nextCursor}=`, nextCursor.slice(0, -1), "é"]) {
    await refuses(journal.listEntries({ cursor }), ["invalid", /^Cursor "/]);
  }
});

Deno.test("a range that ends before it starts is refused", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const reversed = journal.listEntries({ from: NOON, to: NOON - 1 });
  await refuses(reversed, ["invalid", /^The range starts at 2026-05-17T12:00:00.000Z, after/]);
  await refuses(journal.listEntries({ from: NaN }), ["invalid", /^from is NaN/]);
  await refuses(journal.listEntries({ to: Infinity }), ["invalid", /^to is Infinity/]);
});

/** Entries of all kinds, many at the same time. */
async function writeSome(journal: Journal, count: number): Promise<Entry[]> {
  const random = randomFrom(7);
  const oneOf = <T>(...options: T[]) => options[Math.floor(random() * options.length)];
  const entries: Entry[] = [];
  for (let n = 0; n < count; n++) {
    const entry = await journal.createEntry(draft({
      occurredAt: NOON + Math.floor(random() * 8),
      mood: oneOf(undefined, "calm", "Calm", "sad"),
      isFavorite: oneOf(true, false),
      isPrivate: oneOf(true, false, false),
      tags: oneOf([], ["t1"], ["t2"], ["t1", "t2"]),
      createMissingTags: true,
    }));
    entries.push(random() < 0.2 ? await journal.trashEntry(entry.id) : entry);
  }
  return entries;
}

/** A range of moments: that of days has tests of its own. */
type MomentQuery = EntryQuery & { from?: number; to?: number };

function fits(entry: Entry, query: MomentQuery): boolean {
  const { tag, mood, favorite, from = -Infinity, to = Infinity, trashed = false } = query;
  return (entry.trashedAt !== undefined) === trashed &&
    (!tag ||
      entry.tags.some(({ id, name }) => [id, name].includes(tag) || name === tag.toLowerCase())) &&
    (!mood || entry.mood?.toLowerCase() === mood.toLowerCase()) &&
    (favorite === undefined || entry.isFavorite === favorite) &&
    (query.private === undefined || entry.isPrivate === query.private) &&
    entry.occurredAt >= from && entry.occurredAt <= to;
}

function newestFirst(a: Entry, b: Entry): number {
  return b.occurredAt - a.occurredAt || (a.id < b.id ? 1 : -1);
}
