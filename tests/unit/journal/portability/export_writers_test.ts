import assert from "node:assert/strict";
import type { Journal } from "../../../../lib/journal/mod.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import { clockAt, draft, journalIn, randomFrom, storeFor } from "../helpers.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { documentOf, emptyJournal, importInto, type Record } from "./helpers.ts";

/** An export during which something happens before each page but the first. */
async function exportWhile(
  journal: Journal,
  happens: (page: number) => Promise<unknown>,
): Promise<{ records: Record[]; document: string }> {
  let document = "";
  let cursor: string | undefined;
  for (let page = 0;; page++) {
    if (page > 0) await happens(page);
    const { document: part, nextCursor } = await journal.exportPage({ format: "json", cursor });
    document += part;
    if (nextCursor === undefined) return { records: JSON.parse(document).records, document };
    cursor = nextCursor;
  }
}

const LONG = "x".repeat(50_000);

Deno.test("entries of the start are there once, later ones are not, purged ones stay away", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const ids: string[] = [];
  for (let n = 0; n < 12; n++) {
    clock.advance(1);
    ids.push((await journal.createEntry(draft({ content: LONG }))).id);
  }
  const gone = ids.splice(9, 1)[0];
  const { records } = await exportWhile(journal, async (page) => {
    clock.advance(1);
    await journal.createEntry(draft({ title: "Later" }));
    await journal.updateEntry(ids[0], { title: `Changed ${page}` });
    await journal.updateEntry(ids[8], { title: `Changed ${page}` });
    if (page === 1) await journal.purgeEntry(gone);
  });
  assert.deepEqual(records.filter(({ type }) => type === "entry").map(({ id }) => id), ids);
});

Deno.test("a history that spans pages is the one of the moment when its entry went out", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ content: `0 ${LONG}` }));
  for (let n = 1; n < 10; n++) await journal.updateEntry(id, { content: `${n} ${LONG}` });
  const { records } = await exportWhile(journal, async (page) => {
    await journal.updateEntry(id, { content: `later ${page} ${LONG}` });
  });
  assert.equal(records[0].version, 10);
  assert.deepEqual(
    records.slice(1).map(({ version, content }) => [version, content.slice(0, 2)]),
    Array.from({ length: 9 }, (_, n) => [n + 1, `${n} `]),
  );
});

Deno.test("an entry that turns private in the middle of its history shows no more of it", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const some = journalIn(store, { includePrivate: false });
  const { id } = await journal.createEntry(draft({ content: `0 ${LONG}` }));
  for (let n = 1; n < 10; n++) await journal.updateEntry(id, { content: `${n} ${LONG}` });
  const { records } = await exportWhile(
    some,
    (page) => page === 1 ? journal.updateEntry(id, { isPrivate: true }) : Promise.resolve(),
  );
  assert(records.length < 5, String(records.length));
});

Deno.test("every tag that an entry names is there, also one that was made meanwhile", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  await journal.createTag({ name: "early" });
  const ids: string[] = [];
  for (let n = 0; n < 9; n++) {
    clock.advance(1);
    ids.push((await journal.createEntry(draft({ content: LONG, tags: ["early"] }))).id);
  }
  const { records, document } = await exportWhile(journal, async (page) => {
    clock.advance(1);
    await journal.updateEntry(ids.at(-1)!, { tags: [`late ${page}`], createMissingTags: true });
    if (page === 1) {
      const [early] = await journal.listTags();
      await journal.updateTag(early.id, { name: "renamed", description: "New" });
    }
  });
  assertTagsAreThere(records);
  assert(records.some(({ name, description }) => name === "renamed" && description === "New"));
  using copy = await storeFor();
  const ben = emptyJournal(copy, clock.now);
  assert.equal((await importInto(ben, document)).failed, 0);
  const names = (await ben.listTags()).map(({ name }) => name);
  assert(names.includes("renamed") && names.some((name) => name.startsWith("late")));
});

Deno.test("an entry that gets a new tag while its page is read is out with that tag", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(draft({ tags: ["early"], createMissingTags: true }));
  const tags = ["early", "late"];
  const interrupted = afterReadingTags(
    store,
    () => journal.updateEntry(id, { tags, createMissingTags: true }),
  );
  const records: Record[] = JSON.parse(await documentOf(interrupted)).records;
  const entry = records.find(({ type }) => type === "entry");
  assert.equal(entry.version, 2);
  assert.deepEqual(entry.tags.map(({ name }: { name: string }) => name), tags);
  assertTagsAreThere(records);
});

Deno.test("each entry is of one moment while four writers never stop", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store, { now: Date.now });
  const names = Array.from({ length: 10 }, (_, n) => `tag ${n}`);
  const ids: string[] = [];
  for (let n = 0; n < 30; n++) {
    const { id } = await journal.createEntry(said(0, names));
    ids.push(id);
  }
  let isOver = false;
  const writers = [1, 2, 3].map(async (seed) => {
    const random = randomFrom(seed);
    const pick = () => ids[Math.floor(random() * ids.length)];
    for (let n = 1; !isOver; n++) {
      const { tags: _tags, createMissingTags: _create, ...patch } = said(seed * 100_000 + n, []);
      await journal.updateEntry(pick(), patch);
    }
  });
  const renamer = (async () => {
    const [tag] = await journal.listTags();
    for (let n = 0; !isOver; n++) {
      await journal.updateTag(tag.id, { name: `renamed ${n}` });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  try {
    for (let round = 0; round < 3; round++) {
      const document = await documentOf(store, { now: Date.now });
      checkConsistency(JSON.parse(document).records, ids);
    }
  } finally {
    isOver = true;
    await Promise.all([...writers, renamer]);
  }
  await checkInvariants(store as Store, "ada");
});

/** The store, with something happening once all tags have been read. */
function afterReadingTags(store: Store, act: () => Promise<unknown>): Store {
  let isOver = false;
  async function* list(...args: Parameters<Store["read"]["list"]>) {
    yield* store.read.list(...args);
    const { prefix, start } = args[0] as { prefix?: Deno.KvKey; start?: Deno.KvKey };
    if (isOver || start || prefix?.at(-1) !== "tag") return;
    isOver = true;
    await act();
  }
  return { ...store, read: { ...store.read, list: list as unknown as Store["read"]["list"] } };
}

/** Title, mood and text that belong together. */
function said(n: number, tags: string[]) {
  const content = `${n} ${"y".repeat(n % 3 === 0 ? 70_000 : 100)} ${n}`;
  return { title: `${n}`, mood: `${n}`, content, tags, createMissingTags: true };
}

function checkConsistency(records: Record[], ids: readonly string[]): void {
  const entries = records.filter(({ type }) => type === "entry");
  assert.deepEqual(entries.map(({ id }) => id), [...ids].sort());
  assertTagsAreThere(records);
  for (const { title, mood, content } of records.filter(({ type }) => type !== "tag")) {
    assert(title === mood && content.startsWith(`${title} `) && content.endsWith(` ${title}`));
  }
  for (const { id, version } of entries) {
    const history = records.filter(({ entryId }) => entryId === id).map(({ version }) => version);
    assert.deepEqual(history, Array.from({ length: version - 1 }, (_, n) => n + 1));
  }
}

function assertTagsAreThere(records: Record[]): void {
  const told = new Set<string>();
  for (const { type, id, tags = [] } of records) {
    if (type === "tag") told.add(id);
    for (const tag of tags) assert(told.has(tag.id), `${tag.name} is missing`);
  }
}
