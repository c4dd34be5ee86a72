import {
  type EntryPage,
  InvalidCursorError,
  InvalidError,
  LimitError,
  NotFoundError,
} from "../../journal/mod.ts";
import type { Correction, FoundSummary } from "../../search/mod.ts";
import type { Person } from "../context.ts";
import { filtersOf, type Listing, without } from "./listing.ts";

const PAGE_SIZE = 30;

/** What a listing finds. */
export type Found =
  | ({ kind: "listed" } & EntryPage)
  | {
    kind: "searched";
    entries: FoundSummary[];
    total?: number;
    corrections?: Correction[];
    degraded?: true;
    nextCursor?: string;
  }
  /** What it asks for cannot be, and why. */
  | { kind: "problem"; problem: string };

/**
 * Finds the entries of a listing: those of a list as the journal has them, and what is searched for
 * by its search. A cursor that is cut off shows the first page.
 */
export async function find(person: Person, listing: Listing): Promise<Found> {
  try {
    return await read(person, listing);
  } catch (error) {
    if (error instanceof InvalidCursorError) return await find(person, without(listing, "cursor"));
    const isAboutListing = error instanceof InvalidError || error instanceof LimitError ||
      error instanceof NotFoundError;
    if (!isAboutListing) throw error;
    return { kind: "problem", problem: error.message };
  }
}

async function read({ journal, search }: Person, listing: Listing): Promise<Found> {
  const query = { ...filtersOf(listing), limit: PAGE_SIZE };
  if (listing.search !== undefined) {
    const page = await search.searchEntries({ ...query, query: listing.search });
    return { kind: "searched", ...page };
  }
  return { kind: "listed", ...await journal.listEntries(query) };
}
