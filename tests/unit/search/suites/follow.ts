import assert from "node:assert/strict";
import { openJournal, renewEpoch } from "../../../../lib/journal/mod.ts";
import { openStore } from "../../../../lib/kv/store.ts";
import { openSearch } from "../../../../lib/search/mod.ts";
import { type Backend, openDesk } from "../helpers.ts";

const OWNER = { userId: "ada", includePrivate: true };

export function follow(backend: Backend): void {
  const ignore = backend.isMissing;

  Deno.test(`${backend.name} sees every write of one's own at once`, { ignore }, async () => {
    await using desk = await openDesk(backend);
    for (let n = 0; n < 10; n++) {
      const { id } = await desk.write({ title: `t${n}`, content: `first${n}` });
      assert.deepEqual(await desk.find(`first${n}`), [`t${n}`]);
      await desk.journal().updateEntry(id, { content: `second${n}` });
      assert.deepEqual(await desk.find(`first${n}`), []);
      assert.deepEqual(await desk.find(`second${n}`), [`t${n}`]);
      if (n % 2 === 0) await desk.journal().trashEntry(id);
    }
    assert.equal((await desk.find("second*")).length, 5);
  });

  Deno.test(`${backend.name} follows what another instance writes, many at once`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const { store, place } = desk;
    const other = openSearch({ store, ...place });
    for (let round = 0; round < 5; round++) {
      await Promise.all(
        Array.from(
          { length: 30 },
          (_, n) => desk.write({ title: "t", content: `word${round}x${n}` }),
        ),
      );
      const [ours, theirs] = await Promise.all([
        desk.page({ query: `word${round}*`, limit: 100 }),
        other.forUser(OWNER).searchEntries({ query: `word${round}*`, limit: 100 }),
      ]);
      assert.equal(ours.entries.length, 30);
      assert.deepEqual(theirs, ours);
    }
    await other.close();
    assert.deepEqual(desk.faults, []);
  });

  Deno.test(`${backend.name} builds a journal of many entries that it never saw`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const journal = desk.journal();
    await desk.search.close();
    await Promise.all(
      Array.from(
        { length: 450 },
        (_, n) => journal.createEntry({ title: `${n}`, content: `entry ${n % 90}` }),
      ),
    );
    const search = openSearch({ store: desk.store, ...desk.place });
    const { entries } = await search.forUser(OWNER).searchEntries({ query: '"entry 7"' });
    assert.equal(entries.length, 5);
    await search.close();
  });

  Deno.test(`${backend.name} starts again after a backup was restored, whatever came after it`, {
    ignore,
  }, async () => {
    const directory = await Deno.makeTempDir();
    const [now, backup] = [`${directory}/now.kv`, `${directory}/backup.kv`];
    const first = await openStore(now);
    {
      await using desk = await openDesk(backend, first);
      const place = desk.place;
      await desk.write({ title: "Before", content: "tea" });
      await desk.find("tea");
      // A consistent copy, as an operator would make it.
      await vacuumInto(now, backup);
      for (let n = 0; n < 5; n++) await desk.write({ title: "Lost", content: "tea" });
      assert.equal((await desk.find("tea")).length, 6);
      await desk.search.close();
      first.close();

      const restored = await openStore(backup);
      const search = openSearch({ store: restored, ...place });
      const find = async (query: string) =>
        (await search.forUser(OWNER).searchEntries({ query })).entries.map(({ title }) => title);
      assert.deepEqual(await find("tea"), ["Before"]);
      const journal = openJournal(restored, OWNER);
      await journal.createEntry({ title: "After", content: "coffee" });
      assert.deepEqual(await find("coffee"), ["After"]);
      await search.close();
      restored.close();
    }
    await Deno.remove(directory, { recursive: true });
  });

  Deno.test(`${backend.name} starts again with a new epoch and with another database`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    await desk.write({ title: "One", content: "tea" });
    assert.deepEqual(await desk.find("tea"), ["One"]);
    await renewEpoch(desk.store);
    assert.deepEqual(await desk.find("tea"), ["One"]);

    const other = await openStore(":memory:");
    const search = openSearch({ store: other, ...desk.place });
    assert.deepEqual(await search.forUser(OWNER).searchEntries({ query: "tea" }), {
      entries: [],
      total: 0,
    });
    await search.close();
    other.close();
    assert.deepEqual(await desk.find("tea"), ["One"]);
    assert.deepEqual(desk.faults, []);
  });
}

async function vacuumInto(from: string, to: string): Promise<void> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(from);
  database.exec(`vacuum into '${to}'`);
  database.close();
}
