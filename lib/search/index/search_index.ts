import type { ChangedEntry } from "../../journal/mod.ts";
import type { Clause } from "../text/query.ts";

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
  /** Every entry matches where there are none. */
  clauses: readonly Clause[];
  /** For each clause the filter tokens of tags that count as its words in a title. */
  tags: readonly (readonly string[])[];
  /** The filter tokens of the tags that a word is in the names of: what is misspelt may mean these. */
  tagWords: Readonly<Record<string, readonly string[]>>;
  /** The parts of the journal that count, see parts.ts. */
  parts: readonly number[];
  /** All of them must be there. */
  filterTokens: readonly string[];
  /** The earliest and the latest `occurredAt`. */
  from: number;
  to: number;
  /** Between these, matches are counted; the others are told, as {@linkcode Found.unsure}. */
  surelyFrom: number;
  surelyTo: number;
  /** Where the page begins; absent for the first. */
  after?: Position;
  /** How many hits to find at most. */
  size: number;
  /** How many of the clauses count at most, the rarest: all unless given. */
  rarest?: number;
}

/** Where a page of ranked matches begins: behind a hit of the page before. */
export interface Position {
  score: number;
  at: number;
  /** Which entry it is, among others that are as good and as new. */
  id: string;
  /** Whether it was behind those that are ranked by the nearness of words, too. */
  isBehind: boolean;
  /** By what the first page was ranked: entries that come or go move nothing. */
  weights: Weights;
}

/** By what matches are ranked, besides themselves. */
export interface Weights {
  /** How much each clause counts, rarer ones more, in the order of clauses. */
  clauses: readonly number[];
  averageLength: number;
}

/** What was found. */
export interface Found {
  /** The best first, the newest where they fit as well, and by id where they are as new. */
  hits: Hit[];
  /** How many entries match in all, without those that are unsure. */
  total: number;
  /** The ids of matches of which only the entries tell whether they are of the days asked for. */
  unsure: string[];
  /** Whether there are more behind them. */
  hasMore: boolean;
  /** By what they were ranked. */
  weights: Weights;
  /** What was looked for instead of words that are nowhere. */
  corrections: Correction[];
}

/** A word that is nowhere, and what was looked for instead. */
export interface Correction {
  word: string;
  instead: string[];
}

/** An entry that was found; `score` is a whole number, larger the better it fits. */
export interface Hit {
  id: string;
  at: number;
  score: number;
  /** Whether it is behind those that are ranked by the nearness of words, too. */
  isBehind: boolean;
}

/** How much of what has changed an index has by now; "none" where it was too much to begin with. */
export type Followed = "all" | "some" | "none";

export interface FollowOptions {
  /** Where more has changed than this, nothing is done. */
  atMost?: number;
}

/**
 * A derived index of many journals. It can be thrown away at any time. An owner is a name that
 * reveals nothing (see `indexName`). Every method can throw whatever the database throws: the index
 * is down then, and nothing is lost.
 */
export interface SearchIndex {
  /** How far the index of the owner is. */
  watermark(owner: string): Promise<Watermark>;

  /** Goes one step, if the index is still where the step starts; returns whether it did. */
  apply(owner: string, step: Step): Promise<boolean>;

  /**
   * Goes a step by itself, with what has changed in a user's journal; returns undefined if it cannot read
   * journals. Absent where it never can.
   */
  follow?(userId: string, options?: FollowOptions): Promise<Followed | undefined>;

  /** Empties the index of the owner, if it is still at `watermark`. */
  reset(owner: string, watermark: Watermark): Promise<void>;

  /** Everybody who has an index. */
  owners(): Promise<string[]>;

  /** The best matches, and how far the index was when it looked for them. */
  find(owner: string, request: Request): Promise<{ watermark: Watermark; found: Found }>;

  /** Removes the index of the owner, wherever it is; returns whether there was one. */
  remove(owner: string): Promise<boolean>;

  /** Resolves if the index can be reached. */
  check(): Promise<unknown>;

  close(): Promise<void>;
}
