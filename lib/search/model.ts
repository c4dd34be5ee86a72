import type { EntryQuery, EntrySummary } from "../journal/mod.ts";
import type { Correction } from "./index/search_index.ts";
import type { Match } from "./text/query.ts";

/** What to search for: what a person asks, and the filters that every list of entries has. */
export interface SearchQuery extends EntryQuery {
  /**
   * What a person asks, up to 1,000 characters: any word counts, rare ones more. "Phrases" and groups
   * with OR must be there, -words must not; `wor*` is the beginning of a word. Case, accents and every
   * other sign mean nothing, so there is no wrong query. Without a word, it lists what the filters let
   * through.
   */
  query?: string;
  /** Whether any of the words is enough, as unless told, or all of them must be there. */
  match?: Match;
  /** The id of an entry: finds others like it, instead of a query. */
  like?: string;
}

export type { Correction };

/** An entry that was found, with the passage that shows why. */
export interface FoundSummary extends Omit<EntrySummary, "excerpt"> {
  /** Some 220 bytes of the content on one line, with each match between `**`. */
  snippet: string;
  /** The words of the query that title, content or tags have, as they were asked for. */
  matched: string[];
}

/**
 * One page, the best match first and the newest where matches are equally good. As with lists, it
 * can hold fewer entries than asked for and still have a `nextCursor`.
 */
export interface SearchPage {
  entries: FoundSummary[];
  /** How many entries match; absent if it is not known. */
  total?: number;
  /** Words that are nowhere, and what was looked for instead. */
  corrections?: Correction[];
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
   * Finds entries. Throws InvalidError, LimitError, or NotFoundError for an unknown tag or an unknown
   * entry of `like`, and what Deno KV throws; never because the index is down.
   */
  searchEntries(query: SearchQuery): Promise<SearchPage>;

  /**
   * Returns how many entries the filters let through, or undefined while the index is not available.
   * Throws what `searchEntries` throws for filters.
   */
  count(query: EntryQuery): Promise<number | undefined>;
}
