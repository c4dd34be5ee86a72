import { formatCursor, parseCursor, type Position } from "../index/cursor.ts";
import type { EntrySummary } from "../model.ts";
import type { OnThisDay, OnThisDayPage } from "./model.ts";

/**
 * A page of what was written on one day, with at most `limit` entries. A year that does not end on
 * the page goes on on the next one. Throws InvalidCursorError for a cursor of another list.
 */
export function pageOfYears(
  { date, years }: OnThisDay,
  { limit = Infinity, cursor }: { limit?: number; cursor?: string } = {},
): OnThisDayPage {
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  const page: OnThisDayPage = { date, years: [] };
  let left = limit;
  let last: EntrySummary | undefined;
  for (const { year, entries, hasMore } of years) {
    const rest = after ? entries.filter((entry) => isAfter(entry, after)) : entries;
    const shown = rest.slice(0, left);
    const isWhole = shown.length === rest.length;
    if (shown.length > 0) {
      page.years.push({ year, entries: shown, ...hasMore && isWhole && { hasMore } });
    }
    last = shown.at(-1) ?? last;
    if (!isWhole) return { ...page, ...last && { nextCursor: cursorAfter(last) } };
    left -= shown.length;
  }
  return page;
}

function isAfter({ occurredAt, id }: EntrySummary, { at, id: last }: Position): boolean {
  return occurredAt < at || occurredAt === at && id < last;
}

function cursorAfter({ occurredAt: at, id }: EntrySummary): string {
  return formatCursor({ at, id });
}
