import assert from "node:assert/strict";
import { BeingErasedError } from "../../../../lib/journal/errors.ts";
import type { StoredEntry } from "../../../../lib/journal/store/stored.ts";
import { erasureKey, keysOf } from "../../../../lib/journal/store/keys.ts";
import { commit, type Store } from "../../../../lib/kv/store.ts";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { draft, journalIn, listAll, randomFrom, storeFor } from "../helpers.ts";

const PEOPLE = Array.from({ length: 12 }, (_, n) => `person ${n}`);

Deno.test("what several people write at once is in few commits, and each has their own", async () => {
  using store = await storeFor("file");
  const { counted, commits } = counting(store);
  const journals = PEOPLE.map((userId) => journalIn(counted, { userId }));
  const titleOf = (n: number) => `The day of ${n}`;
  await Promise.all(journals.map((journal) => journal.createEntry(draft())));
  commits.length = 0;
  await Promise.all(
    journals.map((journal, n) => journal.createEntry(draft({ title: titleOf(n) }))),
  );
  // The first one is sent at once, and the others wait for it.
  assert.equal(commits.length, 2);
  for (const [n, journal] of journals.entries()) {
    assert.deepEqual((await listAll(journal)).map(({ title }) => title).sort(), [
      "A walk",
      titleOf(n),
    ]);
    await checkInvariants(store, PEOPLE[n]);
  }
});

Deno.test("new entries of one person at once share commits, and can be changed and purged", async () => {
  using store = await storeFor("file");
  const { counted, commits } = counting(store);
  const journal = journalIn(counted);
  await journal.createTag({ name: "walks" });
  await journal.createEntry(draft({ tags: ["walks"] }));
  commits.length = 0;
  const drafts = Array.from({ length: 20 }, (_, n) =>
    draft({
      title: `Walk ${n}`,
      ...n % 2 && { tags: ["walks"], mood: "calm" },
      ...n % 3 === 0 && { idempotencyKey: `k${n}`, isPrivate: true },
    }));
  const entries = await Promise.all(drafts.map((each) => journal.createEntry(each)));
  assert(commits.length < 10, `${commits.length} commits for 20 entries`);
  assert.deepEqual(entries.map(({ title }) => title), drafts.map(({ title }) => title));
  await checkInvariants(store, "ada");
  const heads = await Promise.all(
    entries.map(({ id }) => store.read.get<StoredEntry>(keysOf("ada").entry(id))),
  );
  assert(heads.filter(({ value }) => value?.sharesChange).length > 10);
  for (const [n, { id }] of entries.entries()) {
    if (n % 2) await journal.updateEntry(id, { mood: "glad" });
    else await journal.purgeEntry((await journal.trashEntry(id)).id);
    await checkInvariants(store, "ada");
  }
});

Deno.test("a check that fails for one writes the others' entries all the same", async () => {
  using store = await storeFor("file");
  const { counted, commits } = counting(store);
  const journals = PEOPLE.map((userId) => journalIn(counted, { userId }));
  await Promise.all(journals.map((journal) => journal.createEntry(draft())));
  const erased = PEOPLE[7];
  await commit(store, (operation) => operation.set(erasureKey(erased), { begunAt: 1 }));
  commits.length = 0;
  const written = await Promise.allSettled(journals.map((journal) => journal.createEntry(draft())));
  // One alone, the others together, and each of those alone.
  assert.equal(commits.length, 1 + 1 + 11);
  for (const [n, outcome] of written.entries()) {
    const count = (await listAll(journals[n])).length;
    if (PEOPLE[n] === erased) {
      assert(outcome.status === "rejected" && outcome.reason instanceof BeingErasedError);
      assert.equal(count, 1);
    } else {
      assert.equal(outcome.status, "fulfilled");
      assert.equal(count, 2);
      await checkInvariants(store, PEOPLE[n]);
    }
  }
});

Deno.test("an error of the database is told to all who were in the commit", async () => {
  using store = await storeFor("file");
  let isBroken = false;
  const { counted, commits } = counting(store, () => {
    if (isBroken) throw new Error("The network is gone");
  });
  const journals = PEOPLE.map((userId) => journalIn(counted, { userId }));
  await Promise.all(journals.map((journal) => journal.createEntry(draft())));
  [isBroken, commits.length] = [true, 0];
  const broken = await Promise.allSettled(journals.map((journal) => journal.createEntry(draft())));
  assert(broken.every(({ status }) => status === "rejected"));
  assert.equal(commits.length, 2, "Whether it was written is unknown: it is not written again");
  isBroken = false;
  await Promise.all(journals.map((journal) => journal.createEntry(draft())));
});

