import { openLimiter } from "../kv/shared_limiter.ts";
import type { Store } from "../kv/store.ts";
import { LIMITS } from "../journal/mod.ts";
import type { JournalPagesContext, JournalPagesLimits, PageRequest } from "./context.ts";

/** How many events of one person in how many seconds; of one address where nobody is signed in. */
export const JOURNAL_PAGES_LIMITS = {
  journalPages: { limit: 180, seconds: 60 },
  journalFiles: { limit: 1_200, seconds: 60 },
  journalWrites: { limit: 120, seconds: 60 },
  journalPrints: { limit: 6, seconds: 60 },
  journalDrafts: { limit: 240, seconds: 60 },
  journalSignedOut: { limit: 20, seconds: 60 },
} as const;

/** What a form holds of an entry with as many files as it can have, and as many that came with it. */
export const MAX_FIELDS = 40 + 5 * 2 * LIMITS.attachmentsPerEntry;

/** The limits of the pages, which instances share; `now` is in milliseconds. */
export function openJournalPagesLimits(store: Store, now: () => number): JournalPagesLimits {
  const limit = (name: keyof typeof JOURNAL_PAGES_LIMITS) =>
    openLimiter(store, { name, ...JOURNAL_PAGES_LIMITS[name], now });
  return {
    pages: limit("journalPages"),
    files: limit("journalFiles"),
    writes: limit("journalWrites"),
    prints: limit("journalPrints"),
    drafts: limit("journalDrafts"),
    signedOut: limit("journalSignedOut"),
  };
}

/** A text costs another page for each so many characters: the longest ones take half a second. */
const CHARACTERS_A_PAGE = 32_768;

/** Counts what a long text costs beside its page; returns 0, or the seconds to wait. */
export async function takeForText(
  { limits }: Pick<JournalPagesContext, "limits">,
  { visitor }: Pick<PageRequest, "visitor">,
  text: string,
): Promise<number> {
  const events = Math.floor(text.length / CHARACTERS_A_PAGE);
  return events === 0 ? 0 : await limits.pages.take(visitor.subject, events);
}
