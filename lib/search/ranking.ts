import type { RankedPlace } from "./cursor.ts";
import { minuteOf, startOf } from "./minutes.ts";
import { type Hit, RANKED_HITS } from "./search_index.ts";

/** One page of hits, the best first, and where the next one begins unless there is none. */
export interface RankedPage {
  hits: Hit[];
  next?: RankedPlace;
}

/**
 * Puts the hits of one stretch of time into their order and takes a page after `place`. Where there
 * are too many matches to rank them all, the newest are ranked among each other, and after them
 * older ones: the stretch of the page is kept in its cursor, so no page depends on what is newer.
 */
export function takePage(
  found: readonly Hit[],
  { place, size }: { place: RankedPlace; size: number },
): RankedPage {
  const { hits, since } = cutStretch(found, place);
  const { after } = place;
  // What happened after the newest match of the first page is not let in between pages.
  const until = place.until ?? Math.max(...hits.map(({ at }) => at));
  const ranked = hits.map((hit) => ({ ...hit, score: Math.round(hit.score * 1e6) }))
    .filter((hit) => after === undefined || bestFirst(after, hit) < 0)
    .sort(bestFirst);
  const page = ranked.slice(0, size);
  if (ranked.length > size) {
    return { hits: page, next: { kind: "ranked", since, until, after: page.at(-1) } };
  }
  if (since === undefined) return { hits: page };
  return { hits: page, next: { kind: "ranked", until: since - 1 } };
}

/** The hits of the newest stretch, and when it begins unless it has all that is older. */
function cutStretch(
  found: readonly Hit[],
  { since }: RankedPlace,
): { hits: readonly Hit[]; since?: number } {
  if (since !== undefined || found.length < RANKED_HITS) return { hits: found, since };
  const oldest = Math.min(...found.map(({ at }) => minuteOf(at)));
  const whole = found.filter(({ at }) => minuteOf(at) > oldest);
  // A minute with more matches than are ranked cannot be cut.
  return whole.length > 0
    ? { hits: whole, since: startOf(oldest + 1) }
    : { hits: found, since: startOf(oldest) };
}

function bestFirst(a: Hit, b: Hit): number {
  return b.score - a.score || b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
