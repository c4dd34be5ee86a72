import type { Context } from "../store/context.ts";
import { formatCursor, parseCursor, type Position } from "../index/cursor.ts";
import { type Filter, parseFilter } from "../index/filter.ts";
import { readTagNames } from "../tags/tag_names.ts";
import type { EntryPage, EntryQuery } from "../model.ts";
import { parsePageSize } from "../parse.ts";
import { findKnownPage, keepPage } from "../store/known_pages.ts";
import { type ListBasis, readListBasis } from "../store/list_basis.ts";
import { toSummary } from "../store/present.ts";
import { withDays } from "../store/shown_day.ts";
import { readMatches, readRows } from "../index/read_index.ts";
import type { StoredSummary } from "../store/stored.ts";

/** How many index rows one page may cost at most, altogether and at once. */
const MAX_ROWS = 2_000;
const MAX_ROWS_AT_ONCE = 500;

/** One page of the entries that match, the newest first. Nobody may change it: others get the same. */
export async function listEntries(context: Context, query: EntryQuery): Promise<EntryPage> {
  // Whoever goes on to another page seldom comes back to it, and the trash gets empty by itself.
  if (query.cursor !== undefined || query.trashed) {
    return await readPage(context, query, () => readListBasis(context));
  }
  const basis = await readListBasis(context);
  const place = { query, position: basis.position };
  const known = findKnownPage(context, place);
  if (known) return known;
  const page = await readPage(context, query, () => Promise.resolve(basis));
  keepPage(context, place, page);
  return page;
}

async function readPage(
  context: Context,
  query: EntryQuery,
  readBasis: () => Promise<ListBasis>,
): Promise<EntryPage> {
  const size = parsePageSize(query.limit);
  const start = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  const filter = await parseFilter(context, query);
  const [{ heads, next }, { tagTable, settings }] = await Promise.all([
    findPage(context, filter, { size, start }),
    readBasis(),
  ]);
  const tagNames = await readTagNames(context, heads, { tagTable });
  const shown = await withDays(context, heads, { ...query, settings });
  const entries = shown.map((head) => toSummary(head, tagNames));
  return next === undefined ? { entries } : { entries, nextCursor: formatCursor(next) };
}

/** Up to `size` matches after `start`, and where the next page starts unless the list ends here. */
async function findPage(
  context: Context,
  filter: Filter,
  { size, start }: { size: number; start?: Position },
): Promise<{ heads: StoredSummary[]; next?: Position }> {
  const heads: StoredSummary[] = [];
  let after = start;
  let rowsLeft = MAX_ROWS;
  // One more than the page holds tells whether another one follows.
  let count = size + 1;
  while (rowsLeft > 0) {
    const rows = await readRows(context, filter, { count, after });
    heads.push(...await readMatches(context, filter, { rows }));
    if (heads.length > size) return { heads: heads.slice(0, size), next: positionOf(heads, size) };
    if (rows.length < count) return { heads };
    after = rows.at(-1);
    rowsLeft -= count;
    count = Math.min(2 * count, MAX_ROWS_AT_ONCE, rowsLeft);
  }
  return { heads, next: after };
}

function positionOf(heads: readonly StoredSummary[], size: number): Position {
  const { occurredAt, id } = heads[size - 1];
  return { at: occurredAt, id };
}
