import assert from "node:assert/strict";
import type { RankedPlace } from "../../../../lib/search/rank/cursor.ts";
import type { ChangedEntry } from "../../../../lib/journal/mod.ts";
import { openPostgresIndex } from "../../../../lib/search/postgres/mod.ts";
import { placeAfter } from "../../../../lib/search/rank/ranking.ts";
import {
  type Hit,
  rankedHits,
  type Request,
  type SearchIndex,
} from "../../../../lib/search/index/search_index.ts";
import { openSqliteIndex } from "../../../../lib/search/sqlite/mod.ts";
import { parseTerms } from "../../../../lib/search/text/terms.ts";
import { randomFrom } from "../../journal/helpers.ts";
import { type Backend, DAY, MINUTE, NOON } from "../helpers.ts";

/** Of phrases, fewer are ranked at once than of words. */
const TERMS = parseTerms('"green tea"');
const RANKED = rankedHits(TERMS);
const COUNT = 2 * RANKED + 170;

export function windows(backend: Backend): void {
  const ignore = backend.isMissing;

  Deno.test(
    `${backend.name} shows more matches than it ranks at once window by window, each once`,
    {
      ignore,
    },
    async () => {
      await using desk = await openIndex(backend);
      const random = randomFrom(7);
      await desk.add(
        COUNT,
        () => ({ at: NOON - Math.floor(random() * 30 * DAY), random: random() }),
      );
      for (const size of [RANKED - 1, RANKED, 100]) {
        const seen = (await desk.pages({ size })).flat();
        assert.equal(seen.length, COUNT, `${size} a page`);
        assert.equal(new Set(seen.map(({ id }) => id)).size, COUNT);
      }
      const [first, ...others] = await desk.pages({ size: 50 });
      const best = Math.max(...[first, ...others].flat().map(({ score }) => score));
      assert.ok(first.every(({ score }) => score === best), "The best come first");
      const newest = Math.min(...first.map(({ at }) => at));
      assert.ok(others.flat().some(({ at }) => at < newest), "Older ones come after them");

      const middle = { from: NOON - 20 * DAY + 1_234, to: NOON - 2 * DAY - 1_234 };
      const inside = (await desk.pages({ size: 100 })).flat()
        .filter(({ at }) => at >= middle.from && at <= middle.to);
      const seen = (await desk.pages({ size: 100, ...middle })).flat();
      assert.equal(seen.length, inside.length, "A range that begins and ends within minutes");
    },
  );

  Deno.test(`${backend.name} keeps a window as it is while others are written`, {
    ignore,
  }, async () => {
    await using desk = await openIndex(backend);
    await desk.add(COUNT, (n) => ({ at: NOON - n * MINUTE, random: 0 }));
    let later = NOON;
    const seen = (await desk.pages({ size: 120 }, async () => {
      await desk.add(50, () => ({ at: later += MINUTE, random: 0 }));
    })).flat();
    const old = seen.filter(({ at }) => at <= NOON);
    assert.equal(new Set(old.map(({ id }) => id)).size, COUNT);
    assert.equal(old.length, COUNT);
  });

  Deno.test(`${backend.name} ranks as if there were nothing but what the request may find`, {
    ignore,
  }, async () => {
    const HIDDEN = 2_100;
    const scores = async (hidden: number) => {
      await using desk = await openIndex(backend);
      await desk.add(1, () => ({ at: NOON - DAY, random: 1 }));
      for (const hiding of [{ isPrivate: true }, { isFavorite: true }, { isTrashed: true }]) {
        await desk.add(hidden, (n) => ({ at: NOON - n, random: 1, ...hiding }));
      }
      await desk.add(1, () => ({ at: NOON + 1, random: 0 }));
      const filterTokens = ["§living", "§open", "§plain"];
      const [hits] = await desk.pages({
        size: 10,
        terms: parseTerms("green"),
        filterTokens,
      });
      return hits.map(({ score }) => score);
    };
    const [titled, other] = await scores(0);
    assert.ok(titled > other);
    assert.deepEqual(await scores(HIDDEN), [titled, other]);
  });

  Deno.test(`${backend.name} orders what happened at the same moment, page by page`, {
    ignore,
  }, async () => {
    await using desk = await openIndex(backend);
    await desk.add(90, (n) => ({ at: NOON + n % 3, random: 0 }));
    const all = (await desk.pages({ size: 100 })).flat();
    assert.deepEqual(all, all.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)));
    for (const size of [1, 7, 30, 89]) {
      assert.deepEqual((await desk.pages({ size })).flat(), all, `${size} a page`);
    }
  });
}

/** What an entry is made of; the better it fits, the larger `random` is. */
type Made =
  & { at: number; random: number }
  & Partial<Pick<ChangedEntry, "isFavorite" | "isPrivate" | "isTrashed">>;

/** An index of one person, filled without a journal. */
interface IndexDesk extends AsyncDisposable {
  /** Writes entries. */
  add(count: number, make: (n: number) => Made): Promise<void>;
  /** All pages, as a search asks for them. */
  pages(
    options:
      & { size: number; from?: number; to?: number }
      & Partial<Pick<Request, "terms" | "filterTokens">>,
    between?: () => Promise<void>,
  ): Promise<Hit[][]>;
}

async function openIndex(backend: Backend): Promise<IndexDesk> {
  const place = await backend.place();
  const { databaseUrl, directory } = place.options;
  const index: SearchIndex = databaseUrl
    ? openPostgresIndex({ url: databaseUrl })
    : openSqliteIndex({ directory });
  const owner = crypto.randomUUID();
  let [written, from] = [0, { epoch: "", watermark: "" }];
  return {
    async add(count, make) {
      const entries = Array.from({ length: count }, (_, n) => entryOf(written + n, make(n)));
      written += count;
      const to = { epoch: "test", watermark: String(written) };
      assert.ok(await index.apply(owner, { from, to, entries, gone: [] }));
      from = to;
    },
    async pages(
      { size, from = 0, to = 2 * NOON, terms = TERMS, filterTokens = ["§living"] },
      between = () => Promise.resolve(),
    ) {
      const pages: Hit[][] = [];
      let next: RankedPlace | undefined = { kind: "ranked" };
      while (next !== undefined) {
        const place: RankedPlace = next;
        const { since, until = to, after } = place;
        const range = { from: Math.max(from, since ?? from), to: Math.min(to, until) };
        const request = { terms, filterTokens, ...range, size, after };
        const { found } = await index.find(owner, { ...request, isWindow: since !== undefined });
        pages.push(found.hits);
        await between();
        next = placeAfter(found, place);
      }
      return pages;
    },
    async [Symbol.asyncDispose]() {
      await index.close();
      await place[Symbol.asyncDispose]();
    },
  };
}

function entryOf(n: number, { at, random, ...hiding }: Made): ChangedEntry {
  return {
    id: String((n * 7919) % 100_003).padStart(6, "0"),
    versionstamp: "",
    title: random > 0.7 ? "Green tea" : "A day",
    content: "green tea" + " and more".repeat(Math.floor((1 - random) * 4)),
    ...{ isFavorite: false, isPrivate: false, isTrashed: false, tagIds: [], ...hiding },
    occurredAt: at,
  };
}
