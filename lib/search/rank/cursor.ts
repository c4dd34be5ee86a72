import { z } from "zod";
import { decodeText, encodeText } from "../../base64url.ts";
import { InvalidCursorError } from "../../journal/mod.ts";
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
const MAX_LENGTH = 400;

const Parts = z.union([
  z.tuple([z.literal("ranked"), time, time, hit]),
  z.tuple([z.literal("scanned"), z.string()]),
]);

/** The opaque form of a place. It names no journal and no query, so it leads into no other one. */
export function formatCursor(place: Place): string {
  return encodeText(JSON.stringify(partsOf(place)));
}

/** The place of a cursor; throws InvalidCursorError if it is not one of ours. */
export function parseCursor(cursor: string): Place {
  const parsed = Parts.safeParse(decode(cursor));
  if (!parsed.success) throw new InvalidCursorError(cursor, "a search");
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
  try {
    return JSON.parse(decodeText(cursor, MAX_LENGTH) ?? "null");
  } catch {
    return undefined;
  }
}
