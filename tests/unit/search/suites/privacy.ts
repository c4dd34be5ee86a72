import assert from "node:assert/strict";
import { decodeText, encodeText } from "../../../../lib/base64url.ts";
import { type Backend, findAll, NOON, openDesk } from "../helpers.ts";

const OPEN = { includePrivate: false };

export function privacy(backend: Backend): void {
  const ignore = backend.isMissing;

  Deno.test(`${backend.name} shows private entries to nobody but holders of them`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const { id } = await desk.write({ title: "Secret", content: "tea for two", isPrivate: true });
    await desk.write({ title: "Open", content: "tea for one", occurredAt: NOON - 1 });
    assert.deepEqual(await desk.find("tea"), ["Secret", "Open"]);
    assert.deepEqual(await desk.find({ query: "tea", private: true }), ["Secret"]);
    assert.deepEqual(await desk.find({ query: "tea", private: false }), ["Open"]);
    assert.deepEqual(await desk.find("tea", OPEN), ["Open"]);
    assert.deepEqual(await desk.page({ query: "tea", private: true }, OPEN), {
      entries: [],
      total: 0,
    });
    assert.deepEqual(await desk.find("two", OPEN), []);

    await desk.journal().updateEntry(id, { isPrivate: false });
    assert.deepEqual(await desk.find("two", OPEN), ["Secret"]);
    await desk.journal().updateEntry(id, { isPrivate: true });
    await desk.journal().trashEntry(id);
    assert.deepEqual(await desk.find({ query: "tea", trashed: true }, OPEN), []);
    assert.deepEqual(await desk.find({ query: "tea", trashed: true }), ["Secret"]);
  });

  Deno.test(`${backend.name} answers as if private entries were not there, ranks and cursors too`, {
    ignore,
  }, async () => {
    await using one = await openDesk(backend);
    const who = { userId: "with secrets" };
    const contents = ["tea", "tea and milk", "milk milk tea", "tea tea and honey", "honey in milk"];
    let occurredAt = NOON;
    const write = async (content: string, isPrivate: boolean) => {
      occurredAt++;
      const draft = { title: "x", content, occurredAt, isPrivate };
      if (!isPrivate) await one.write({ ...draft, title: content });
      await one.write({ ...draft, title: content }, who);
    };
    for (const [n, content] of contents.entries()) {
      await write(content, false);
      for (let k = 0; k < 4 * n; k++) {
        await write(`milk ${content} ${k} ${"milk ".repeat(k)}`, true);
      }
    }
    const { id: plainId } = (await one.page("honey in milk")).entries[0];
    const { id: guardedId } = (await one.page("honey in milk", { ...who, ...OPEN })).entries[0];
    for (
      const query of [
        ...["tea", "milk", "tea milk", "m*", "honey", '"and honey"', "tea OR honey", "-milk tea"],
        ...["teas", "mlik", "honeyy", "secretive", "hon", "who drinks milk with honey?"],
      ]
    ) {
      const plain = await one.page({ query, limit: 2 });
      const guarded = await one.page({ query, limit: 2 }, { ...who, ...OPEN });
      const shown = ({ entries }: typeof plain) =>
        entries.map(({ title, snippet }) => title + snippet);
      assert.deepEqual(shown(guarded), shown(plain), query);
      assert.equal(guarded.total, plain.total, query);
      assert.deepEqual(guarded.corrections, plain.corrections, query);
      assert.deepEqual(withoutId(guarded.nextCursor), withoutId(plain.nextCursor), query);
      const all = await findAll(one, { query, limit: 2 });
      assert.equal(
        (await findAll(one, { query, limit: 2 }, { ...who, ...OPEN })).length,
        all.length,
      );
    }
    const titles = ({ entries }: { entries: { title: string }[] }) =>
      entries.map(({ title }) => title);
    assert.deepEqual(
      titles(await one.page({ like: guardedId }, { ...who, ...OPEN })),
      titles(await one.page({ like: plainId })),
    );
  });

  Deno.test(`${backend.name} takes a private entry in a cursor for one that does not exist`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    await desk.write({ title: "Before", content: "tea" });
    const { id } = await desk.write({ title: "Secret", content: "tea", isPrivate: true });
    await desk.write({ title: "Behind", content: "tea" });
    const { nextCursor = "" } = await desk.page({ query: "tea", limit: 1 }, OPEN);
    const after = (id: string) => {
      const parts = JSON.parse(decodeText(nextCursor, 1_000)!);
      const cursor = encodeText(JSON.stringify(parts.with(3, id)));
      return desk.find({ query: "tea", cursor }, OPEN);
    };
    assert.deepEqual(await after(id), await after("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
  });

  Deno.test(`${backend.name} corrects no word by one that only private entries have`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    await desk.write({ title: "Secret", content: "An affair with Wilhelmina", isPrivate: true });
    await desk.write({ title: "Open", content: "Rain all day" });
    assert.deepEqual(await desk.page("wilhelmnia", OPEN), {
      entries: [],
      total: 0,
    });
    const { corrections } = await desk.page("wilhelmnia");
    assert.deepEqual(corrections, [{ word: "wilhelmnia", instead: ["wilhelmina"] }]);
  });

  Deno.test(`${backend.name} keeps people apart, whatever one takes from the other`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const eve = { userId: "eve" };
    const tags = { tags: ["Hers"], createMissingTags: true };
    for (let n = 0; n < 5; n++) await desk.write({ title: "Ada's", content: "tea", ...tags });
    await desk.write({ title: "Eve's", content: "tea" }, eve);
    assert.deepEqual(await desk.find("tea", eve), ["Eve's"]);
    assert.equal((await desk.find("tea")).length, 5);
    const { nextCursor: cursor } = await desk.page({ query: "tea", limit: 2 });
    const { entries } = await desk.page({ query: "tea", cursor }, eve);
    assert.ok(entries.every(({ title }) => title === "Eve's"));
    assert.deepEqual(await desk.find("tea", { userId: "nobody" }), []);
  });
}

/** What a cursor says besides the id of an entry. */
function withoutId(cursor: string | undefined): unknown {
  const parts = cursor === undefined ? [] : JSON.parse(atob(cursor));
  return parts.filter((part: unknown) => typeof part !== "string" || part === "ranked");
}
