import assert from "node:assert/strict";
import { eraseJournal } from "../../../lib/journal/store/erase_journal.ts";
import { monthOf, startOfMonth } from "../../../lib/journal/days/month.ts";
import { keysOf } from "../../../lib/journal/store/keys.ts";
import type { Entry, EntryDraft, Journal } from "../../../lib/journal/mod.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { checkInvariants } from "../../support/journal/invariants.ts";
import { draft, journalIn, NOON, randomFrom, storeFor } from "../../unit/journal/helpers.ts";
import { naiveStats } from "../../unit/journal/insight/naive.ts";

const MONTHS = 3;
const KEYS = keysOf("ada");

for (const seed of [1, 2]) {
  Deno.test(`figures in blocks are those of the entries, whatever is written to them (${seed})`, async () => {
    using store = await storeFor();
    const random = randomFrom(seed);
    const journal = journalIn(store);
    const ids = await writeMany(journal, random);
    const query = { timeZone: "Asia/Kathmandu", from: "2026-01-01", byDay: true };
    const known = new Map<string, Entry>();
    for (let round = 0; round < 20; round++) {
      const unknown = ids.filter((id) => !known.has(id));
      for (const entry of await Promise.all(unknown.map((id) => journal.getEntry(id)))) {
        known.set(entry.id, entry);
      }
      const entries = [...known.values()];
      for (const includePrivate of [true, false]) {
        const visible = entries.filter(({ trashedAt, isPrivate }) =>
          trashedAt === undefined && (includePrivate || !isPrivate)
        );
        assert.deepEqual(
          await journalIn(store, { includePrivate }).stats(query),
          naiveStats(visible, { ...query, now: NOON }),
        );
        assert.ok((await blocksIn(store)).length >= MONTHS);
      }
      known.delete(await change(journal, ids, random));
    }
  });
}

Deno.test("figures are read by the block, by a holder of private entries or not", async () => {
  using store = await storeFor();
  const ids = await writeMany(journalIn(store), randomFrom(3));
  for (const includePrivate of [false, true]) {
    const visible = await journalIn(store, { includePrivate }).stats();
    assert.equal(visible.entryCount === ids.length, includePrivate);
  }
  const kinds = new Set((await blocksIn(store)).map(({ key }) => key[3]));
  assert.deepEqual([...kinds], ["open", "private"]);
  await checkInvariants(store, "ada");

  let rows = 0;
  const counted = afterList(store, (selector) => {
    if (isOfRows(selector)) rows++;
  });
  assert.equal((await journalIn(counted).stats()).entryCount, ids.length);
  // What is before, between and after blocks, of which there is nothing: no list for each entry.
  assert.ok(rows <= 2 * (MONTHS + 2), `${rows} lists`);
});

Deno.test("what is written while figures are read is in no block without it", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const ids = await writeMany(journal, randomFrom(4));
  const interrupted = afterList(store, once(() => journal.createEntry(at(0))));
  await journalIn(interrupted).stats();
  assert.equal((await journal.stats()).entryCount, ids.length + 1);
});

Deno.test("what is erased while figures are read does not come back as a block", async () => {
  using store = await storeFor();
  await writeMany(journalIn(store), randomFrom(5));
  const interrupted = afterList(store, once(() => eraseJournal(store, "ada")));
  await journalIn(interrupted).stats();
  assert.deepEqual(await Array.fromAsync(store.read.list({ prefix: KEYS.root })), []);
});

/** Writes so many entries that they are in blocks, and returns their ids. */
async function writeMany(journal: Journal, random: () => number): Promise<string[]> {
  const drafts = Array.from({ length: MONTHS * 180 }, () => at(random(), someFields(random)));
  const entries = await Promise.all(drafts.map((each) => journal.createEntry(each)));
  return entries.map(({ id }) => id);
}

/** An entry at a share of the time from the first to the last month. */
function at(share: number, changes: Partial<EntryDraft> = {}): EntryDraft {
  return draft({ occurredAt: timeAt(share), ...changes });
}

function timeAt(share: number): number {
  const last = monthOf(NOON);
  const [from, to] = [startOfMonth(last - MONTHS), startOfMonth(last)];
  return Math.floor(from + share * (to - from));
}

function someFields(random: () => number) {
  const pick = <T>(...list: readonly T[]) => list[Math.floor(random() * list.length)];
  return {
    content: "word ".repeat(1 + random() * 9),
    mood: pick("calm", "Calm", "sad", "ΣΟΦΌΣ"),
    isPrivate: random() < 0.4,
    tags: pick([], ["a"], ["a", "b", "c"]),
    createMissingTags: true,
  };
}

/** Writes something to one of the entries, or another one, and returns the id of that one. */
async function change(journal: Journal, ids: string[], random: () => number): Promise<string> {
  const n = Math.floor(random() * ids.length);
  const id = ids[n];
  const { trashedAt } = await journal.getEntry(id);
  const kind = Math.floor(random() * 6);
  if (trashedAt !== undefined) await journal.restoreEntry(ids[n]);
  else if (kind === 0) await journal.updateEntry(ids[n], someFields(random));
  else if (kind === 1) await journal.updateEntry(ids[n], { occurredAt: timeAt(random()) });
  else if (kind === 2) await journal.updateEntry(ids[n], { mood: null });
  else if (kind === 3) await journal.trashEntry(ids[n]);
  else if (kind === 4) await journal.purgeEntry(ids.splice(n, 1)[0]);
  else ids.push((await journal.createEntry(at(random(), someFields(random)))).id);
  return id;
}

function blocksIn(store: Store): Promise<Deno.KvEntry<unknown>[]> {
  return Array.fromAsync(store.read.list({ prefix: [...KEYS.root, "figures"] }));
}

/** The store, where `act` happens after everything of a list was read. */
function afterList(store: Store, act: (selector: Deno.KvListSelector) => unknown): Store {
  async function* list(selector: Deno.KvListSelector, options: Deno.KvListOptions) {
    yield* store.read.list(selector, options);
    await act(selector);
  }
  return { ...store, read: { ...store.read, list: list as unknown as Deno.Kv["list"] } };
}

/** Acts after the rows of the open entries were read, but only the first time. */
function once(act: () => Promise<unknown>) {
  let isDone = false;
  return async (selector: Deno.KvListSelector) => {
    if (isDone || !isOfRows(selector) || selector.start[3] !== "open") return;
    isDone = true;
    await act();
  };
}

function isOfRows(
  selector: Deno.KvListSelector,
): selector is { start: Deno.KvKey; end: Deno.KvKey } {
  return "start" in selector && selector.start?.[2] === "index";
}
