import type { JournalAccess } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import type { CatchUp } from "./follow/catch_up.ts";
import type { Outages } from "./follow/outages.ts";
import type { KnownCounts } from "./known_counts.ts";
import type { SearchIndex } from "./index/search_index.ts";

/** What a search needs, and whose it is. */
export interface SearchContext {
  store: Store;
  index: SearchIndex;
  catchUp: CatchUp;
  outages: Outages;
  knownCounts: KnownCounts;
  owner: JournalAccess;
  now(): number;
}
