import assert from "node:assert/strict";
import { InvalidError, NotFoundError } from "../../../../lib/journal/mod.ts";
import { type Backend, DAY, NOON, openDesk } from "../helpers.ts";

const OPEN = { includePrivate: false };

/** Everything that a person may ask for beside words. */
export function asking(backend: Backend): void {
  const ignore = backend.isMissing;

  Deno.test(`${backend.name} finds an entry by the names of its tags as by its words`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const tagged = (title: string, ...tags: string[]) =>
      desk.write({ title, content: "Rain all day.", tags, createMissingTags: true });
    await tagged("Out", "Long walks", "Garden");
    await tagged("In", "Chess");
    for (const query of ["chess", "CHESS rook", '"chess"', "che*", "-garden rain"]) {
      assert.deepEqual(await desk.find(query), ["In"], query);
    }
    for (const query of ["walking", '"long walks"', "lon*", "-chess rain", "gardens"]) {
      assert.deepEqual(await desk.find(query), ["Out"], query);
    }
    assert.deepEqual(await desk.find('"walks long"'), []);
    assert.deepEqual(await desk.find({ query: "rain chess", match: "all" }), ["In"]);
    assert.deepEqual((await desk.page("rook chess")).entries[0].matched, ["chess"]);
    const misspelt = await desk.page("gadren");
    assert.deepEqual(misspelt.entries.map(({ title }) => title), ["Out"]);
    assert.deepEqual(misspelt.corrections, [{ word: "gadren", instead: ["garden"] }]);
  });

  Deno.test(`${backend.name} finds nothing by a tag that only private entries have`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const content = "Rain all day.";
    const make = { createMissingTags: true };
    await desk.write({ title: "Open", content, tags: ["weather"], ...make });
    const tags = ["affair", "weather"];
    await desk.write({ title: "Secret", content, isPrivate: true, tags, ...make });
    assert.deepEqual(await desk.page("affair", OPEN), { entries: [], total: 0 });
    assert.deepEqual(await desk.page("afair", OPEN), { entries: [], total: 0 });
    assert.deepEqual((await desk.page("weather", OPEN)).total, 1);
    assert.deepEqual(await desk.find("affair"), ["Secret"]);
  });

  Deno.test(`${backend.name} says how many match, and of which words`, { ignore }, async () => {
    await using desk = await openDesk(backend);
    for (let n = 0; n < 12; n++) {
      await desk.write({ content: n % 3 ? "tea" : "tea and honey", isPrivate: n % 2 === 0 });
    }
    const page = await desk.page({ query: "who drank tea with honeys?", limit: 2 });
    assert.equal(page.total, 12);
    assert.deepEqual(page.entries.map(({ matched }) => matched), Array(2).fill(["tea", "honeys"]));
    assert.equal((await desk.page("tea -honey")).total, 8);
    assert.equal((await desk.page({ query: "tea honey", match: "all" })).total, 4);
    assert.equal((await desk.page("tea honey", OPEN)).total, 6);
    assert.equal((await desk.page('"and honey"', OPEN)).total, 2);
    // Only the entries themselves tell how a phrase ends.
    assert.equal((await desk.page('"tea a"*')).total, undefined);
  });

  Deno.test(`${backend.name} counts what filters let through, for each viewer`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const owner = { userId: "ada", includePrivate: true };
    const all = desk.search.forUser(owner);
    const open = desk.search.forUser({ ...owner, ...OPEN });
    // A list does not wait for an index that is only being opened.
    await desk.find("anything");
    assert.equal(await all.count({}), 0);
    const [first] = await Promise.all([0, 1, 2, 3, 4].map((n) =>
      desk.write({
        title: `${n}`,
        isPrivate: n > 2,
        isFavorite: n % 2 === 0,
        occurredAt: NOON - n * DAY,
      })
    ));
    assert.deepEqual([await all.count({}), await open.count({})], [5, 3]);
    assert.deepEqual([await all.count({ favorite: true }), await open.count({ favorite: true })], [
      3,
      2,
    ]);
    assert.deepEqual([await all.count({ private: true }), await open.count({ private: true })], [
      2,
      0,
    ]);
    assert.equal(await all.count({ from: NOON - DAY }), 2);
    assert.equal(await all.count({ from: "2026-05-14", to: "2026-05-16" }), 3);
    assert.equal(await open.count({ from: "2026-05-14", to: "2026-05-14" }), 0);
    assert.equal(await open.count({ to: "2026-05-16", favorite: true }), 1);
    assert.equal((await desk.page({ query: "nothing", from: "2026-05-16" })).total, 2);
    await desk.journal().trashEntry(first.id);
    assert.deepEqual([await all.count({}), await all.count({ trashed: true })], [4, 1]);
    const listed = await desk.page({ favorite: true });
    assert.deepEqual([listed.entries.map(({ title }) => title), listed.total], [["2", "4"], 2]);
  });

  Deno.test(`${backend.name} finds entries like another, and never that one`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const sails = await desk.write({
      title: "Regatta",
      content: "Sailing with Anna on the lake, wind from the west, we came third.",
    });
    await desk.write({ title: "Lesson", content: "Anna taught me to sail; hardly any wind." });
    await desk.write({ title: "Soup", content: "Leeks, potatoes, cream." });
    const secret = await desk.write({
      title: "Secret",
      content: "Sailing at night with Anna, no wind on the lake.",
      isPrivate: true,
    });
    assert.deepEqual(await desk.find({ like: sails.id }), ["Secret", "Lesson"]);
    assert.deepEqual(await desk.find({ like: sails.id }, OPEN), ["Lesson"]);
    assert.deepEqual(await desk.find({ like: sails.id, private: true }), ["Secret"]);
    await assert.rejects(desk.page({ like: secret.id }, OPEN), NotFoundError);
    await assert.rejects(desk.page({ like: sails.id, query: "wind" }), InvalidError);
    await assert.rejects(desk.page({ like: sails.id }, { userId: "eve" }), NotFoundError);
  });

  Deno.test(`${backend.name} looks for another spelling of a word that is nowhere, and says so`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const words = "Müller Bahnhof MacBookPro Wilhelmina القاهرة lake";
    await desk.write({ title: "Words", content: words });
    const cases: Record<string, string> = {
      ...{ mueller: "muller", bahnhoff: "bahnhof", macbook: "macbookpro", lkae: "lake" },
      ...{ wilhemlina: "wilhelmina", قاهرة: "القاهرة" },
    };
    for (const [query, instead] of Object.entries(cases)) {
      const { entries, corrections } = await desk.page(query);
      assert.deepEqual(entries.map(({ title }) => title), ["Words"], query);
      assert.deepEqual(corrections, [{ word: query, instead: [instead] }], query);
    }
    assert.deepEqual(await desk.find("dahnhof"), ["Words"]);
    // Not what somebody mistyped, but another word.
    assert.deepEqual(await desk.find("bake"), []);
    for (const query of ['"mueller"', "zzzzz", "lk", "-mueller"]) {
      assert.deepEqual(await desk.page(query), { entries: [], total: 0 }, query);
    }
  });
}
