import assert from "node:assert/strict";
import {
  type Journal,
  openChangeReader,
  openJournal,
  watchHeads,
  watchJournal,
} from "../../../../lib/journal/mod.ts";
import type { PieceOptions } from "../../../../lib/journal/portability/import/import_piece.ts";
import type { ChangeRow } from "../../../../lib/journal/store/change_row.ts";
import { keysOf } from "../../../../lib/journal/store/keys.ts";
import { openStore, type Store } from "../../../../lib/kv/store.ts";
import { startKvConnect } from "../../../support/kv_connect/mod.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { clockAt, draft, journalIn, storeFor } from "../helpers.ts";

const KEYS = keysOf("ada");

/** A Day One journal of these texts, a day apart. */
function dayOne(texts: readonly string[], changes: object = {}): string {
  const entries = texts.map((text, n) => ({
    uuid: n.toString(16).padStart(32, "0"),
    creationDate: new Date(Date.UTC(2024, 0, 1, 10) + n * 86_400_000).toISOString(),
    text,
    ...changes,
  }));
  return JSON.stringify({ entries });
}

const days = (count: number) => Array.from({ length: count }, (_, n) => `Day ${n}\nIt rained.`);

async function take(journal: Journal, document: string, options: PieceOptions = {}) {
  const piece = await journal.readDocument({ format: "dayone", document, timeZone: "UTC" });
  return await journal.importPiece(piece, { importId: "one", ...options });
}

async function changeRows(store: Store): Promise<ChangeRow[]> {
  const rows = await Array.fromAsync(store.read.list<ChangeRow>({ prefix: KEYS.changes() }));
  return rows.map(({ value }) => value);
}

/** A store whose commits are done by `around`, which gets what commits. */
function committing(
  store: Store,
  around: (commit: () => ReturnType<Deno.AtomicOperation["commit"]>) => ReturnType<
    Deno.AtomicOperation["commit"]
  >,
): Store {
  const write = new Proxy(store.write, {
    get(target, name) {
      if (name !== "atomic") return Reflect.get(target, name).bind(target);
      return () => {
        const operation = target.atomic();
        const commit = operation.commit.bind(operation);
        operation.commit = () => around(commit);
        return operation;
      };
    },
  });
  return { ...store, write };
}

/** The same file as another process has it open. */
async function secondStore({ path }: { path: string }): Promise<Store & Disposable> {
  const store = await openStore(path);
  return { ...store, [Symbol.dispose]: () => store.close() };
}

Deno.test("new entries come in one commit, and each leaves its change row when it changes", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  assert.equal((await take(journal, dayOne(days(10)))).created, 10);
  const [row, ...others] = await changeRows(store);
  assert.deepEqual([row.length, others], [10, []]);
  await checkInvariants(store, "ada");
  const reader = openChangeReader(store, "ada");
  const { head: first } = await reader.state();
  const ids = (await Array.fromAsync(reader.changes(""))).map(({ id, versionstamp }) => {
    assert.equal(versionstamp, first);
    return id;
  });
  assert.deepEqual(ids, row);

  await journal.updateEntry(ids[3], { title: "Changed" });
  await journal.trashEntry(ids[5]);
  await journal.purgeEntry(ids[7]);
  await checkInvariants(store, "ada");
  const stays = ids.filter((_, n) => ![3, 5, 7].includes(n));
  assert.deepEqual(await changeRows(store), [stays, ids[3], ids[5], ids[7]]);
  const later = await Array.fromAsync(reader.changes(first));
  assert.deepEqual(later.map(({ id }) => id), [ids[3], ids[5], ids[7]]);

  await Promise.all(stays.map((id) => journal.updateEntry(id, { mood: "calm" })));
  assert.ok(
    (await changeRows(store)).every((each) => typeof each === "string"),
    "the list is gone",
  );
  await checkInvariants(store, "ada");
});

Deno.test("who watches a journal hears of each entry that came with others", async () => {
  using store = await storeFor();
  const heads = watchHeads(store);
  const access = { userId: "ada", includePrivate: true };
  const watch = await watchJournal(access, { store, heads, ids: [] });
  const heard = new Set<string>();
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = watch.subscribe(({ entries }) => {
    for (const id of entries) heard.add(id);
    if (heard.size === 60) resolve();
  });
  await take(openJournal(store, access), dayOne(days(60)));
  await promise;
  stop();
  heads.close();
});

for (const moment of ["before", "after"] as const) {
  Deno.test(`an import that dies ${moment} the commit of many entries has each of them once in the end`, async () => {
    using store = await storeFor("file");
    let isDying = true;
    const dying = committing(store, async (commit) => {
      if (!isDying) return await commit();
      if (moment === "after") await commit();
      throw new Error("The process is gone");
    });
    const document = dayOne(days(20));
    await assert.rejects(take(journalIn(dying), document), /The process is gone/);
    isDying = false;
    const here = (await journalIn(store).stats()).entryCount;
    assert.equal(here, moment === "after" ? 20 : 0);
    const report = await take(journalIn(dying), document, { isResumed: true });
    assert.deepEqual([report.created, report.skipped, report.problems], [20, 0, []]);
    assert.equal((await journalIn(store).stats()).entryCount, 20);
    const changes = await Array.fromAsync(openChangeReader(store, "ada").changes(""));
    assert.equal(new Set(changes.map(({ id }) => id)).size, 20);
    assert.equal(changes.length, 20);
    await checkInvariants(store, "ada");
  });
}

