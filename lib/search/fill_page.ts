import type { FoundEntry, Selection } from "../journal/mod.ts";
import type { Correction, Found, Hit, Position, Request } from "./index/search_index.ts";
import { find, totalOf } from "./look_up.ts";
import { startPacer } from "./pacer.ts";
import type { SearchContext } from "./search_context.ts";
import { isWhole } from "./whole.ts";

/** For one page, and how many matches are looked at once. */
const MAX_LOOKUPS = 5;
const MAX_HITS = 200;

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

function positionOf({ score, at, id, isBehind }: Hit, { weights }: Found): Position {
  return { score, at, id, isBehind, weights };
}
