import type { FoundEntry, Selection } from "../journal/mod.ts";
import { indexName } from "./index/index_name.ts";
import type { Correction, Found, Hit, Position, Request } from "./index/search_index.ts";
import { startPacer } from "./pacer.ts";
import type { SearchContext } from "./search_context.ts";
import { cutPhrases, isWhole } from "./whole.ts";

const MAX_TRIES = 5;

/** For one page, and how many matches are looked at once. */
const MAX_LOOKUPS = 5;
const MAX_HITS = 200;

const NOTHING: Found = {
  ...{ hits: [], hasMore: false, total: 0, unsure: [], corrections: [] },
  weights: { clauses: [], averageLength: 1 },
};

/** A page of entries, the best match first. */
interface FilledPage {
  found: FoundEntry[];
  /** How many match in all; absent where only the entries themselves can tell. */
  total?: number;
  corrections: Correction[];
  next?: Position;
}

/**
 * Finds a page of entries, and where the next one begins. The index knows moments and not days, so
 * that around the edges of a range of days some of what it finds is left out: then it is asked for
 * more, and more at once.
 */
export async function fillPage(
  context: SearchContext,
  { request, selection, like }: { request: Request; selection: Selection; like?: string },
): Promise<FilledPage> {
  const page: FilledPage = { found: [], corrections: [], next: request.after };
  let { size } = selection;
  for (let lookups = 0; lookups < MAX_LOOKUPS; lookups++) {
    const found = await find(context, { ...request, after: page.next, size });
    if (lookups === 0) {
      page.corrections = found.corrections;
      const total = await totalOf(found, request, selection);
      page.total = total && Math.max(0, total - (like === undefined ? 0 : 1));
    }
    const ids = found.hits.map(({ id }) => id).filter((id) => id !== like);
    const picked = await selection.pick(ids);
    const taken = picked.slice(0, selection.size - page.found.length);
    // Waiting for the index was no work: others had their turn.
    const pacer = startPacer();
    for (const entry of taken) {
      if (isWhole(entry, request.clauses)) page.found.push(entry);
      await pacer.pause();
    }
    const isAll = taken.length === picked.length;
    const last = isAll
      ? found.hits.at(-1)
      : found.hits.find(({ id }) => id === taken.at(-1)?.summary.id);
    page.next = last && (found.hasMore || !isAll) ? positionOf(last, found) : undefined;
    const isLess = picked.length < found.hits.length;
    if (page.next === undefined || page.found.length >= selection.size || !isLess) break;
    size = Math.min(4 * size, MAX_HITS);
  }
  return page;
}

/** So many entries at the edges of a range of days are looked at to count what matches. */
const MAX_UNSURE = 300;

/** How many entries match; undefined where too many of them would have to be read. */
export async function totalOf(
  { total, unsure }: Found,
  { clauses }: Pick<Request, "clauses">,
  selection: Selection,
): Promise<number | undefined> {
  if (cutPhrases(clauses).length > 0 || unsure.length > MAX_UNSURE) return undefined;
  return total + (unsure.length === 0 ? 0 : (await selection.pick(unsure)).length);
}

function positionOf({ score, at, id, isBehind }: Hit, { weights }: Found): Position {
  return { score, at, id, isBehind, weights };
}

/** Looks up what the journal holds now, or later, but nothing older. */
export async function find(
  { index, catchUp, owner: { userId } }: SearchContext,
  request: Request,
): Promise<Found> {
  const look = () => index.find(indexName(userId), request);
  // Mostly the index has all that was written: so it is asked before that is known.
  const [goal, { watermark, found }] = await Promise.all([catchUp.goal(userId), look()]);
  if (watermark.epoch === goal.epoch && watermark.watermark === goal.watermark) return found;
  for (let tries = 1;; tries++) {
    const reached = await catchUp.reach(userId);
    if (reached === undefined) return NOTHING;
    const { watermark, found } = await look();
    if (watermark.epoch === reached.epoch && watermark.watermark >= reached.watermark) return found;
    // The index was emptied in between: a file was deleted, or its place in memory was needed.
    if (tries === MAX_TRIES) throw new Error("The search index does not stay");
  }
}
