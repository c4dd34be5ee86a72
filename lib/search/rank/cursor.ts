import { z } from "zod";
import { InvalidError } from "../../journal/mod.ts";
import type { Hit } from "../index/search_index.ts";

/** Where the next page of a search begins. */
export type Place = RankedPlace | { kind: "scanned"; cursor: string };

/** A place among ranked matches. */
export interface RankedPlace {
  kind: "ranked";
  /** The window of time, in milliseconds, whose matches are ranked with each other. */
  since?: number;
  until?: number;
  /** The last hit of the page before, in this window. */
  after?: Hit;
}

const time = z.int().nullable();
const hit = z.tuple([z.int(), z.int(), z.string()]).nullable();
const Parts = z.union([
  z.tuple([z.literal("ranked"), time, time, hit]),
  z.tuple([z.literal("scanned"), z.string()]),
]);

/** The opaque form of a place. It names no journal and no query, so it leads into no other one. */
export function formatCursor(place: Place): string {
  return btoa(JSON.stringify(partsOf(place)))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The place of a cursor; throws InvalidError if it is not one of ours. */
export function parseCursor(cursor: string): Place {
  const parsed = Parts.safeParse(decode(cursor));
  if (!parsed.success) {
    throw new InvalidError(
      "The cursor does not come from a search",
      "Give nextCursor of the page before as it was, or leave it out to start again",
    );
  }
  if (parsed.data[0] === "scanned") return { kind: "scanned", cursor: parsed.data[1] };
  const [, since, until, last] = parsed.data;
  return {
    kind: "ranked",
    since: since ?? undefined,
    until: until ?? undefined,
    after: last ? { score: last[0], at: last[1], id: last[2] } : undefined,
  };
}

function partsOf(place: Place): z.infer<typeof Parts> {
  if (place.kind === "scanned") return ["scanned", place.cursor];
  const { since = null, until = null, after } = place;
  return ["ranked", since, until, after ? [after.score, after.at, after.id] : null];
}

function decode(cursor: string): unknown {
  if (!/^[\w-]{1,400}$/.test(cursor)) return undefined;
  try {
    return JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    return undefined;
  }
}
