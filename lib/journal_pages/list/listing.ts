import type { EntryQuery } from "../../journal/mod.ts";
import { JOURNAL_PATHS } from "../../pages/journal_paths.ts";

/** Which entries a list shows, as its address says. */
export interface Listing {
  /** What is searched for; absent for a list in the order of time. */
  search?: string;
  tag?: string;
  mood?: string;
  favorite?: boolean;
  private?: boolean;
  trashed?: boolean;
  /** The first and the last day. */
  from?: string;
  to?: string;
  cursor?: string;
}

/** The names in addresses: those of filters say what they are for. */
const NAMES = {
  search: "q",
  tag: "tag",
  mood: "mood",
  from: "from",
  to: "to",
  favorite: "favorite",
  private: "private",
  trashed: "trash",
  cursor: "cursor",
} as const satisfies Record<keyof Listing, string>;

/** Reads the listing of an address. What is empty or none of its values is left out. */
export function parseListing(query: URLSearchParams): Listing {
  const text = (name: string) => query.get(name)?.trim() || undefined;
  const flag = (name: string) => ({ yes: true, no: false })[query.get(name) ?? ""];
  const listing: Listing = {
    search: text(NAMES.search),
    tag: text(NAMES.tag),
    mood: text(NAMES.mood),
    from: text(NAMES.from),
    to: text(NAMES.to),
    favorite: flag(NAMES.favorite),
    private: flag(NAMES.private),
    trashed: flag(NAMES.trashed),
    cursor: text(NAMES.cursor),
  };
  return without(listing);
}

/** The address of a listing. */
export function listingPath(listing: Listing): string {
  const query = new URLSearchParams();
  for (const [key, name] of Object.entries(NAMES)) {
    const value = listing[key as keyof Listing];
    if (value === undefined) continue;
    query.set(name, typeof value === "string" ? value : value ? "yes" : "no");
  }
  return query.size === 0 ? JOURNAL_PATHS.journal : `${JOURNAL_PATHS.journal}?${query}`;
}

/** The filters of a listing, for the journal and for its search. */
export function filtersOf({ search: _, ...filters }: Listing): EntryQuery {
  return filters;
}

/** The listing without some of what it asks for; it begins anew. */
export function without(listing: Listing, ...names: (keyof Listing)[]): Listing {
  const left = Object.entries(listing).filter(([name, value]) =>
    value !== undefined && !(names as string[]).includes(name)
  );
  return Object.fromEntries(left);
}

/** Whether a listing has any filter beside what is searched for. */
export function isFiltered(listing: Listing): boolean {
  return Object.keys(without(listing, "search", "cursor", "trashed")).length > 0;
}
