import {
  InvalidError,
  openJournal,
  openSelection,
  parseSearchText,
  type Selection,
} from "../journal/mod.ts";
import { countSelection, requestFor } from "./count_entries.ts";
import type { Request } from "./index/search_index.ts";
import type { SearchPage, SearchQuery } from "./model.ts";
import { likeness } from "./like.ts";
import { fillPage } from "./fill_page.ts";
import { formatCursor, parseCursor } from "./rank/cursor.ts";
import { scan } from "./scan.ts";
import type { SearchContext } from "./search_context.ts";
import { withCorrections, withSnippets } from "./show.ts";
import { tagsOfClauses, takeTagsApart } from "./tags.ts";
import { type Clause, parseQuery } from "./text/query.ts";

const LIKE_CLAUSES = 25;

/** Finds entries by the index, or by reading them if it is down. */
export async function searchEntries(
  context: SearchContext,
  { query: text = "", match, like, cursor, ...query }: SearchQuery,
): Promise<SearchPage> {
  const { store, outages, owner, now } = context;
  if (like !== undefined && text.trim() !== "") {
    throw new InvalidError(
      "A search has a query or an entry to be like, not both",
      "Leave one out",
    );
  }
  const asked = parseSearchText(text);
  const position = cursor === undefined ? undefined : parseCursor(cursor);
  const selection = await openSelection(store, owner, { query, now });
  if (like === undefined && asked.trim() === "") {
    const listed = position?.kind === "listed" ? position.cursor : undefined;
    const [page, total] = await Promise.all([
      listAll(context, query, listed),
      countSelection(context, selection),
    ]);
    return { ...page, ...total !== undefined && { total } };
  }
  const clauses = like === undefined ? parseQuery(asked, { match }) : await likeness(context, like);
  if (clauses.length === 0 || selection.visibilities.length === 0) return { entries: [], total: 0 };

  if (position?.kind !== "scanned") {
    const request: Request = {
      ...await toRequest(clauses, selection),
      after: position?.kind === "ranked" ? position.position : undefined,
      ...like !== undefined && { rarest: LIKE_CLAUSES },
    };
    const page = await outages.attempt(
      owner.userId,
      () => fillPage(context, { request, selection, like }),
    );
    if (page !== undefined) {
      const { found, total, corrections, next } = page;
      return {
        entries: await withSnippets(found, withCorrections(clauses, corrections)),
        ...total !== undefined && { total },
        ...corrections.length > 0 && { corrections },
        ...next && { nextCursor: formatCursor({ kind: "ranked", position: next }) },
      };
    }
  }
  // Ranked positions mean nothing in the order of time: an outage between two pages starts again.
  const from = position?.kind === "scanned" ? position.cursor : undefined;
  const scanned = await scan({
    ...{ store, owner, clauses, selection, now },
    query: { ...query, cursor: from },
  });
  return {
    entries: await withSnippets(
      scanned.found.filter(({ summary }) => summary.id !== like),
      clauses,
    ),
    degraded: true,
    ...scanned.cursor && {
      nextCursor: formatCursor({ kind: "scanned", cursor: scanned.cursor }),
    },
  };
}

/** A query that is only filters: what they let through, the newest first. */
async function listAll(
  { store, owner, now }: SearchContext,
  query: Omit<SearchQuery, "query" | "match" | "like" | "cursor">,
  cursor: string | undefined,
): Promise<SearchPage> {
  const page = await openJournal(store, owner, { now }).listEntries({ ...query, cursor });
  return {
    entries: page.entries.map(({ excerpt, ...entry }) => ({
      ...entry,
      snippet: excerpt,
      matched: [],
    })),
    ...page.nextCursor && {
      nextCursor: formatCursor({ kind: "listed", cursor: page.nextCursor }),
    },
  };
}

async function toRequest(clauses: readonly Clause[], selection: Selection): Promise<Request> {
  const tags = await takeTagsApart(await selection.tagNames());
  return {
    ...requestFor(selection),
    clauses,
    tags: await tagsOfClauses(clauses, tags),
    tagWords: tags.byWord,
  };
}
