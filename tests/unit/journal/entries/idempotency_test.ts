import assert from "node:assert/strict";
import {
  clockAt,
  DAY,
  draft,
  dump,
  interrupted,
  journalIn,
  listAll,
  refuses,
  storeFor,
} from "../helpers.ts";

const MORNING = draft({ title: "Morning", content: "first text", idempotencyKey: "2026-11-27" });
const EVENING = draft({ title: "Evening", content: "second text", idempotencyKey: "2026-11-27" });

Deno.test("a key with any other argument is an error that names its entry, and writes nothing", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry({ ...MORNING, tags: ["a"], createMissingTags: true });
  const before = await dump(store);
  const others = [
    { title: "Evening" },
    { content: "second text" },
    { mood: "calm" },
    { isPrivate: true },
    { occurredAt: 7 },
    { tags: ["b"], createMissingTags: true },
    { tags: [] },
  ];
  for (const other of others) {
    const attempt = journal.createEntry({ ...MORNING, tags: ["a"], ...other });
    const { advice } = await refuses(attempt, [
      "conflict",
      new RegExp(`^Idempotency key "2026-11-27" belongs to the entry "Morning" \\(id ${id}\\)`),
    ]);
    assert.match(advice, /^Give another key/);
  }
  assert.deepEqual(await dump(store), before);
});

Deno.test("the same arguments find the entry as it is now, whatever the space around them", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const first = { ...MORNING, tags: ["a"], createMissingTags: true };
  const { id } = await journal.createEntry(first);
  const updated = await journal.updateEntry(id, { title: "Brighter", content: "Rewritten" });
  clock.advance(DAY - 1);
  assert.deepEqual(await journal.createEntry(first), updated);
  const spaced = { ...first, title: " Morning ", tags: [" a "], createMissingTags: false };
  assert.deepEqual(await journal.createEntry(spaced), updated);
});

Deno.test("a key lives for 24 hours by the journal's clock", async () => {
  using store = await storeFor();
  const clock = clockAt();
  const journal = journalIn(store, clock);
  const { id } = await journal.createEntry(MORNING);
  clock.advance(DAY - 1);
  await refuses(journal.createEntry(EVENING), ["conflict", /"Morning"/]);
  clock.advance(1);
  const evening = await journal.createEntry(EVENING);
  assert.equal(evening.content, "second text");
  clock.advance(DAY - 1);
  assert.equal((await journal.createEntry(EVENING)).id, evening.id, "The key is the second one's");
  await refuses(journal.createEntry(MORNING), ["conflict", /"Evening"/]);
  assert.deepEqual((await listAll(journal)).map((entry) => entry.id), [evening.id, id]);
});

Deno.test("the store is told when a key ends, so that rows of keys do not pile up", async () => {
  using store = await storeFor();
  const set: unknown[] = [];
  const write = new Proxy(store.write, {
    get(kv, name) {
      if (name !== "atomic") return Reflect.get(kv, name).bind(kv);
      return () => {
        const operation = kv.atomic();
        const original = operation.set.bind(operation);
        operation.set = (key, value, options) => {
          if (key[2] === "idempotency") set.push(options);
          return original(key, value, options);
        };
        return operation;
      };
    },
  });
  await journalIn({ ...store, write }).createEntry(MORNING);
  assert.deepEqual(set, [{ expireIn: DAY }]);
});

Deno.test("a key whose entry is in the trash is an error that says so, whatever the arguments", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const { id } = await journal.createEntry(MORNING);
  await journal.trashEntry(id);
  const before = await dump(store);
  for (const attempt of [MORNING, EVENING]) {
    const { advice } = await refuses(journal.createEntry(attempt), [
      "trashed",
      new RegExp(`belongs to the entry "Morning" \\(id ${id}\\) in the trash`),
    ]);
    assert.match(advice, /^Restore that entry/);
  }
  assert.deepEqual(await dump(store), before);
  await journal.restoreEntry(id);
  assert.equal((await journal.createEntry(MORNING)).id, id);
});

Deno.test("a key whose entry was purged makes a new one, of the same arguments or of others", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  for (const second of [MORNING, EVENING]) {
    const { id } = await journal.createEntry(MORNING);
    await journal.purgeEntry(id);
    const made = await journal.createEntry(second);
    assert.notEqual(made.id, id);
    assert.equal((await journal.getEntry(made.id)).content, second.content);
    await journal.purgeEntry(made.id);
  }
});

Deno.test("a key that has made a hidden entry keeps the text of somebody who cannot see it", async () => {
  using store = await storeFor();
  const whole = journalIn(store, { client: "desk" });
  const open = journalIn(store, { client: "desk", includePrivate: false });
  const secret = await whole.createEntry({ ...MORNING, title: "Told my lawyer", isPrivate: true });
  const made = await open.createEntry(EVENING);
  assert.notEqual(made.id, secret.id);
  assert.equal((await open.getEntry(made.id)).content, "second text");
  assert.equal((await whole.getEntry(secret.id)).content, "first text");
  await refuses(whole.createEntry(MORNING), ["conflict", /"Evening"/]);
});

Deno.test("a retry of what is hidden by now is answered with what was written, or told of the trash", async () => {
  using store = await storeFor();
  const whole = journalIn(store);
  const open = journalIn(store, { includePrivate: false });
  const entry = await open.createEntry(MORNING);
  await whole.updateEntry(entry.id, { title: "Told my lawyer", isPrivate: true });
  assert.deepEqual(await open.createEntry(MORNING), entry);
  await whole.trashEntry(entry.id);
  const before = await dump(store);
  const { message, advice } = await refuses(open.createEntry(MORNING), ["trashed", /an entry in/]);
  assert.doesNotMatch(message + advice, /lawyer/);
  assert.deepEqual(await dump(store), before);
});

Deno.test("a create that another one with its key came before is refused", async () => {
  using store = await storeFor();
  const other = journalIn(store);
  const journal = journalIn(interrupted(store, () => other.createEntry(MORNING)));
  await refuses(journal.createEntry(EVENING), ["conflict", /"Morning"/]);
  assert.deepEqual((await listAll(other)).map(({ title }) => title), ["Morning"]);
});
