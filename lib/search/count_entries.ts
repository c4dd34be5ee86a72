import { type EntryQuery, openSelection, type Selection } from "../journal/mod.ts";
import { count, totalOf } from "./look_up.ts";
import { filterTokensFor } from "./index/filter_tokens.ts";
import { partsOf } from "./index/parts.ts";
import type { Request } from "./index/search_index.ts";
import type { SearchContext } from "./search_context.ts";
import { within } from "../time.ts";

const COUNT_LIMIT_MS = 1_000;

/** Counts entries by the index; undefined if it is down. */
export async function countEntries(
  context: SearchContext,
  query: EntryQuery,
): Promise<number | undefined> {
  const { store, owner, now } = context;
  return await countSelection(context, await openSelection(store, owner, { query, now }));
}

/** Counts what a selection lets through, likewise. */
export async function countSelection(
  context: SearchContext,
  selection: Selection,
): Promise<number | undefined> {
  if (selection.visibilities.length === 0) return 0;
  const request = { ...requestFor(selection), clauses: [], tags: [], tagWords: {}, size: 0 };
  const counting = context.outages.attempt(context.owner.userId, () => count(context, request));
  // A list does not wait for an index that has much to catch up with.
  const found = await within(COUNT_LIMIT_MS, counting);
  return found && await totalOf(found, request, selection);
}

/** Returns what is asked of the index for a selection, whatever the words are. */
export function requestFor(selection: Selection): Omit<Request, "clauses" | "tags" | "tagWords"> {
  const { from, to, surelyFrom, surelyTo, size } = selection;
  return {
    ...{ from, to, surelyFrom, surelyTo, size },
    parts: partsOf(selection),
    filterTokens: filterTokensFor(selection),
  };
}
