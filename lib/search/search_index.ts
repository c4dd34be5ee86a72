import type { Document } from "./document.ts";
import type { Term } from "./terms.ts";

/** How far an index has followed a journal; both empty before it has begun. */
export interface Mark {
  /** The epoch of the database that it follows. */
  epoch: string;
  /** The versionstamp of the last change that is in it. */
  watermark: string;
}

/** One step of an index, all of it or nothing. */
export interface Step {
  /** Where the index must be, or nothing happens. */
  from: Mark;
  to: Mark;
  /** Written over what was there. */
  documents: readonly Document[];
  /** Ids of entries that are no more. */
  gone: readonly string[];
}

/** What to look for. */
export interface Request {
  terms: readonly Term[];
  /** All of them must be there. */
  marks: readonly string[];
  /** The earliest and the latest `occurredAt`. */
  from: number;
  to: number;
}

/** An entry that was found; `score` is larger the better it fits. */
export interface Hit {
  id: string;
  at: number;
  score: number;
}

/** How many matches are ranked at once: the newest. */
export const RANKED_HITS = 2_000;

/**
 * A derived index of many journals. It can be thrown away at any time. An owner is a name that
 * reveals nothing (see `ownerOf`). Every method can throw whatever the database throws: the index
 * is down then, and nothing is lost.
 */
export interface SearchIndex {
  /** How far the index of the owner is. */
  mark(owner: string): Promise<Mark>;

  /** Goes one step, if the index is still where the step starts; tells whether it did. */
  apply(owner: string, step: Step): Promise<boolean>;

  /** Empties the index of the owner, if it is still at `mark`. */
  reset(owner: string, mark: Mark): Promise<void>;

  /** Everybody who has an index. */
  owners(): Promise<string[]>;

  /**
   * The newest matches by the minute, in any order: RANKED_HITS of them unless there are fewer. The
   * mark was read before them: an index can have been emptied since it was last looked at.
   */
  find(owner: string, request: Request): Promise<{ mark: Mark; hits: Hit[] }>;

  /** Removes the index of the owner, wherever it is; tells whether there was one. */
  remove(owner: string): Promise<boolean>;

  /** Resolves if the index can be reached. */
  check(): Promise<unknown>;

  close(): Promise<void>;
}
