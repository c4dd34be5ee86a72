import { openLimiter } from "../kv/shared_limiter.ts";
import type { Store } from "../kv/store.ts";
import type { JournalPagesLimits } from "./context.ts";

/** How many events of one person in how many seconds. */
export const JOURNAL_PAGES_LIMITS = {
  journalPages: { limit: 180, seconds: 60 },
  journalFiles: { limit: 1_200, seconds: 60 },
  journalWrites: { limit: 120, seconds: 60 },
} as const;

/** The limits of the pages, which instances share; `now` is in milliseconds. */
export function openJournalPagesLimits(store: Store, now: () => number): JournalPagesLimits {
  const limit = (name: keyof typeof JOURNAL_PAGES_LIMITS) =>
    openLimiter(store, { name, ...JOURNAL_PAGES_LIMITS[name], now });
  return {
    pages: limit("journalPages"),
    files: limit("journalFiles"),
    writes: limit("journalWrites"),
  };
}
