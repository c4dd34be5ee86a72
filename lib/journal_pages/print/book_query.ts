import type { EntryQuery } from "../../journal/mod.ts";

/** Which entries become a book. */
export type BookQuery = Pick<EntryQuery, "from" | "to" | "tag" | "private">;

/** Reads what an address asks to be printed; `undefined` if it asks for nothing yet. */
export function parseBookQuery(query: URLSearchParams): BookQuery | undefined {
  const text = (name: string) => query.get(name)?.trim() || undefined;
  const [year, from, to, tag] = [text("year"), text("from"), text("to"), text("tag")];
  if (year === undefined && from === undefined && to === undefined && tag === undefined) return;
  const isYear = /^\d{4}$/.test(year ?? "");
  return {
    from: from ?? (isYear ? `${year}-01-01` : year),
    to: to ?? (isYear ? `${year}-12-31` : year),
    tag,
    ...query.get("private") === "no" && { private: false },
  };
}

/** The year that a book is of, if it is one whole year. */
export function yearOf({ from, to }: BookQuery): string | undefined {
  const year = String(from).slice(0, 4);
  return from === `${year}-01-01` && to === `${year}-12-31` ? year : undefined;
}
