import type { RankedPlace } from "./cursor.ts";
import type { Found, Hit } from "../index/search_index.ts";

/*
 * Where there are too many matches to rank them all, the newest are ranked among each other, and
 * after them older ones: the window of a page is kept in its cursor, so no page depends on what is
 * newer.
 */

/** Where the page after `found` begins, unless it was the last. */
export function placeAfter(found: Found, place: RankedPlace): RankedPlace | undefined {
  const since = place.since ?? found.since;
  if (found.hasMore) {
    // What happened after the newest match of the first page is not let in between pages.
    return { kind: "ranked", since, until: place.until ?? found.until, after: found.hits.at(-1) };
  }
  return since === undefined ? undefined : { kind: "ranked", until: since - 1 };
}

/** The order of hits. */
export function bestFirst(a: Hit, b: Hit): number {
  return b.score - a.score || b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
