import assert from "node:assert/strict";
import { type Backend, findAll, MINUTE, NOON, openDesk } from "../helpers.ts";

export function pages(backend: Backend): void {
  const ignore = backend.isMissing;

  Deno.test(`${backend.name} shows every match once, page by page, and the same as at once`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const wanted = new Set<string>();
    await Promise.all(Array.from({ length: 60 }, async (_, n) => {
      const content = "tea ".repeat(n % 4) + "and more ".repeat(n % 5 + 1);
      const { id } = await desk.write({ content, occurredAt: NOON + (n % 7) * MINUTE });
      if (n % 4 > 0) wanted.add(id);
    }));
    const all = await findAll(desk, { query: "tea", limit: 100 });
    assert.equal(all.length, wanted.size);
    assert.deepEqual(new Set(all), wanted);
    for (const limit of [1, 7, 15, 44, 45, 46]) {
      assert.deepEqual(await findAll(desk, { query: "tea", limit }), all, `${limit} a page`);
    }
  });

  Deno.test(`${backend.name} neither skips nor repeats an entry while others are written`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const write = (n: number) =>
      desk.write({ title: String(n), content: `tea ${"tea ".repeat(n % 3)}${"x ".repeat(n % 5)}` });
    const before: string[] = [];
    for (let n = 0; n < 20; n++) before.push((await write(n)).id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await desk.page({ query: "tea", limit: 3, cursor });
      seen.push(...page.entries.map(({ id }) => id));
      for (let n = 0; n < 3; n++) await write(n);
      cursor = page.nextCursor;
    } while (cursor !== undefined && seen.length < 90);
    const kept = seen.filter((id) => before.includes(id));
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(kept.sort(), before.sort());
  });

  Deno.test(`${backend.name} shows all of many matches, best first, while others are written`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const ids = new Set<string>();
    for (let n = 0; n < 260; n++) {
      const content = `green ${n % 3 === 0 ? "" : "x "}tea ${"and so on ".repeat(n % 7)}`;
      ids.add((await desk.write({ title: `${n}`, content, occurredAt: NOON - n })).id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await desk.page({ query: "green tea", limit: 40, cursor });
      seen.push(...page.entries.map(({ id }) => id));
      await desk.write({ title: "Later", content: "Nothing like it.", occurredAt: NOON });
      assert.equal(page.total, ids.size);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    assert.equal(seen.length, ids.size);
    assert.deepEqual(new Set(seen), ids);
  });
}
