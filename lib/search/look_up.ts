import type { Selection } from "../journal/mod.ts";
import { prefixToken } from "./index/filter_tokens.ts";
import { indexName } from "./index/index_name.ts";
import type { Found, Request, Watermark } from "./index/search_index.ts";
import type { SearchContext } from "./search_context.ts";
import type { Clause } from "./text/query.ts";

const MAX_TRIES = 5;

const NOTHING: Found = {
  ...{ hits: [], hasMore: false, total: 0, unsure: [], corrections: [] },
  weights: { clauses: [], averageLength: 1 },
};

/** Looks up what the journal holds now, or later, but nothing older. */
export async function find(context: SearchContext, request: Request): Promise<Found> {
  return (await findAt(context, request)).found;
}

/** Counts what `request` asks for, likewise: the index is asked once for as long as nothing is written. */
export async function count(context: SearchContext, request: Request): Promise<Found> {
  const { catchUp, knownCounts, owner: { userId } } = context;
  const question = { userId, request };
  const known = knownCounts.get(question, await catchUp.goal(userId));
  if (known) return known;
  const answer = await findAt(context, request);
  if (answer.at) knownCounts.set(question, { ...answer, at: answer.at });
  return answer.found;
}

/** Also tells how far the index was, which is nowhere if nothing was ever written. */
async function findAt(
  { index, catchUp, owner: { userId } }: SearchContext,
  request: Request,
): Promise<{ at?: Watermark; found: Found }> {
  const look = () => index.find(indexName(userId), request);
  // Mostly the index has all that was written: so it is asked before that is known.
  const [goal, { watermark, found }] = await Promise.all([catchUp.goal(userId), look()]);
  if (watermark.epoch === goal.epoch && watermark.watermark === goal.watermark) {
    return { at: watermark, found };
  }
  for (let tries = 1;; tries++) {
    const reached = await catchUp.reach(userId);
    if (reached === undefined) return { found: NOTHING };
    const { watermark, found } = await look();
    if (watermark.epoch === reached.epoch && watermark.watermark >= reached.watermark) {
      return { at: watermark, found };
    }
    // The index was emptied in between: a file was deleted, or its place in memory was needed.
    if (tries === MAX_TRIES) throw new Error("The search index does not stay");
  }
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
  // No write says that an entry's time in the trash is over: the index counts it until it is swept.
  const expired = await selection.countExpired();
  if (expired === undefined || expired > 0 && clauses.length > 0) return undefined;
  const matching = unsure.length === 0 ? 0 : (await selection.pick(unsure)).length;
  return total + matching - expired;
}

/** The phrases that must be there and of which an index finds too many: they end with a few letters. */
export function cutPhrases(clauses: readonly Clause[]): Clause[] {
  return clauses.filter(({ terms, occur }) =>
    occur === "must" &&
    terms.some((term) => term.tokens.length > 1 && prefixToken(term) !== undefined)
  );
}
