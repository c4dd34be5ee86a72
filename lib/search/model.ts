import type { EntryQuery, EntrySummary } from "../journal/mod.ts";

/** What to search for: the words, and the filters that every list of entries has. */
export interface SearchQuery extends EntryQuery {
  /**
   * Words, "phrases" and beginnings* of words, all of which must be in the entry; up to 1,000
   * characters. Case, accents and every other sign mean nothing, so there is no wrong query; one
   * without a word finds nothing.
   */
  query: string;
}

/** An entry that was found, with the place that shows why. */
export interface FoundSummary extends Omit<EntrySummary, "excerpt"> {
  /** Some 200 UTF-16 units of the content on one line, with each match between `**`. */
  snippet: string;
}

/**
 * One page, the best match first and the newest where matches are equally good. As with lists, it
 * can hold fewer entries than asked for and still have a `nextCursor`.
 */
export interface SearchPage {
  entries: FoundSummary[];
  nextCursor?: string;
  /**
   * True while the index is not available: then entries were read one by one, so they are the
   * newest first and not ranked, and more of them may follow.
   */
  degraded?: true;
}

/** The search of one person's journal, for a viewer who may see all of it or only a part. */
export interface Searcher {
  /**
   * Finds entries. Throws InvalidError, LimitError, or NotFoundError for an unknown tag, and what
   * Deno KV throws; never because the index is down.
   */
  searchEntries(query: SearchQuery): Promise<SearchPage>;
}