Deno.test("of creates with one idempotency key at once one makes the entry", async () => {
  using store = await storeFor("file");
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const { counted, commits } = counting(store, () => opened);
  const first = journalIn(counted, { userId: "grace" }).createEntry(draft());
  while (commits.length === 0) await pause();
  const journal = journalIn(counted);
  const same = draft({ idempotencyKey: "k" });
  const writing = Array.from(
    { length: 10 },
    (_, n) => journal.createEntry(n % 3 ? draft() : same),
  );
  // Until all of them wait to be written together.
  for (let n = 0; n < 20; n++) await pause();
  open();
  const entries = await Promise.all(writing);
  await first;
  const made = new Set(entries.filter((_, n) => n % 3 === 0).map(({ id }) => id));
  assert.equal(made.size, 1);
  assert.equal((await listAll(journal)).length, 7);
  await checkInvariants(store, "ada");
});

Deno.test("entries that make the same tag at once make one, and nobody is refused", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  await Promise.all(
    Array.from(
      { length: 40 },
      (_, n) => journal.createEntry(draft({ tags: [`t${n % 4}`, "all"], createMissingTags: true })),
    ),
  );
  const counts = (await journal.listTags()).map(({ name, entryCount }) => [name, entryCount]);
  assert.deepEqual(counts.toSorted(), [["all", 40], ["t0", 10], ["t1", 10], ["t2", 10], [
    "t3",
    10,
  ]]);
  await checkInvariants(store, "ada");
});

Deno.test("an entry has the time zone that another process has just set", async () => {
  using store = await storeFor("file");
  const journal = journalIn(store);
  await journal.setTimeZone("Asia/Tokyo");
  assert.equal((await journal.createEntry(draft())).utcOffset, "+09:00");
  // A store of its own has a memory of its own.
  const other = journalIn({ ...store, write: { ...handleOf(store) } as Deno.Kv });
  await other.setTimeZone("America/New_York");
  const entries = await Promise.all([1, 2, 3, 4].map(() => journal.createEntry(draft())));
  assert.deepEqual([...new Set(entries.map(({ utcOffset }) => utcOffset))], ["-04:00"]);
});

Deno.test("whatever happens at once, every journal is whole", async () => {
  using store = await storeFor("file");
  const random = randomFrom(17);
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)];
  const people = PEOPLE.slice(0, 3);
  const ids = new Map(people.map((userId) => [userId, [] as string[]]));
  for (const userId of people) await journalIn(store, { userId }).createTag({ name: "walks" });
  for (let round = 0; round < 25; round++) {
    await Promise.all(Array.from({ length: 12 }, async () => {
      const userId = pick(people);
      const journal = journalIn(store, { userId });
      const id = pick(ids.get(userId)!);
      const isNew = id === undefined || random() < 0.6;
      if (isNew) {
        const tags = pick([undefined, ["walks"], [`t${round % 5}`]]);
        const made = await journal.createEntry(
          draft({
            tags,
            createMissingTags: true,
            isPrivate: random() < 0.3,
            mood: pick(["calm", undefined]),
            idempotencyKey: pick([undefined, `k${round}`]),
            content: "word ".repeat(pick([3, 400, 9_000])),
          }),
        ).catch((error) => error.code);
        if (made.id && !ids.get(userId)!.includes(made.id)) ids.get(userId)!.push(made.id);
      } else if (random() < 0.6) {
        await journal.updateEntry(id, { mood: "glad", isPrivate: random() < 0.5 })
          .catch((error) => assert.equal(error.code, "trashed"));
      } else await journal.trashEntry(id);
    }));
    for (const userId of people) await checkInvariants(store, userId);
  }
});

/** The store, with how many commits there were; `interrupt` comes before each of them. */
function counting(
  store: Store,
  interrupt: () => void | Promise<void> = () => {},
): { counted: Store; commits: number[] } {
  const commits: number[] = [];
  const write = {
    ...handleOf(store),
    atomic() {
      const operation = store.write.atomic();
      const commit = operation.commit.bind(operation);
      return Object.assign(operation, {
        async commit() {
          commits.push(performance.now());
          await interrupt();
          return await commit();
        },
      });
    },
  };
  return { counted: { ...store, write: write as unknown as Deno.Kv }, commits };
}

function handleOf({ write }: Store) {
  return { commitVersionstamp: () => write.commitVersionstamp(), atomic: () => write.atomic() };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
