import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { openSearch } from "../../../lib/search/mod.ts";
import { sqlite } from "../../unit/search/backends.ts";
import { type Desk, openDesk } from "../../unit/search/helpers.ts";

/** What can happen to a file, between two lives of the server or while it is open. */
const DAMAGES: Record<string, (file: string) => void> = {
  "is deleted": (file) => Deno.removeSync(file),
  "is emptied": (file) => Deno.truncateSync(file),
  "is cut off": (file) => Deno.truncateSync(file, 5_000),
  "is overwritten": (file) => Deno.writeTextFileSync(file, "no database at all".repeat(999)),
  "is damaged in the middle": (file) => {
    using handle = Deno.openSync(file, { write: true });
    handle.seekSync(4_096, Deno.SeekMode.Start);
    handle.writeSync(new Uint8Array(Deno.statSync(file).size - 4_096).fill(0xAB));
  },
  "has another schema": (file) => {
    const database = new DatabaseSync(file);
    database.exec(
      "drop table search_document; create table search_document (x); pragma user_version = 99",
    );
    database.close();
  },
};

for (const [damage, inflict] of Object.entries(DAMAGES)) {
  Deno.test(`an index file that ${damage} between two starts is built again`, async () => {
    await using desk = await writtenDesk();
    await desk.search.close();
    inflict(fileOf(desk));
    removeLogs(desk);
    const search = openSearch({ store: desk.store, ...desk.place });
    const searcher = search.forUser({ userId: "ada", includePrivate: true });
    assert.equal((await searcher.searchEntries({ query: "tea" })).entries.length, 20);
    assert.equal((await searcher.searchEntries({ query: "tea" })).degraded, undefined);
    await search.close();
  });
}

for (const damage of ["is deleted", "is overwritten"]) {
  Deno.test(`an index file that ${damage} while it is open never makes an answer wrong`, async () => {
    await using desk = await writtenDesk();
    DAMAGES[damage](fileOf(desk));
    removeLogs(desk);
    for (let n = 20; n < 25; n++) {
      await desk.write({ content: "tea" });
      assert.equal((await desk.page({ query: "tea", limit: 100 })).entries.length, n + 1);
    }
  });
}

Deno.test("the files of many people are open by turns", async () => {
  await using desk = await openDesk(sqlite);
  const people = Array.from({ length: 70 }, (_, n) => ({ userId: `user ${n}` }));
  for (let round = 1; round <= 2; round++) {
    await Promise.all(people.map((who) => desk.write({ content: "tea" }, who)));
    const pages = await Promise.all(people.map((who) => desk.page("tea", who)));
    assert.ok(pages.every(({ entries }) => entries.length === round));
  }
  const files = [...Deno.readDirSync(desk.place.directory!)].map(({ name }) => name);
  assert.equal(files.filter((name) => /^[0-9a-f]{40}\.sqlite$/.test(name)).length, 70);
  assert.deepEqual(desk.faults, []);
});

Deno.test("indexes in memory come again when their place was needed", async () => {
  const inMemory = {
    ...sqlite,
    place: () => Promise.resolve({ options: {}, [Symbol.asyncDispose]: () => Promise.resolve() }),
  };
  await using desk = await openDesk(inMemory);
  const people = Array.from({ length: 60 }, (_, n) => ({ userId: `user ${n}` }));
  await Promise.all(people.map((who) => desk.write({ content: "tea" }, who)));
  const pages = await Promise.all([...people, ...people].map((who) => desk.page("tea", who)));
  assert.ok(pages.every(({ entries }) => entries.length === 1));
  assert.deepEqual(desk.faults, []);
});

async function writtenDesk(): Promise<Desk> {
  const desk = await openDesk(sqlite);
  for (let n = 0; n < 20; n++) await desk.write({ content: `tea ${"and more ".repeat(n)}` });
  assert.equal((await desk.page("tea")).entries.length, 20);
  return desk;
}

function fileOf({ place }: Desk): string {
  const files = [...Deno.readDirSync(place.directory!)].map(({ name }) => name);
  return `${place.directory}/${files.find((name) => name.endsWith(".sqlite"))}`;
}

function removeLogs(desk: Desk): void {
  for (const suffix of ["-wal", "-shm"]) {
    try {
      Deno.removeSync(fileOf(desk) + suffix);
    } catch { /* SQLite has removed it, or the file is gone. */ }
  }
}
