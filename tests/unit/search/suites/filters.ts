import assert from "node:assert/strict";
import { InvalidError, LimitError, NotFoundError } from "../../../../lib/journal/mod.ts";
import { type Backend, DAY, NOON, openDesk } from "../helpers.ts";

export function filters(backend: Backend): void {
  const ignore = backend.isMissing;

  Deno.test(`${backend.name} filters by tag, mood, favorite and time, and by all of them`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const tags = { tags: ["Work"], createMissingTags: true };
    await desk.write({ title: "1", content: "tea", occurredAt: NOON, mood: "Calm", ...tags });
    await desk.write({ title: "2", content: "tea", occurredAt: NOON + 1, isFavorite: true });
    await desk.write({ title: "3", content: "tea", occurredAt: NOON + DAY, mood: "CALM" });
    await desk.write({ title: "4", content: "tea", occurredAt: -9e12, isFavorite: true, ...tags });
    const answers: [object, string[]][] = [
      [{}, ["3", "2", "1", "4"]],
      [{ tag: "work" }, ["1", "4"]],
      [{ mood: "calm" }, ["3", "1"]],
      [{ favorite: true }, ["2", "4"]],
      [{ favorite: false }, ["3", "1"]],
      [{ from: NOON + 1 }, ["3", "2"]],
      [{ to: NOON }, ["1", "4"]],
      [{ from: NOON, to: NOON }, ["1"]],
      [{ from: NOON + 2, to: NOON + 3 }, []],
      [{ tag: "Work", mood: "Calm", favorite: false, from: NOON }, ["1"]],
      [{ private: false }, ["3", "2", "1", "4"]],
      [{ private: true }, []],
      [{ trashed: true }, []],
    ];
    for (const [filter, titles] of answers) {
      const named = JSON.stringify(filter);
      assert.deepEqual(await desk.find({ query: "tea", ...filter }), titles, named);
      assert.deepEqual(await desk.find({ query: "coffee", ...filter }), [], named);
    }
  });

  Deno.test(`${backend.name} has full pages of a range of days, whatever happened around it`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    // Half of them are of the days before and after, and all of those are better matches.
    for (let hour = 0; hour < 48; hour++) {
      const occurredAt = Date.parse("2026-01-11T12:00Z") + hour * 3_600_000;
      const isWithin = hour >= 12 && hour < 36;
      await desk.write({
        title: String(hour),
        content: isWithin ? "tea" : "tea tea tea",
        occurredAt,
      });
    }
    await desk.write({ title: "day", content: "tea", occurredAt: "2026-01-12" });
    await desk.write({ title: "east", content: "tea", occurredAt: "2026-01-12T00:30+14:00" });
    await desk.write({ title: "west", content: "tea", occurredAt: "2026-01-11T23:30-11:00" });
    const query = { query: "tea", from: "2026-01-12", to: "2026-01-12", limit: 5 };
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await desk.page({ ...query, cursor });
      assert(page.entries.length === 5 || page.nextCursor === undefined, "The page has room");
      titles.push(...page.entries.map(({ title }) => title));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const hours = Array.from({ length: 24 }, (_, n) => String(n + 12));
    assert.deepEqual(titles.toSorted(), [...hours, "day", "east"].toSorted());
  });

  Deno.test(`${backend.name} knows a tag by its id, however it is called`, { ignore }, async () => {
    await using desk = await openDesk(backend);
    const entry = await desk.write({ content: "tea", tags: ["old"], createMissingTags: true });
    const [{ id }] = entry.tags;
    assert.equal((await desk.find({ query: "tea", tag: "old" })).length, 1);
    await desk.journal().updateTag(id, { name: "New" });
    const { entries: [found] } = await desk.page({ query: "tea", tag: "new" });
    assert.deepEqual(found.tags, ["New"]);
    assert.equal((await desk.find({ query: "tea", tag: id })).length, 1);
    await assert.rejects(desk.page({ query: "tea", tag: "old" }), NotFoundError);
    await desk.journal().deleteTag(id);
    await assert.rejects(desk.page({ query: "tea", tag: id }), NotFoundError);
    await desk.journal().createTag({ name: "New" });
    assert.deepEqual(await desk.find({ query: "tea", tag: "New" }), []);
    assert.deepEqual((await desk.page("tea")).entries[0].tags, []);
  });

  Deno.test(`${backend.name} finds an entry where it is: in the journal or in the trash`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const { id } = await desk.write({ title: "Gone", content: "tea" });
    await desk.write({ title: "Kept", content: "tea" });
    await desk.journal().trashEntry(id);
    assert.deepEqual(await desk.find("tea"), ["Kept"]);
    assert.deepEqual(await desk.find({ query: "tea", trashed: true }), ["Gone"]);
    const { entries: [found] } = await desk.page({ query: "tea", trashed: true });
    assert.equal(found.trashedAt, NOON);
    await desk.journal().restoreEntry(id);
    assert.equal((await desk.find("tea")).length, 2);
  });

  Deno.test(`${backend.name} refuses what lists refuse`, { ignore }, async () => {
    await using desk = await openDesk(backend);
    const query = "tea";
    await assert.rejects(desk.page({ query, limit: 101 }), LimitError);
    await assert.rejects(desk.page({ query, limit: 0 }), InvalidError);
    await assert.rejects(desk.page({ query, from: 2, to: 1 }), InvalidError);
    await assert.rejects(desk.page({ query, tag: "nowhere" }), NotFoundError);
    for (const cursor of ["", "%%%", "MSwyMw", "WyJyYW5rZWQiXQ", "x".repeat(5_000)]) {
      await assert.rejects(desk.page({ query, cursor }), InvalidError, cursor);
    }
  });
}
