import {
  type FoundEntry,
  type JournalAccess,
  openSelection,
  parseSearchText,
  type Selection,
} from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import type { CatchUp } from "./follow/catch_up.ts";
import { formatCursor, parseCursor, type RankedPlace } from "./rank/cursor.ts";
import { wordsOf } from "./index/document.ts";
import { filterTokensFor, prefixToken } from "./index/filter_tokens.ts";
import type { FoundSummary, SearchPage, SearchQuery } from "./model.ts";
import type { Outages } from "./follow/outages.ts";
import { indexName } from "./index/index_name.ts";
import { startPacer } from "./pacer.ts";
import { placeAfter } from "./rank/ranking.ts";
import { scan } from "./scan.ts";
import type { Found, Request, SearchIndex } from "./index/search_index.ts";
import { snippetOf } from "./text/snippet.ts";
import { needleOf, parseTerms, type Term } from "./text/terms.ts";

/** What a search needs, and whose it is. */
export interface SearchContext {
  store: Store;
  index: SearchIndex;
  catchUp: CatchUp;
  outages: Outages;
  owner: JournalAccess;
  now(): number;
}

const FIRST: RankedPlace = { kind: "ranked" };
const MAX_TRIES = 5;
/** For one page, and how many matches are looked at once. */
const MAX_LOOKUPS = 5;
const MAX_HITS = 200;

/** Finds entries by the index, or by reading them if it is down. */
export async function searchEntries(
  context: SearchContext,
  { query: text, cursor, ...query }: SearchQuery,
): Promise<SearchPage> {
  const { store, outages, owner, now } = context;
  const terms = parseTerms(parseSearchText(text));
  const place = cursor === undefined ? FIRST : parseCursor(cursor);
  const selection = await openSelection(store, owner, { query, now });
  if (terms.length === 0 || selection.visibilities.length === 0) return { entries: [] };

  if (place.kind === "ranked") {
    const page = await outages.attempt(
      owner.userId,
      () => fillPage(context, { terms, selection, place }),
    );
    if (page !== undefined) {
      return {
        entries: await withSnippets(page.found, terms),
        ...page.next && { nextCursor: formatCursor(page.next) },
      };
    }
  }
  // Ranked places mean nothing in the order of time: an outage between two pages starts again.
  const from = place.kind === "scanned" ? place.cursor : undefined;
  const scanned = await scan({
    store,
    owner,
    terms,
    selection,
    query: { ...query, cursor: from },
    now,
  });
  return {
    entries: await withSnippets(scanned.found, terms),
    degraded: true,
    ...scanned.cursor && {
      nextCursor: formatCursor({ kind: "scanned", cursor: scanned.cursor }),
    },
  };
}

/**
 * Finds a page of entries, and where the next one begins. The index knows moments and not days, so
 * that around the edges of a range of days some of what it finds is left out: then it is asked for
 * more, and more at once.
 */
async function fillPage(
  context: SearchContext,
  { terms, selection, place }: {
    terms: readonly Term[];
    selection: Selection;
    place: RankedPlace;
  },
): Promise<{ found: FoundEntry[]; next?: RankedPlace }> {
  const page: FoundEntry[] = [];
  let next: RankedPlace | undefined = place;
  let { size } = selection;
  for (let lookups = 0; next !== undefined && lookups < MAX_LOOKUPS; lookups++) {
    const found = await find(context, toRequest(terms, selection, { place: next, size }));
    const picked = await selection.pick(found.hits.map(({ id }) => id));
    const taken = picked.slice(0, selection.size - page.length);
    page.push(...onlyMatches(taken, terms));
    next = placeAfter(upTo(taken.at(-1), { found, isAll: taken.length === picked.length }), next);
    if (page.length === selection.size || picked.length === found.hits.length) break;
    size = Math.min(4 * size, MAX_HITS);
  }
  return { found: page, next };
}

/** What was found, up to the last entry that is shown, if that is not all. */
function upTo(
  last: FoundEntry | undefined,
  { found, isAll }: { found: Found; isAll: boolean },
): Found {
  if (isAll) return found;
  const end = found.hits.findIndex(({ id }) => id === last?.summary.id) + 1;
  return { ...found, hits: found.hits.slice(0, end), hasMore: true };
}

/** Looks up what the journal holds now, or later, but nothing older. */
async function find(
  { index, catchUp, owner: { userId } }: SearchContext,
  request: Request,
): Promise<Found> {
  const look = () => index.find(indexName(userId), request);
  // Mostly the index has all that was written: so it is asked before that is known.
  const [goal, { watermark, found }] = await Promise.all([catchUp.goal(userId), look()]);
  if (watermark.epoch === goal.epoch && watermark.watermark === goal.watermark) return found;
  for (let tries = 1;; tries++) {
    const reached = await catchUp.reach(userId);
    if (reached === undefined) return { hits: [], hasMore: false };
    const { watermark, found } = await look();
    if (watermark.epoch === reached.epoch && watermark.watermark >= reached.watermark) return found;
    // The index was emptied in between: a file was deleted, or its place in memory was needed.
    if (tries === MAX_TRIES) throw new Error("The search index does not stay");
  }
}

function toRequest(
  terms: readonly Term[],
  selection: Selection,
  { place: { since, until = Infinity, after }, size }: { place: RankedPlace; size: number },
): Request {
  return {
    terms,
    filterTokens: filterTokensFor(selection),
    from: Math.max(selection.from, since ?? -Infinity),
    to: Math.min(selection.to, until),
    isWindow: since !== undefined,
    after,
    size,
  };
}

/** Removes false matches that an index returns: a phrase that ends with a short prefix. */
function onlyMatches(found: FoundEntry[], terms: readonly Term[]): FoundEntry[] {
  const needles = terms.filter((term) => term.tokens.length > 1 && prefixToken(term) !== undefined)
    .map(needleOf);
  if (needles.length === 0) return found;
  return found.filter(({ summary, content }) => {
    const words = wordsOf({ ...summary, content });
    return needles.every((needle) => words.includes(needle));
  });
}

async function withSnippets(
  found: readonly FoundEntry[],
  terms: readonly Term[],
): Promise<FoundSummary[]> {
  const pacer = startPacer();
  const entries: FoundSummary[] = [];
  for (const { summary: { excerpt: _, ...summary }, content } of found) {
    entries.push({ ...summary, snippet: await snippetOf(content, { terms, pacer }) });
    await pacer.pause();
  }
  return entries;
}
