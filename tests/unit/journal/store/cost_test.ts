import assert from "node:assert/strict";
import type { EntryQuery } from "../../../../lib/journal/mod.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import { DAY, draft, journalIn, NOON, storeFor } from "../helpers.ts";

Deno.test("a page costs the same reads with 100 and with 5,000 entries", async () => {
  const costs: string[] = [];
  for (const count of [100, 5_000]) {
    using store = await storeFor();
    const writer = journalIn(store);
    const isSpecial = (n: number) => n % 2 === 0;
    await writer.createTag({ name: "t" });
    await Promise.all(Array.from({ length: count }, (_, n) =>
      writer.createEntry(draft({
        occurredAt: NOON + n,
        isFavorite: isSpecial(n),
        isPrivate: n % 3 === 0,
        mood: isSpecial(n) ? "calm" : undefined,
        tags: isSpecial(n) ? ["t"] : [],
      }))));
    const queries: EntryQuery[] = [{}, { tag: "t" }, { mood: "calm" }, { favorite: true }];
    const { counted, reads } = counting(store);
    for (const query of [...queries, { to: NOON + 50 }]) {
      const page = await journalIn(counted).listEntries({ ...query, limit: 10 });
      assert.equal(page.entries.length, 10);
      await journalIn(counted).listEntries({ ...query, limit: 5, cursor: page.nextCursor });
    }
    costs.push(JSON.stringify(reads));
  }
  assert.equal(costs[1], costs[0]);
});

Deno.test("a short entry without tags costs one read", async () => {
  using store = await storeFor();
  const { id } = await journalIn(store).createEntry(
    draft({ occurredAt: "2026-05-17T14:00+02:00" }),
  );
  const { counted, reads } = counting(store);
  await journalIn(counted).getEntry(id);
  // The entry, the tag table and the person's time zone, asked for at once and so sent together.
  assert.deepEqual(reads, { calls: 2, keys: 3 });
});

Deno.test("a short entry whose tags are known costs one read", async () => {
  using store = await storeFor();
  await journalIn(store).createTag({ name: "walks" });
  const { id } = await journalIn(store).createEntry(draft({ tags: ["walks"] }));
  const { counted, reads } = counting(store);
  await journalIn(counted).getEntry(id);
  Object.assign(reads, { calls: 0, keys: 0 });
  const { tags } = await journalIn(counted).getEntry(id);
  assert.deepEqual(tags.map(({ name }) => name), ["walks"]);
  assert.deepEqual(reads, { calls: 2, keys: 3 });
});

Deno.test("a new entry without tags costs no read: its commit checks what is known", async () => {
  using store = await storeFor();
  // The first one reads the person's time zone, and looks for what is due to be removed.
  await journalIn(store).createEntry(draft());
  const { counted, reads } = counting(store);
  await journalIn(counted).createEntry(draft());
  await journalIn(counted).createEntry(draft({ idempotencyKey: "k" }));
  assert.deepEqual(reads, { calls: 0, keys: 0 });
});

Deno.test("statistics of a range read its index rows and no entry", async () => {
  using store = await storeFor();
  const writer = journalIn(store);
  await writer.createTag({ name: "t" });
  for (let n = 0; n < 50; n++) {
    await writer.createEntry(
      draft({ occurredAt: NOON + n * DAY, isPrivate: n % 2 === 0, tags: ["t"] }),
    );
  }
  const { counted, reads } = counting(store);
  const { entryCount } = await journalIn(counted).stats({ from: "2026-05-20", to: "2026-05-29" });
  assert.equal(entryCount, 10);
  // The time zone, the head, a list of blocks and one of rows for each visibility, where all of the
  // month is looked at, and the tag.
  assert.deepEqual(reads, { calls: 7, keys: 18 });
});

Deno.test("a day in the past costs the same with 100 and with 2,000 entries", async () => {
  const costs: string[] = [];
  for (const count of [100, 2_000]) {
    using store = await storeFor();
    const writer = journalIn(store);
    await Promise.all(
      Array.from(
        { length: count },
        (_, n) =>
          writer.createEntry(
            draft({ occurredAt: NOON - (n % 4 + 1) * 366 * DAY - (n % 7 + 2) * DAY }),
          ),
      ),
    );
    await writer.createEntry(draft({ occurredAt: NOON - 365 * DAY }));
    const { counted, reads } = counting(store);
    const { years } = await journalIn(counted).onThisDay();
    assert.equal(years.length, 1);
    costs.push(JSON.stringify(reads));
  }
  assert.equal(costs[1], costs[0]);
});

/** The store with a read handle that counts its calls and the keys it returns. */
function counting(store: Store): { counted: Store; reads: { calls: number; keys: number } } {
  const reads = { calls: 0, keys: 0 };
  const { read } = store;
  const handle = {
    get(key: Deno.KvKey) {
      reads.calls++;
      reads.keys++;
      return read.get(key);
    },
    getMany(keys: Deno.KvKey[]) {
      reads.calls++;
      reads.keys += keys.length;
      return read.getMany(keys);
    },
    async *list(selector: Deno.KvListSelector, options: Deno.KvListOptions) {
      reads.calls++;
      for await (const row of read.list(selector, options)) {
        reads.keys++;
        yield row;
      }
    },
  };
  return { counted: { ...store, read: handle as unknown as Deno.Kv }, reads };
}