for (const [before, when] of [[0, "before"], [1, "after"]]) {
  Deno.test(`an entry that another process brings and changes ${when} the first commit of a piece is not overwritten`, async () => {
    using store = await storeFor("file");
    using second = await secondStore(store);
    const other = journalIn(second);
    const document = dayOne(days(100));
    let commits = 0;
    let changed = "";
    const busy = committing(store, async (commit) => {
      if (commits++ === before) {
        // What comes next is planned by now.
        await take(other, document);
        const { entries: [{ id }] } = await other.listEntries({});
        changed = id;
        await other.updateEntry(id, { content: "Written by an app" });
      }
      return await commit();
    });
    const report = await take(journalIn(busy), document);
    assert.deepEqual([report.created, report.skipped], before === 0 ? [0, 100] : [40, 60]);
    assert.equal((await other.getEntry(changed)).content, "Written by an app");
    await checkInvariants(store, "ada");
  });
}

Deno.test("what else there is to do is told of while each commit of a piece is under way", async () => {
  using store = await storeFor("file");
  let isCommitting = false;
  const told: boolean[] = [];
  const watched = committing(store, async (commit) => {
    isCommitting = true;
    const result = commit();
    // As long as a disk that has much to do.
    await new Promise((resolve) => setTimeout(resolve, 20));
    isCommitting = false;
    return await result;
  });
  const onWriting = () => void told.push(isCommitting);
  const report = await take(journalIn(watched), dayOne(days(100)), { onWriting });
  assert.equal(report.created, 100);
  assert.deepEqual(told, [true, true, true]);
});

Deno.test("somebody who writes all the time makes an import slower, and loses nothing", async () => {
  using store = await storeFor("file");
  using second = await secondStore(store);
  const other = journalIn(second);
  let written = 0;
  const busy = committing(store, async (commit) => {
    if (written < 12) await other.createEntry(draft({ title: `Mine ${written++}` }));
    return await commit();
  });
  const report = await take(journalIn(busy), dayOne(days(30)));
  assert.equal(report.created, 30);
  assert.equal((await journalIn(store).stats()).entryCount, 30 + written);
  await checkInvariants(store, "ada");
});

Deno.test("long entries come in as many commits as they need", async () => {
  using store = await storeFor();
  const texts = Array.from({ length: 12 }, (_, n) => `Day ${n}\n${"ä".repeat(60_000)}`);
  const report = await take(journalIn(store), dayOne(texts));
  assert.deepEqual([report.created, report.problems], [12, []]);
  const rows = await changeRows(store);
  assert.ok(rows.length > 1 && rows.length < 12, `${rows.length} commits`);
  await checkInvariants(store, "ada");
});

Deno.test("tags are counted as they are one by one, and the first of them makes them", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const make = (count: number) => dayOne(days(count), { tags: ["rain", "lake"] });
  await take(journal, make(3));
  assert.equal((await take(journal, make(60))).created, 57);
  const tags = await journal.listTags();
  assert.deepEqual(tags.map(({ name, entryCount }) => [name, entryCount]), [
    ["lake", 60],
    ["rain", 60],
  ]);
  await checkInvariants(store, "ada");
});

Deno.test("entries with a tag that is new come together once the first of them has made it", async () => {
  using store = await storeFor("file");
  let commits = 0;
  const journal = journalIn(committing(store, (commit) => (commits++, commit())));
  const document = dayOne(days(30), { tags: ["walks"] });
  assert.equal((await take(journal, document)).created, 30);
  // One for what the import is remembered by, if need be, one for the first, one for all others.
  assert(commits <= 4, `${commits} commits`);
  const [tag] = await journal.listTags();
  assert.deepEqual([tag.name, tag.entryCount], ["walks", 30]);
  await checkInvariants(store, "ada");
});

Deno.test("of an entry that is in a piece twice the second one wins, whatever tags are made between", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  const { entries } = JSON.parse(dayOne(["Lake\nCold.", "Day\nFirst.", "Day\nSecond."]));
  const [lake, first, second] = entries;
  Object.assign(lake, { tags: ["walks"] });
  Object.assign(first, { tags: ["rain"] });
  Object.assign(second, { tags: ["walks"] });
  const document = JSON.stringify({ entries: [lake, first, second] });
  const piece = await journal.readDocument({ format: "dayone", document, timeZone: "UTC" });
  const [a, b, c] = piece.groups;
  const again = { ...c, id: b.id, entry: { ...c.entry!, id: b.id } };
  await journal.importPiece({ ...piece, groups: [a, b, again] });
  const page = await journal.listEntries({ limit: 10 });
  const day = page.entries.find(({ title }) => title === "Day")!;
  assert.match((await journal.getEntry(day.id)).content, /Second/);
});

Deno.test("a look at entries that are here as the document has them reads none of them alone", async () => {
  using store = await storeFor("file");
  await take(journalIn(store), dayOne(days(40)));
  let reads = 0;
  const read = new Proxy(store.read, {
    get(target, name: keyof Store["read"]) {
      reads++;
      return target[name];
    },
  });
  const journal = journalIn({ ...store, read });
  const piece = await journal.readDocument({
    ...{ format: "dayone", document: dayOne(days(40)), timeZone: "UTC" },
  });
  reads = 0;
  const report = await journal.importPiece(piece, { dryRun: true });
  assert.equal(report.skipped, 40);
  // In tens, beside the head of the journal and its tags.
  assert(reads < 20, `${reads} reads`);
});

Deno.test("KV Connect takes entries that come together", async () => {
  await using database = await startKvConnect();
  const store = await openStore(database.url);
  const report = await take(journalIn(store, { now: clockAt().now }), dayOne(days(100)));
  assert.deepEqual([report.created, report.problems], [100, []]);
  assert.equal((await changeRows(store)).length, 3);
  await checkInvariants(store, "ada");
  store.close();
});
