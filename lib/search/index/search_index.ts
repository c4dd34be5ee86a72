import type { ChangedEntry } from "../../journal/mod.ts";
import type { Term } from "../text/terms.ts";

/** How far an index has followed a journal; both empty before it has begun. */
export interface Watermark {
  /** The epoch of the database that it follows. */
  epoch: string;
  /** The versionstamp of the last change that is in it. */
  watermark: string;
}

/** One step of an index, all of it or nothing. */
export interface Step {
  /** Where the index must be, or nothing happens. */
  from: Watermark;
  to: Watermark;
  /** Written over what was there. */
  entries: readonly ChangedEntry[];
  /** Ids of entries that are no more. */
  gone: readonly string[];
}

/** What to look for. */
export interface Request {
  terms: readonly Term[];
  /** All of them must be there. */
  filterTokens: readonly string[];
  /** The earliest and the latest `occurredAt`. */
  from: number;
  to: number;
  /** Whether the range is a window of an earlier answer, all of whose matches are ranked. */
  isWindow: boolean;
  /** The last hit of the page before, in this window. */
  after?: Hit;
  /** How many hits to find at most. */
  size: number;
}

/** The best matches of a window of time. */
export interface Found {
  /** The best first, the newest where they fit as well, and by id where they are as new. */
  hits: Hit[];
  /** Whether there are more in the window. */
  hasMore: boolean;
  /** When the window begins; absent if it has all matches that are older. */
  since?: number;
  /** When the newest match of the window happened; absent if there is none. */
  until?: number;
}

/** An entry that was found; `score` is a whole number, larger the better it fits. */
export interface Hit {
  id: string;
  at: number;
  score: number;
}

/** How many matches make a window. */
const RANKED_HITS = 500;
/** Phrases and many words take longer to find in each entry, and fewer entries have them. */
const RANKED_BY_MORE = 250;

/** How many matches are ranked at once: the newest. */
export function rankedHits(terms: readonly Term[]): number {
  const isSimple = terms.length <= 2 && terms.every(({ tokens }) => tokens.length === 1);
  return isSimple ? RANKED_HITS : RANKED_BY_MORE;
}

/**
 * A derived index of many journals. It can be thrown away at any time. An owner is a name that
 * reveals nothing (see `ownerOf`). Every method can throw whatever the database throws: the index
 * is down then, and nothing is lost.
 */
export interface SearchIndex {
  /** How far the index of the owner is. */
  watermark(owner: string): Promise<Watermark>;

  /** Goes one step, if the index is still where the step starts; returns whether it did. */
  apply(owner: string, step: Step): Promise<boolean>;

  /** Empties the index of the owner, if it is still at `watermark`. */
  reset(owner: string, watermark: Watermark): Promise<void>;

  /** Everybody who has an index. */
  owners(): Promise<string[]>;

  /**
   * The best of the newest `rankedHits` matches, or of all of a window. The watermark was read before
   * them: an index can have been emptied since it was last looked at.
   */
  find(owner: string, request: Request): Promise<{ watermark: Watermark; found: Found }>;

  /** Removes the index of the owner, wherever it is; returns whether there was one. */
  remove(owner: string): Promise<boolean>;

  /** Resolves if the index can be reached. */
  check(): Promise<unknown>;

  close(): Promise<void>;
}
